import type { Sessions } from '../../runtime/sessions.ts';
import { detectHands } from '../body/hand-detector.ts';
import type { PixelBox } from '../geometry.ts';
import type { FoundObject } from '../objects/find-objects.ts';
import { PERSON_KIND } from '../objects/people.ts';
import type { PictureReader } from '../picture-reader.ts';
import type { FaceFrame } from './views.ts';

/** The surest hands, which may hold a cigarette or make a rude gesture. */
const MOST_HANDS = 3;
/** Somebody is there when the object detector is so sure of a person. */
const LEAST_PERSON = 0.3;

/** Boxes of hands. They are looked for only where somebody is found: the search costs half as much as that for objects. */
export async function handsOfPeople(
  sessions: Sessions,
  picture: PictureReader,
  faces: readonly FaceFrame[],
  objects: readonly FoundObject[],
): Promise<PixelBox[]> {
  const isPeopled = faces.length > 0 || objects.some(({ kind, probability }) => kind === PERSON_KIND && probability >= LEAST_PERSON);
  return isPeopled ? (await detectHands(sessions, picture)).slice(0, MOST_HANDS).map(({ box }) => box) : [];
}
