import { squareCrop } from '../similarity-transform.ts';
import { cutCrop } from '../crop.ts';
import type { FaceQuality } from './face.ts';
import { meshExtent, type FaceMesh } from './mesh.ts';

/** Faces are judged at this size, in pixels, so that the answer does not depend on the camera. */
const SIDE = 96;
const LUMINANCE = { red: 0.299, green: 0.587, blue: 0.114 } as const;

/** Sharpness 50 stands for this part of the variance. Chosen, not fitted: most portraits then have 68 to 90, as test/accuracy/REPORT.md tells. */
const HALF_SHARP = 0.06;

/** Brightness and sharpness of a face, both 0 to 100. */
export function judgeQuality(mesh: FaceMesh): FaceQuality {
  const luminance = faceLuminance(mesh);
  return { brightness: brightness(luminance), sharpness: sharpness(luminance, SIDE) };
}

/** A face that is larger than it is judged at is cut out at twice that size: means of four samples keep fine detail from passing for other detail. */
const FINENESS = 2;
/** Part of the mesh's longer side that is judged: the face without its outline. */
const JUDGED_PART = 0.8;

function faceLuminance(mesh: FaceMesh): Float32Array {
  const { middle, longSide } = meshExtent(mesh);
  const judged = JUDGED_PART * longSide;
  const side = judged > SIDE ? FINENESS * SIDE : SIDE;
  const size = side * side;
  const planes = new Float32Array(3 * size);
  const crop = { width: side, height: side, toPicture: squareCrop(middle, judged, mesh.roll, side) };
  cutCrop(mesh.region, crop, { channelOrder: 'RGB', mean: [0, 0, 0], scale: [1, 1, 1] }, planes, 0);
  const luminance = planes.subarray(0, size);
  for (let index = 0; index < size; index++) {
    // Three planes of that size.
    luminance[index] = LUMINANCE.red * planes[index]! + LUMINANCE.green * planes[size + index]! + LUMINANCE.blue * planes[2 * size + index]!;
  }
  return side === SIDE ? luminance : meansOfFour(luminance, SIDE);
}

/** Half as wide and high: `side` numbers a row. */
function meansOfFour(values: Float32Array, side: number): Float32Array {
  const means = new Float32Array(side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const at = 4 * y * side + 2 * x;
      // Twice as many rows, twice as long.
      means[y * side + x] = (values[at]! + values[at + 1]! + values[at + 2 * side]! + values[at + 2 * side + 1]!) / 4;
    }
  }
  return means;
}

/** Mean luminance as a percentage. */
export function brightness(luminance: Float32Array): number {
  return (meanOf(luminance) / 255) * 100;
}

function meanOf(values: Float32Array): number {
  let sum = 0;
  // A loop: a callback for each of thousands of pixels takes several times as long.
  for (let index = 0; index < values.length; index++) sum += values[index]!;
  return sum / values.length;
}

/**
 * How much of a face's contrast lies in its fine detail: the energy of a Laplacian against the variance, so that
 * neither light nor contrast decides (variance of Laplacian, after Pech-Pacheco et al. 2000, normalised).
 */
export function sharpness(luminance: Float32Array, side: number): number {
  const mean = meanOf(luminance);
  let energy = 0;
  let variance = 0;
  for (let y = 1; y < side - 1; y++) {
    for (let x = 1; x < side - 1; x++) {
      const at = y * side + x;
      // One pixel away from every edge.
      const value = luminance[at]!;
      const laplacian = 4 * value - luminance[at - 1]! - luminance[at + 1]! - luminance[at - side]! - luminance[at + side]!;
      energy += laplacian * laplacian;
      variance += (value - mean) * (value - mean);
    }
  }
  const ratio = variance === 0 ? 0 : energy / variance;
  return (100 * ratio) / (ratio + HALF_SHARP);
}
