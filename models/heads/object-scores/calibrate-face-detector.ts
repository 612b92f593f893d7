import { center, type PixelBox } from '../../../src/vision/geometry.ts';
import { PERSON_KIND } from '../../../src/vision/objects/people.ts';
import { scoreLogit } from '../../../src/vision/objects/object-probability.ts';
import { calibrate, type Calibration } from '../training/calibration.ts';
import type { TruePicture } from './collect-candidates.ts';

/** What a face detector has seen in a picture whose people are known. */
export interface FacedPicture extends Pick<TruePicture, 'truth'> {
  readonly faces: readonly { readonly box: PixelBox; readonly score: number }[];
}

/** Of pictures with more people COCO marks only some, so that nothing tells whether a face there is one. */
const MARKED_PEOPLE = 10;

/** How sure a score makes that there is a face: it is one when its middle lies in somebody's box. */
export function calibrateFaceDetector(pictures: readonly FacedPicture[]): Calibration {
  const judged = pictures.flatMap(({ faces, truth }) => {
    const people = truth.filter(({ kind }) => kind === PERSON_KIND);
    if (people.length > MARKED_PEOPLE) return [];
    return faces.map(({ box, score }) => ({ score: scoreLogit(score), answer: people.some((person) => holds(person.box, box)) }));
  });
  return calibrate(judged, judged.filter(({ answer }) => answer).length / judged.length);
}

function holds({ left, top, width, height }: PixelBox, face: PixelBox): boolean {
  const { x, y } = center(face);
  return x > left && x < left + width && y > top && y < top + height;
}
