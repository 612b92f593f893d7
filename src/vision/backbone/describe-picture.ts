import type { Sessions } from '../../runtime/sessions.ts';
import { mirrorImage } from '../mirror-image.ts';
import type { PictureReader } from '../picture-reader.ts';
import { readViews, viewSquares, type BackboneId, type BackboneView } from './backbone.ts';

/** How a picture is to be described. */
export interface DescriptionRequest {
  /** Whose features are wanted, one of the build's `backbones`. */
  readonly backbone: BackboneId;
  /** Whether to describe the picture's mirror image as well, as one more example of the same. */
  readonly mirrored: boolean;
}

/** The backbones of this build, the one to prefer first. */
export function backbones(sessions: Sessions): readonly BackboneId[] {
  const known: readonly BackboneId[] = ['mobilenet-v2-imagenet', 'nsfw-mobilenet-v2-mid'];
  return known.filter((id) => sessions.has(id));
}

/** The feature of a picture, and that of its mirror image: each the mean of the squashed picture's and its middle's. */
export async function describePicture(sessions: Sessions, picture: PictureReader, { backbone, mirrored }: DescriptionRequest): Promise<Float32Array[]> {
  const { squashed, middle } = readViews(picture);
  const squares = mirrored ? [squashed, middle, mirrorImage(squashed), mirrorImage(middle)] : [squashed, middle];
  const views = await viewSquares(sessions, squares, backbone);
  return mirrored ? [meanFeature(views.slice(0, 2)), meanFeature(views.slice(2))] : [meanFeature(views)];
}

/** Mean of the features of some views of one thing. */
function meanFeature(views: readonly BackboneView[]): Float32Array {
  const sum = new Float32Array(views[0]?.feature.length ?? 0);
  for (const { feature } of views) feature.forEach((value, index) => (sum[index] = (sum[index] ?? 0) + value / views.length));
  return sum;
}
