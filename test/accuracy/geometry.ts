import type { FaceLandmarkName } from '../../src/vision/face/face.ts';
import type { PictureDescriber } from './described-pictures.ts';
import { gallery, snapshots, type Portrait } from './identities.ts';
import type { ReportedFace } from './page/main.ts';
import { markdownTable, type ReportSection } from './report.ts';

/** Every so manieth official portrait is enough to know where faces lie in their boxes. */
const EVERY = 8;
/** Degrees; a rolled face has its landmarks elsewhere in an upright box. */
const UPRIGHT = 8;
const QUANTILES = [0.1, 0.5, 0.9] as const;

/** Where landmarks lie in the box, and what pose and quality portraits have: what the constants of landmarks.ts and pose.ts rest on. */
export async function geometrySection(describer: PictureDescriber): Promise<ReportSection> {
  const sets: readonly (readonly [string, readonly Portrait[]])[] = [
    ['official portraits', gallery().filter((_, index) => index % EVERY === 0)],
    ['snapshots', snapshots()],
  ];
  const rows: (string | number)[][] = [];
  for (const [name, portraits] of sets) {
    const described = await describer.describe(portraits.map(({ path }) => path), { maxFaces: 1, attributes: false, embeddings: false });
    const faces = described.flatMap((picture) => picture.faces);
    const upright = faces.filter(({ pose }) => Math.abs(pose.roll) < UPRIGHT);
    const row = (what: string, values: readonly number[]): (string | number)[] => [name, what, values.length, ...quantiles(values)];
    rows.push(
      row('eyes, fraction of the box from its top', upright.map(heightOf('eyeLeft'))),
      row('brows', upright.map(heightOf('leftEyeBrowUp'))),
      row('upper lip', upright.map(heightOf('mouthUp'))),
      row('chin', upright.map(heightOf('chinBottom'))),
      row('width of the box per height', upright.map(({ box }) => box.width / box.height)),
      row('pitch, degrees', faces.map(({ pose }) => pose.pitch)),
      row('yaw, degrees', faces.map(({ pose }) => pose.yaw)),
      row('brightness', faces.map(({ quality }) => quality.brightness)),
      row('sharpness', faces.map(({ quality }) => quality.sharpness)),
    );
  }
  return {
    title: 'Where the landmarks lie, pose and quality',
    headline: markdownTable(['pictures', 'what', 'faces', ...QUANTILES.map((quantile) => `${quantile * 100} %`)], rows),
  };
}

function heightOf(name: FaceLandmarkName): (face: ReportedFace) => number {
  return ({ landmarks, box }) => (landmarks[name].y - box.top) / box.height;
}

function quantiles(values: readonly number[]): string[] {
  const sorted = values.toSorted((a, b) => a - b);
  return QUANTILES.map((quantile) => (sorted[Math.floor(sorted.length * quantile)] ?? Number.NaN).toFixed(2));
}
