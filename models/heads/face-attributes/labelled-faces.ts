import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** Left, top, width and height as fractions of the picture. */
export type RatioBox = readonly [left: number, top: number, width: number, height: number];

/** Whatever a face was looked at for. */
export const labelNames = ['eyeglasses', 'sunglasses', 'beard', 'mustache', 'mouthOpen', 'eyesClosed'] as const;
export type LabelName = (typeof labelNames)[number];

/** One line of `labels.json`. A label in neither list is "no". */
interface StoredLabels {
  /** Relative to ../shared/data. */
  readonly file: string;
  /** Which face is meant; absent where it is the largest of the picture. */
  readonly box?: RatioBox;
  /** The same for all pictures of one person, so that nobody is trained on and measured with. */
  readonly person: string;
  readonly yes?: readonly LabelName[];
  /** Cannot be told, or lies between yes and no: neither trained on nor measured with. */
  readonly unclear?: readonly LabelName[];
}

/** A face that somebody has looked at. */
export interface LabelledFace {
  readonly file: string;
  readonly box: RatioBox | undefined;
  readonly person: string;
  /** Undefined where it cannot be told. */
  readonly labels: Readonly<Record<LabelName, boolean | undefined>>;
}

/** Where a face's picture comes from, for figures by source. */
export const sources = {
  'official portraits': 'public-figures/',
  'private portraits': 'faces/portraits/',
  'group photos': 'faces/group-',
  'street and home (COCO)': 'objects/coco128/',
  'smokers': 'moderation/smoking/',
  'web faces': 'ppe/masks/without_mask/',
  'masked faces': 'ppe/masks/with_mask/',
  'building sites': 'ppe/hardhats/',
} as const;
export type Source = keyof typeof sources;

/** The source of a file. */
export function sourceOf(file: string): Source {
  const found = (Object.keys(sources) as Source[]).find((source) => file.startsWith(sources[source]));
  if (found === undefined) throw new Error(`labels.json names "${file}", which is in none of the known folders.`);
  return found;
}

/** Reads `labels.json`. */
export async function readLabelledFaces(): Promise<readonly LabelledFace[]> {
  const text = await readFile(fileURLToPath(new URL('labels.json', import.meta.url)), 'utf8');
  return (JSON.parse(text) as readonly StoredLabels[]).map(({ file, box, person, yes = [], unclear = [] }) => ({
    file,
    box,
    person,
    labels: Object.fromEntries(
      labelNames.map((name) => [name, unclear.includes(name) ? undefined : yes.includes(name)]),
    ) as LabelledFace['labels'],
  }));
}
