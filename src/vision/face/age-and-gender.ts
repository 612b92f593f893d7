import type { Sessions } from '../../runtime/sessions.ts';
import { output, runOnCrops } from '../model-input.ts';
import { usualView, viewCrop, type FaceView } from './face-view.ts';
import type { FaceMesh } from './mesh.ts';
import { uprightCrop } from './upright-crop.ts';

/*
 * faceres: HSE-FaceRes (Savchenko, "Efficient facial representations for age, gender and identity recognition in
 * organizing photo albums using multi-output ConvNet", PeerJ 2019), a MobileNet with heads for age and gender.
 */

const MODEL = 'faceres';
const SIDE = 224;
/** Side of the crop per longer side of the mesh. */
const ENLARGEMENT = 1.2;

/** Half the width of the age range, in standard deviations of the model's own distribution. */
const RANGE_PER_DEVIATION = 0.75;
/** Years; a range is never narrower than twice this. */
const NARROWEST_HALF_RANGE = 3;

/** What faceres tells of a face. */
export interface AgeAndGender {
  /** Years. */
  readonly age: { readonly low: number; readonly high: number };
  /** Probability, 0 to 1. */
  readonly female: number;
  /** 1,024 numbers that describe the face in general; small heads trained here read them. */
  readonly feature: Float32Array;
}

/** Estimates age and gender of every face. */
export async function estimateAgeAndGender(sessions: Sessions, meshes: readonly FaceMesh[]): Promise<AgeAndGender[]> {
  const outputs = await lookAt(sessions, meshes, usualView);
  return outputs.map((face) => ({
    age: ageRange(output(face, 'age')),
    female: 1 - (output(face, 'male')[0] ?? 0.5),
    feature: output(face, 'feature').slice(),
  }));
}

/** The feature of every face in one view. */
export async function faceFeatures(sessions: Sessions, meshes: readonly FaceMesh[], view: FaceView): Promise<Float32Array[]> {
  const outputs = await lookAt(sessions, meshes, view);
  return outputs.map((face) => output(face, 'feature').slice());
}

function lookAt(sessions: Sessions, meshes: readonly FaceMesh[], view: FaceView): Promise<Readonly<Record<string, Float32Array>>[]> {
  return runOnCrops(
    sessions,
    MODEL,
    meshes.map((mesh) => ({ region: mesh.region, crop: viewCrop(uprightCrop(mesh, ENLARGEMENT, SIDE), view) })),
  );
}

/** A range around the expected age, as wide as the distribution is spread. */
export function ageRange(distribution: Float32Array): { low: number; high: number } {
  let total = 0;
  let sum = 0;
  let squares = 0;
  distribution.forEach((probability, age) => {
    total += probability;
    sum += probability * age;
    squares += probability * age * age;
  });
  const mean = sum / total;
  const deviation = Math.sqrt(Math.max(0, squares / total - mean * mean));
  const half = Math.max(NARROWEST_HALF_RANGE, RANGE_PER_DEVIATION * deviation);
  return { low: Math.max(0, Math.round(mean - half)), high: Math.round(mean + half) };
}
