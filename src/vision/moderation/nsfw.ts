import type { Sessions } from '../../runtime/sessions.ts';
import { output, runOnCrops, type CropOfRegion } from '../model-input.ts';

/*
 * nsfwjs' MobileNetV2 (Gant Laborde and others, nsfw_model), MIT. Its larger sibling misses swimwear and flags more
 * faces; test/accuracy/MODERATION.md compares the two.
 */

/** Model id. */
export const NSFW_MODEL = 'nsfw-mobilenet-v2';

/** Side in pixels of the square that the model sees. */
export const NSFW_SIDE = 224;

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

/** Classifies squares of `NSFW_SIDE`. */
export async function classifyNsfw(sessions: Sessions, crops: readonly CropOfRegion[]): Promise<NsfwClasses[]> {
  return (await runOnCrops(sessions, NSFW_MODEL, crops)).map((outputs) => {
    const [drawing = 0, hentai = 0, neutral = 0, porn = 0, sexy = 0] = output(outputs, 'probabilities');
    return { drawing, hentai, neutral, porn, sexy };
  });
}
