import type { PhotoSource } from './page/photos.ts';

const sample = (number: number): string => `/peers/photos/sample${number}.jpg`;
const face = { left: 0.74, top: 0.2, width: 0.26, height: 0.55 } as const;

/** The portrait that two photos are compared by. */
export const portrait: PhotoSource = { name: 'portrait', kind: 'face', pictures: [sample(3)], crop: face, megapixels: 0.3 };

/** A photo in several sizes, from the demo pictures of @vladmandic/face-api; the page of text is drawn. */
const subjects = [
  { kind: 'face', name: 'one face', pictures: [sample(3)], crop: face },
  { kind: 'group', name: 'group', pictures: [sample(6)] },
  { kind: 'crowd', name: 'crowd', pictures: [1, 2, 3, 4, 5, 6].map(sample) },
  { kind: 'text', name: 'page of text', pictures: [] },
] as const satisfies readonly Omit<PhotoSource, 'megapixels'>[];

/** The photos of the run, by the sizes asked for in megapixels. */
export function everyPhoto(sizes: readonly number[]): readonly PhotoSource[] {
  return subjects.flatMap((subject) => sizes.map((megapixels) => ({ ...subject, name: `${subject.name}, ${megapixels} MP`, megapixels })));
}

/** What a page is measured with. */
export const everyContender = ['ours', 'human', 'face-api', 'tesseract'] as const;
export type ContenderName = (typeof everyContender)[number];

/** Workloads that do the same for the reader, by contender. */
export interface Pairing {
  readonly name: string;
  /** Kinds of photos that it is measured on. */
  readonly kinds: readonly PhotoSource['kind'][];
  /** Timed as the first answer too. */
  readonly cold?: boolean;
  readonly workloads: { readonly ours: string } & Readonly<Partial<Record<ContenderName, string>>>;
}

const people = ['face', 'group', 'crowd'] as const;
const described = { 'face-api': 'SSD + landmarks + descriptor', human: 'mesh + description' } as const;

export const pairings: readonly Pairing[] = [
  { name: 'DetectFaces DEFAULT', kinds: people, cold: true, workloads: { ours: 'DetectFaces DEFAULT', 'face-api': 'SSD + landmarks', human: 'mesh + iris' } },
  { name: 'DetectFaces ALL', kinds: people, cold: true, workloads: { ours: 'DetectFaces ALL', 'face-api': 'SSD + landmarks + descriptor', human: 'mesh + iris + emotion + description' } },
  { name: 'CompareFaces', kinds: people, workloads: { ours: 'CompareFaces', 'face-api': 'compare two photos', human: 'compare two photos' } },
  { name: 'IndexFaces', kinds: people, workloads: { ours: 'IndexFaces', ...described } },
  { name: 'SearchFacesByImage', kinds: ['face', 'group'], workloads: { ours: 'SearchFacesByImage', ...described } },
  { name: 'DetectText', kinds: ['text'], workloads: { ours: 'DetectText', tesseract: 'recognize' } },
  { name: 'DetectLabels', kinds: ['group'], workloads: { ours: 'DetectLabels', human: 'objects' } },
];
