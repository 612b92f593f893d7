import calibrations from '../../../models/heads/object-scores/calibration.json' with { type: 'json' };

const byModel: Readonly<Record<string, { readonly slope: number; readonly offset: number }>> = calibrations;

/** Scores nearer to 0 and 1 than this are taken to be this far away: their logits would be without bounds. */
const LEAST_DISTANCE = 1e-4;

/**
 * Probability, 0 to 1, that the picture shows an object of the kind that a detector has seen with a score. Fitted by
 * models/heads/object-scores/fit.ts.
 */
export function objectProbability(model: string, score: number): number {
  const calibration = byModel[model];
  if (!calibration) throw new Error(`The scores of ${model} were never calibrated: run models/heads/object-scores/fit.ts.`);
  return 1 / (1 + Math.exp(-(calibration.slope * scoreLogit(score) + calibration.offset)));
}

/** Probability, 0 to 1, that there is a face where a detector has seen one with a score; of a detector without a calibration the score itself. */
export function faceProbability(model: string, score: number): number {
  return byModel[model] ? objectProbability(model, score) : score;
}

/** What the calibration is linear in. */
export function scoreLogit(score: number): number {
  const bounded = Math.min(1 - LEAST_DISTANCE, Math.max(LEAST_DISTANCE, score));
  return Math.log(bounded / (1 - bounded));
}
