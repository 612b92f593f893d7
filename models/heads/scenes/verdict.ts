import { measure, type Measures } from '../training/measures.ts';
import type { HeldBackProbability } from './cross-validation.ts';
import { sourceOf } from './labelled-pictures.ts';

/** Confidence at which DetectLabels returns a label by default. */
export const BAR = 0.55;
/** A head that is called yes must be right at least this often. */
const LEAST_PRECISION = 0.5;
/** A head that finds fewer than this share of what there is, is not worth its bytes. */
const LEAST_RECALL = 0.2;
/** Below this number of scenes nothing is measured. */
const LEAST_SCENES = 10;

/** Whether a head is shipped. */
export type Verdict = { readonly shipped: true } | { readonly shipped: false; readonly reason: string };

/** Judges a head by held-back pictures: all of them, and everyday photos alone where they show the concept. */
export function verdictOn(judged: readonly HeldBackProbability[]): Verdict {
  const scenes = new Set(judged.filter(({ answer }) => answer).map(({ picture }) => picture.scene)).size;
  if (scenes < LEAST_SCENES) return held(`${scenes} scenes show it, too few to measure`);
  const { precision = 0, recall = 0 } = measuresOf(judged);
  if (precision < LEAST_PRECISION) return held(`precision ${precision.toFixed(2)}`);
  if (recall < LEAST_RECALL) return held(`recall ${recall.toFixed(2)}`);
  const everyday = measuresOf(judged.filter(({ picture }) => sourceOf(picture.file) === 'everyday photos (COCO)'));
  if (everyday.precision !== undefined && everyday.precision < LEAST_PRECISION) {
    return held(`precision on everyday photos ${everyday.precision.toFixed(2)}`);
  }
  return { shipped: true };
}

/** Measures at `BAR`. */
export function measuresOf(judged: readonly HeldBackProbability[]): Measures {
  return measure(judged.map(({ probability, answer }) => ({ score: probability, answer })), BAR);
}

function held(reason: string): Verdict {
  return { shipped: false, reason };
}
