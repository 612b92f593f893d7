import { describe, expect, it } from 'vitest';
import type { Sessions } from '../../src/runtime/sessions.ts';
import { embedFaces } from '../../src/vision/face/embedding.ts';
import { portraitViews } from '../../src/vision/face/face-view.ts';
import { MESH_POINTS, type FaceMesh } from '../../src/vision/face/mesh.ts';
import { describeAsked, describePortraits } from '../../src/vision/face/template.ts';

const SIDE = 256;
/** Mesh points of either eye and of the nose; what is left stands for the mouth. */
const PLACES: readonly (readonly [x: number, y: number, points: readonly number[]])[] = [
  [128, 150, Array.from({ length: MESH_POINTS }, (_, index) => index)],
  [104, 110, [33, 160, 158, 133, 153, 144]],
  [152, 110, [362, 385, 387, 263, 373, 380]],
  [128, 130, [168, 197, 195, 4, 98, 97, 2, 326, 327]],
];

/** A coarse face in the middle of a picture whose red tells how far to the right a pixel lies. */
function mesh(): FaceMesh {
  const data = new Uint8ClampedArray(4 * SIDE * SIDE).map((_, index) => (index % 4 === 0 ? (index / 4) % SIDE : 255));
  const points = new Float32Array(3 * MESH_POINTS);
  for (const [x, y, indices] of PLACES) for (const index of indices) points.set([x, y], 3 * index);
  return {
    points,
    presence: 1,
    roll: 0,
    region: { origin: { x: 0, y: 0 }, scale: 1, levels: [{ data, width: SIDE, height: SIDE }] },
  };
}

/** Models that tell, in place of an embedding, what two pixels of each chip differ by. */
function watchingSessions(): { readonly sessions: Sessions; readonly steps: number[] } {
  const steps: number[] = [];
  const sessions: Sessions = {
    has: () => true,
    normalization: () => ({ channelOrder: 'RGB', mean: [0, 0, 0], scale: [1, 1, 1] }),
    sideFile: () => Promise.reject(new Error('There is none.')),
    prepare: () => Promise.resolve(),
    run(model, { data, dims }) {
      const [, , height = 0, width = 0] = dims;
      const middle = (height / 2) * width + width / 2;
      if (model === 'face-recognition') steps.push((data[middle + 20] ?? 0) - (data[middle - 20] ?? 0));
      const length = model === 'face-recognition' ? 128 : 1024;
      const name = model === 'face-recognition' ? 'embedding' : 'feature';
      return Promise.resolve({ [name]: { data: new Float32Array(length).fill(3), dims: [1, length] } });
    },
  };
  return { sessions, steps };
}

describe('what templates are made of', () => {
  it('is an embedding of a closer view than collections hold, and a feature, both of unit length', async () => {
    const { sessions, steps } = watchingSessions();
    const faces = [mesh()];
    await embedFaces(sessions, faces);
    const [asked] = await describeAsked(sessions, faces, [new Float32Array(1024).fill(2)]);
    const [usual = 0, closer = 0] = steps;
    expect(closer / usual).toBeCloseTo(0.84, 2);
    expect(Math.hypot(...(asked?.embedding ?? []))).toBeCloseTo(1, 5);
    expect(Math.hypot(...(asked?.feature ?? []))).toBeCloseTo(1, 5);
  });

  it('sees a portrait in several such views', async () => {
    const { sessions, steps } = watchingSessions();
    const faces = [mesh()];
    await embedFaces(sessions, faces);
    await describePortraits(sessions, faces, [new Float32Array(1024).fill(2)]);
    const [usual = 0, ...views] = steps;
    expect(views).toHaveLength(portraitViews.length);
    views.forEach((step, index) => expect(Math.abs(step / usual)).toBeCloseTo(0.84 * (portraitViews[index]?.scale ?? 0), 2));
  });
});
