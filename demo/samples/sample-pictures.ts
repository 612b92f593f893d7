/** A photo to try without having one at hand. */
export interface SamplePicture {
  /** File name under `samples/` beside the page. */
  readonly file: string;
  /** What is on it, for people who do not see it. */
  readonly description: string;
}

/** The demo photos of the npm package @vladmandic/face-api; `samplePictures()` of vite-plugin.ts serves them. */
export const SAMPLE_PICTURES: readonly SamplePicture[] = [
  { file: 'sample6.jpg', description: 'Four women standing by a window' },
  { file: 'sample3.jpg', description: 'Three women on a leather sofa' },
  { file: 'sample5.jpg', description: 'Five women on a staircase' },
  { file: 'sample4.jpg', description: 'Four women in a lilac room' },
  { file: 'sample1.jpg', description: 'Three women in costume in a dark room' },
  { file: 'sample2.jpg', description: 'Three women on a sofa, faces turned and lowered' },
];

/** Address of a sample on this site. */
export function sampleUrl(sample: SamplePicture): string {
  return new URL(`samples/${sample.file}`, document.baseURI).href;
}

/** Loads a sample as the file that a visitor could have dropped. */
export async function loadSample(sample: SamplePicture): Promise<File> {
  const response = await fetch(sampleUrl(sample)).catch((error: unknown) => {
    throw new Error(`The sample photo ${sample.file} could not be fetched. Choose a photo of your own, or check the connection.`, { cause: error });
  });
  const type = response.headers.get('content-type') ?? '';
  if (!response.ok || !type.startsWith('image/')) {
    throw new Error(`The sample photo ${sample.file} is not on this site (status ${response.status}). Choose a photo of your own.`);
  }
  return new File([await response.blob()], sample.file, { type });
}
