import { scoreLogit } from '../../../src/vision/objects/object-probability.ts';
import { calibrate, type Calibration } from '../training/calibration.ts';

/** What one detector has seen in a picture, and the kinds that are in it. */
export interface ScoredPicture {
  readonly found: readonly { readonly kind: number; readonly score: number }[];
  readonly truth: readonly { readonly kind: number }[];
}

/**
 * How sure a score makes that the picture shows an object of the kind: of every picture and kind the best score counts.
 * A box that is wrong beside one that is right does not make the label wrong.
 */
export function calibrateDetector(pictures: readonly ScoredPicture[]): Calibration {
  const judged = pictures.flatMap(({ found, truth }) =>
    [...new Set(found.map(({ kind }) => kind))].map((each) => ({
      score: scoreLogit(Math.max(...found.filter(({ kind }) => kind === each).map(({ score }) => score))),
      answer: truth.some(({ kind }) => kind === each),
    })),
  );
  // The pictures are everyday ones, so their own share of yes is kept.
  return calibrate(judged, judged.filter(({ answer }) => answer).length / judged.length);
}
