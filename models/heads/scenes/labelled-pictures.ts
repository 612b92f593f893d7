import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** One line of `labels.json`. A concept in neither list is "no". */
export interface StoredLabels {
  /** Relative to ../shared/data. */
  readonly file: string;
  /** The same for all pictures of one scene, so that no scene is trained on and measured with. */
  readonly scene: string;
  readonly yes?: readonly string[];
  /** Cannot be told, or lies between yes and no: neither trained on nor measured with. */
  readonly unclear?: readonly string[];
}

/** A picture that somebody has looked at. */
export interface LabelledPicture {
  readonly file: string;
  readonly scene: string;
  /** Whether the picture shows a concept; undefined where it cannot be told. */
  readonly shows: (concept: string) => boolean | undefined;
}

/** Where a picture comes from, for figures by source. */
export const sources = {
  'everyday photos (COCO)': 'objects/coco128/',
  'work scenes': 'ppe/hardhats/',
  'smokers and old advertisements': 'moderation/smoking/',
  'everything else': '',
} as const;
export type Source = keyof typeof sources;

/** The source of a file. */
export function sourceOf(file: string): Source {
  return (Object.keys(sources) as Source[]).find((source) => file.startsWith(sources[source])) ?? 'everything else';
}

/** Reads `labels.json`. */
export async function readLabelledPictures(): Promise<readonly LabelledPicture[]> {
  const text = await readFile(fileURLToPath(new URL('labels.json', import.meta.url)), 'utf8');
  return (JSON.parse(text) as readonly StoredLabels[]).map(({ file, scene, yes = [], unclear = [] }) => ({
    file,
    scene,
    shows: (concept) => (unclear.includes(concept) ? undefined : yes.includes(concept)),
  }));
}
