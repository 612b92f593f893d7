import type { Sessions } from '../../runtime/sessions.ts';
import { output, runOnCrops, type CropOfRegion } from '../model-input.ts';

/*
 * nsfwjs' two MobileNetV2 (Gant Laborde and others, nsfw_model), MIT. The small one sees swimwear, which the larger one
 * misses; but it takes close faces for explicit photos, which the larger one hardly does: test/accuracy/MODERATION.md
 * compares the two.
 */

/** A network that tells the five classes. */
export type NsfwModel = 'nsfw-mobilenet-v2' | 'nsfw-mobilenet-v2-mid';

/** Model ids. */
export const NSFW_MODELS: readonly NsfwModel[] = ['nsfw-mobilenet-v2', 'nsfw-mobilenet-v2-mid'];

/** Probabilities that sum to 1. */
export interface NsfwClasses {
  readonly drawing: number;
  /** Explicit drawings. */
  readonly hentai: number;
  readonly neutral: number;
  /** Explicit photos. */
  readonly porn: number;
  /** Suggestive photos. */
  readonly sexy: number;
}

/** Classifies squares of 224 pixels. */
export async function classifyNsfw(sessions: Sessions, model: NsfwModel, crops: readonly CropOfRegion[]): Promise<NsfwClasses[]> {
  return (await runOnCrops(sessions, model, crops)).map((outputs) => {
    const [drawing = 0, hentai = 0, neutral = 0, porn = 0, sexy = 0] = output(outputs, 'probabilities');
    return { drawing, hentai, neutral, porn, sexy };
  });
}
