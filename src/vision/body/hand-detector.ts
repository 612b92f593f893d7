import type { Sessions } from '../../runtime/sessions.ts';
import { suppressNonMaxima, type ScoredBox } from '../non-maximum-suppression.ts';
import type { PixelBox } from '../geometry.ts';
import type { PictureReader } from '../picture-reader.ts';
import { upperLeft, writePlanes } from '../pixels.ts';

/*
 * Handtrack: Victor Dibia, "HandTrack: A Library For Prototyping Real-time Hand Tracking Interfaces using Convolutional
 * Neural Networks", 2017. Weights of handtrack.js (MIT) as @vladmandic/human carries them.
 */

const MODEL = 'handtrack';
/** Side in pixels of the square that the model sees; pictures are squashed into it. */
const SIDE = 320;
/** Open hand, fist, pinch, point, face, tip, pinch tip. */
const KINDS = 7;
const FACE = 4;
/** Of two boxes that overlap by more than this the surer is kept. */
const SAME_HAND = 0.4;
/** Scores below this are mostly of no hands. */
const LEAST_SCORE = 0.3;

/** Models that `detectHands` runs. */
export const handDetectorModels: readonly string[] = [MODEL];

/** Hands in whatever pose, surest first. Several may be none: who needs to be sure looks at each again (`readHands`). */
export async function detectHands(sessions: Sessions, picture: PictureReader): Promise<ScoredBox[]> {
  const data = new Float32Array(3 * SIDE * SIDE);
  writePlanes(upperLeft(picture.readScaled(SIDE, SIDE), SIDE, SIDE), sessions.normalization(MODEL), SIDE, SIDE, data);
  const { scores, boxes } = await sessions.run(MODEL, { data, dims: [1, 3, SIDE, SIDE] });
  if (!scores || !boxes) throw new Error(`${MODEL} was made without its outputs.`);
  return decodeHands(scores.data, boxes.data, { left: 0, top: 0, width: picture.width, height: picture.height });
}

/**
 * The model's rows in pixels of the picture.
 *
 * @param scores seven for each anchor
 * @param boxes top, left, bottom, right for each anchor, parts of `whole`
 */
export function decodeHands(scores: Float32Array, boxes: Float32Array, whole: PixelBox): ScoredBox[] {
  const found: ScoredBox[] = [];
  for (let anchor = 0; anchor * KINDS < scores.length; anchor++) {
    const ofAnchor = scores.subarray(anchor * KINDS, (anchor + 1) * KINDS);
    const score = Math.max(...ofAnchor);
    if (score < LEAST_SCORE || ofAnchor[FACE] === score) continue;
    const [top = 0, left = 0, bottom = 0, right = 0] = boxes.subarray(anchor * 4, anchor * 4 + 4);
    if (right <= left || bottom <= top) continue;
    found.push({
      score,
      box: {
        left: whole.left + left * whole.width, top: whole.top + top * whole.height,
        width: (right - left) * whole.width, height: (bottom - top) * whole.height,
      },
    });
  }
  return suppressNonMaxima(found, SAME_HAND);
}
