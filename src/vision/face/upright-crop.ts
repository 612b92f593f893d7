import type { Crop } from '../crop.ts';
import { squareCrop } from '../similarity-transform.ts';
import { meshExtent, type FaceMesh } from './mesh.ts';

/**
 * A square crop of a face turned upright.
 *
 * @param enlargement side of the crop per longer side of the mesh, measured along the face's own axes
 */
export function uprightCrop(mesh: FaceMesh, enlargement: number, side: number): Crop {
  const { middle, longSide } = meshExtent(mesh);
  return { width: side, height: side, toPicture: squareCrop(middle, enlargement * longSide, mesh.roll, side) };
}
