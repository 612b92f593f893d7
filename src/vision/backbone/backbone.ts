import type { Sessions } from '../../runtime/sessions.ts';
import { output, runOnCrops, type CropOfRegion } from '../model-input.ts';
import type { PictureReader } from '../picture-reader.ts';
import { upperLeft, writePlanes, type PixelImage } from '../pixels.ts';

/*
 * The generic backbone: one network whose pooled feature serves labels, equipment heads and Custom Labels.
 * MobileNetV2 on ImageNet (Sandler et al., "MobileNetV2: Inverted Residuals and Linear Bottlenecks", CVPR 2018);
 * without that file the feature of nsfwjs' larger MobileNetV2 stands in. A head belongs to one of them and is never
 * run on the other.
 */

/** Model ids of the two networks whose features heads may be trained on. */
export type BackboneId = 'mobilenet-v2-imagenet' | 'nsfw-mobilenet-v2-mid';

/** Numbers in the feature of each. */
export const FEATURE_LENGTHS: Readonly<Record<BackboneId, number>> = { 'mobilenet-v2-imagenet': 1280, 'nsfw-mobilenet-v2-mid': 1792 };

/** Side in pixels of the square that both see. */
export const BACKBONE_SIDE = 224;

/** What the backbone tells of one square. */
export interface BackboneView {
  /** Pooled, each number 0 to 6; as many as `FEATURE_LENGTHS` says. */
  readonly feature: Float32Array;
  /** As the model has them: 1,001 for ImageNet (0 is "background"), 5 for nsfwjs. */
  readonly probabilities: Float32Array;
}

/** The backbone that this build can use. */
export function backboneOf(sessions: Sessions): BackboneId {
  return sessions.has('mobilenet-v2-imagenet') ? 'mobilenet-v2-imagenet' : 'nsfw-mobilenet-v2-mid';
}

/** Shows crops of `BACKBONE_SIDE` to a backbone, by default the build's own. */
export async function viewCrops(
  sessions: Sessions,
  crops: readonly CropOfRegion[],
  backbone: BackboneId = backboneOf(sessions),
): Promise<BackboneView[]> {
  // Copies, because a slice would keep its whole batch alive.
  return (await runOnCrops(sessions, backbone, crops)).map((outputs) => ({
    feature: output(outputs, 'feature').slice(),
    probabilities: output(outputs, 'probabilities').slice(),
  }));
}

/** Part of the shorter side that the centre crop of a picture shows, as ImageNet's own evaluation does. */
const CENTER_CROP = 0.875;

/** The whole picture squashed into the square, and its middle undistorted. Their mean is better than either (DESIGN section 3b). */
export async function viewPicture(
  sessions: Sessions,
  picture: PictureReader,
  backbone: BackboneId = backboneOf(sessions),
): Promise<{ readonly squashed: BackboneView; readonly middle: BackboneView }> {
  const { squashed, middle } = readViews(picture);
  const [first, second] = await viewSquares(sessions, [squashed, middle], backbone);
  if (!first || !second) throw new Error('The backbone left out a view.');
  return { squashed: first, middle: second };
}

/** The pixels of both views. */
export function readViews(picture: PictureReader): { readonly squashed: PixelImage; readonly middle: PixelImage } {
  const side = Math.max(1, CENTER_CROP * Math.min(picture.width, picture.height));
  const [middle] = picture.readRegion(
    { left: (picture.width - side) / 2, top: (picture.height - side) / 2, width: side, height: side },
    BACKBONE_SIDE / side,
  ).levels;
  if (!middle) throw new Error('A region has no pixels.');
  return { squashed: picture.readScaled(BACKBONE_SIDE, BACKBONE_SIDE), middle };
}

/** Shows squares of `BACKBONE_SIDE` that have been read already; what they are larger is cut off. */
export async function viewSquares(sessions: Sessions, images: readonly PixelImage[], backbone: BackboneId): Promise<BackboneView[]> {
  const size = 3 * BACKBONE_SIDE * BACKBONE_SIDE;
  const data = new Float32Array(images.length * size);
  const normalization = sessions.normalization(backbone);
  images.forEach((image, index) =>
    writePlanes(upperLeft(image, BACKBONE_SIDE, BACKBONE_SIDE), normalization, BACKBONE_SIDE, BACKBONE_SIDE, data.subarray(index * size, (index + 1) * size)),
  );
  const outputs = await sessions.run(backbone, { data, dims: [images.length, 3, BACKBONE_SIDE, BACKBONE_SIDE] });
  const { feature, probabilities } = outputs;
  if (!feature || !probabilities) throw new Error(`${backbone} was made without its feature or probabilities.`);
  return images.map((_, index) => ({ feature: partOf(feature.data, index, images.length), probabilities: partOf(probabilities.data, index, images.length) }));
}

function partOf(data: Float32Array, index: number, count: number): Float32Array {
  const length = data.length / count;
  return data.slice(index * length, (index + 1) * length);
}
