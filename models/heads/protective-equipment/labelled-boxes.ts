import { readFile } from 'node:fs/promises';
import { sharedDataFolder } from '../../../test/set-up/shared-data-server.ts';
import type { PixelBox } from '../../../src/vision/geometry.ts';

/** A box that somebody has drawn. */
export interface LabelledBox {
  /** As the data set numbers them; ../shared/data/SOURCES.md tells what they mean. */
  readonly kind: number;
  readonly box: PixelBox;
}

/** The boxes of a picture, in pixels: one line each, kind and middle and size as fractions (YOLO's text format). */
export async function readLabelledBoxes(file: string, width: number, height: number): Promise<readonly LabelledBox[]> {
  const text = await readFile(`${sharedDataFolder}/${file.replace(/\.\w+$/, '.txt')}`, 'utf8');
  return text.split('\n').filter((line) => line.trim() !== '').map((line) => {
    const [kind = 0, x = 0, y = 0, across = 0, down = 0] = line.trim().split(/\s+/).map(Number);
    return { kind, box: { left: (x - across / 2) * width, top: (y - down / 2) * height, width: across * width, height: down * height } };
  });
}

/** COCO's kinds in one of its pictures, as often as each is there; none in a picture of another set. */
export async function kindsIn(file: string, width: number, height: number): Promise<readonly number[]> {
  try {
    return (await readLabelledBoxes(file.replace('/images/', '/labels/'), width, height)).map(({ kind }) => kind);
  } catch (error) {
    // Two of the pictures show none of the kinds and have no list.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
