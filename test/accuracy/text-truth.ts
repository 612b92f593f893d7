import { readFileSync } from 'node:fs';
import type { PixelBox } from '../../src/vision/geometry.ts';
import { sharedDataFolder } from '../set-up/shared-data-server.ts';

/** A scanned page and what is written on it. */
export interface TruePage {
  readonly path: string;
  readonly text: string;
  /** Several columns or captions: the order of the lines is a matter of taste, so words are counted, not characters. */
  readonly columns: boolean;
}

const page = (picture: string, text: string, columns = false): TruePage => ({
  path: `ocr/tesseract_test/${picture}`,
  text: readFileSync(`${sharedDataFolder}/ocr/tesseract_test/${text}`, 'utf8'),
  columns,
});

/** Pages that are measured upright and turned by this program. */
export const pages = (): readonly TruePage[] => [page('phototest.png', 'phototest.gold.txt'), page('eurotext.png', 'eurotext.txt')];

/** The same pages as somebody else has turned or set them. */
export const variants = (): readonly TruePage[] =>
  ['phototest_2', 'phototest-rotated-180', 'phototest-rotated-L', 'phototest-rotated-R', 'phototestrot'].map((name) => page(`${name}.png`, 'phototest.gold.txt'));

/** Magazine pages with columns, at 300 dots an inch. */
export const magazinePages = (): readonly TruePage[] => [
  page('8071_093.3B.png', '8071_093.3B.txt', true),
  page('8087_054.3B.png', '8087_054.3B.txt', true),
];

/** A word in a photo. */
export interface TrueWord {
  readonly path: string;
  readonly text: string;
  readonly box: PixelBox;
}

/** What the legible words of ocr/mmocr_toy say, read off the photos: the data set marks where they are and whether they can be read. */
const writtenAt: Readonly<Record<string, readonly string[]>> = {
  'img_10.jpg': ['HarbourFront', 'CC22', 'Buona'],
  'img_2.jpg': ['EXIT', 'I2R'],
  'img_6.jpg': ['Reserved', 'CAUTION'],
  'img_3.jpg': ['fusionopolis', 'fusionopolis'],
  'img_9.jpg': ['EXIT', 'STAGE'],
  'img_8.jpg': ['WHY', 'PAY', 'FOR', 'NOTHING?'],
  'img_1.jpg': ['Genexis Theatre', '[06]', '[B2-03]', 'Carpark'],
  'img_5.jpg': [],
  'img_7.jpg': ['citi', 'SMRT'],
  'img_4.jpg': [],
};

interface PhotoTruth {
  readonly data_list: readonly {
    readonly img_path: string;
    readonly instances: readonly { readonly bbox: readonly [number, number, number, number]; readonly ignore: boolean }[];
  }[];
}

/** The ten street photos with their legible words. */
export function streetPhotos(): ReadonlyMap<string, readonly TrueWord[]> {
  const folder = 'ocr/mmocr_toy/det_toy_dataset';
  const truth = JSON.parse(readFileSync(`${sharedDataFolder}/${folder}/textdet_test.json`, 'utf8')) as PhotoTruth;
  return new Map(
    truth.data_list.map(({ img_path, instances }) => {
      const path = `${folder}/${img_path}`;
      const texts = writtenAt[img_path.split('/').at(-1) ?? ''] ?? [];
      const legible = instances.filter(({ ignore }) => !ignore);
      if (legible.length !== texts.length) throw new Error(`${path} has ${legible.length} legible words, not ${texts.length}.`);
      const words = legible.map(({ bbox: [left, top, right, bottom] }, index) => ({
        path,
        text: texts[index] ?? '',
        box: { left, top, width: right - left, height: bottom - top },
      }));
      return [path, words];
    }),
  );
}
