import type { Sessions } from '../../runtime/sessions.ts';
import type { PictureReader } from '../picture-reader.ts';
import { cutLine } from './line-crop.ts';
import { sliceBox, type RotatedBox } from './rotated-box.ts';

/** PP-OCR's classifier of lines that stand upside down (PaddlePaddle/PaddleOCR, Apache-2.0). */
export const DIRECTION_CLASSIFIER = 'text-direction';

/** Pixels; the rest of a longer line tells the classifier nothing new. */
const WIDTH = 192;
const HEIGHT = 48;
/** So many of the longest lines vote. */
const MOST_VOTERS = 5;
/** No line counts for more than this, in natural logarithms of the odds. */
const LOUDEST_VOICE = 3;
/** On blurred photos the votes are no better than chance: less evidence than this decides nothing. */
const CLEAR_EVIDENCE = 2.5;

/** How lines stand with respect to the angles of their boxes. */
export type Standing = 'upright' | 'upside down' | 'unclear';

/** Lets lines vote on how all of them stand. */
export async function standingOf(
  sessions: Sessions,
  reader: PictureReader,
  boxes: readonly RotatedBox[],
): Promise<Standing> {
  const voters = boxes.toSorted((a, b) => b.length / b.height - a.length / a.height).slice(0, MOST_VOTERS);
  if (voters.length === 0) return 'unclear';
  const normalization = sessions.normalization(DIRECTION_CLASSIFIER);
  const size = 3 * HEIGHT * WIDTH;
  const data = new Float32Array(voters.length * size);
  voters.forEach((box, index) => {
    const half = Math.min(box.length, (box.height * WIDTH) / HEIGHT) / 2;
    const { planes, width } = cutLine(reader, sliceBox(box, -half, half), HEIGHT, normalization);
    const columns = Math.min(width, WIDTH);
    for (let row = 0; row < 3 * HEIGHT; row++) {
      data.set(planes.subarray(row * width, row * width + columns), index * size + row * WIDTH);
    }
  });
  const [output] = Object.values(await sessions.run(DIRECTION_CLASSIFIER, { data, dims: [voters.length, 3, HEIGHT, WIDTH] }));
  if (!output) throw new Error('The direction classifier gave no output.');
  let evidence = 0;
  for (let voter = 0; voter < voters.length; voter++) {
    // Two probabilities for each line: upright, upside down.
    const upright = output.data[2 * voter]!;
    const upsideDown = output.data[2 * voter + 1]!;
    const odds = Math.log(Math.max(upsideDown, 1e-6) / Math.max(upright, 1e-6));
    evidence += Math.min(LOUDEST_VOICE, Math.max(-LOUDEST_VOICE, odds));
  }
  if (Math.abs(evidence) < CLEAR_EVIDENCE) return 'unclear';
  return evidence > 0 ? 'upside down' : 'upright';
}
