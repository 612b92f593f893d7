import type { HeadPose } from './face.ts';
import type { FaceMesh } from './mesh.ts';

/** Mesh points at the sides of the face, at the forehead and at the chin, in pairs that mirror each other. */
const SIDEWAYS = [
  [33, 263],
  [234, 454],
  [61, 291],
] as const;
const DOWNWARDS = [10, 152] as const;

/**
 * Degrees that the mesh's line from forehead to chin leans when a face looks straight ahead: between the medians of two
 * sets of portraits, -9 and -4, as test/accuracy/geometry.ts prints them.
 */
const NEUTRAL_PITCH = -6;

/**
 * Which way a head is turned, from the mesh's points in space. In degrees: roll is positive when the head leans
 * clockwise in the picture, yaw when the face looks to the right of the picture, pitch when it looks up.
 */
export function headPose(mesh: FaceMesh): HeadPose {
  const across = normalize(SIDEWAYS.map(([left, right]) => difference(mesh, left, right)).reduce(add));
  const down = normalize(difference(mesh, ...DOWNWARDS));
  return {
    roll: degrees(Math.atan2(across[1], across[0])),
    // z grows away from the viewer, so a face that looks at the viewer looks along -z.
    yaw: degrees(Math.atan2(across[2], Math.hypot(across[0], across[1]))),
    pitch: degrees(Math.asin(Math.max(-1, Math.min(1, -down[2])))) - NEUTRAL_PITCH,
  };
}

type Vector = readonly [number, number, number];

function difference(mesh: FaceMesh, from: number, to: number): Vector {
  const at = (index: number): number => mesh.points[index] ?? 0;
  return [at(to * 3) - at(from * 3), at(to * 3 + 1) - at(from * 3 + 1), at(to * 3 + 2) - at(from * 3 + 2)];
}

function add(a: Vector, b: Vector): Vector {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

function normalize(vector: Vector): Vector {
  const length = Math.hypot(...vector) || 1;
  return [vector[0] / length, vector[1] / length, vector[2] / length];
}

function degrees(radians: number): number {
  return (radians * 180) / Math.PI;
}
