import type { Sessions } from '../../runtime/sessions.ts';
import { suppressNonMaxima, type ScoredBox } from '../non-maximum-suppression.ts';
import type { ObjectCandidate } from '../objects/detector.ts';
import { objectDetector } from '../objects/find-objects.ts';
import type { PictureReader } from '../picture-reader.ts';

/** COCO's class of persons. */
const PERSON = 0;
/** What is less sure than this is not looked at; what is little surer must show a face or equipment to be told. */
const LEAST_SCORE = 0.1;
/** Boxes that overlap more than this are of one person. */
const SAME_PERSON = 0.6;
/** Each costs a look for joints: the most, the surest of all. */
const MOST_PERSONS = 30;

/** Models that `findPersonBoxes` runs. */
export function personModels(sessions: Sessions): string[] {
  return [objectDetector(sessions).model];
}

/** Where the object detector sees persons, surest first. */
export async function findPersonBoxes(sessions: Sessions, picture: PictureReader): Promise<ScoredBox[]> {
  const whole = { left: 0, top: 0, width: picture.width, height: picture.height };
  return personBoxes(await objectDetector(sessions).look(picture, whole));
}

/** The persons among candidates of all kinds, each once, surest first. */
export function personBoxes(candidates: readonly ObjectCandidate[]): ScoredBox[] {
  const persons = candidates.filter(({ kind, score }) => kind === PERSON && score >= LEAST_SCORE);
  return suppressNonMaxima(persons, SAME_PERSON).slice(0, MOST_PERSONS);
}
