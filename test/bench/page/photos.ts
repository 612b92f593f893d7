import type { Photo } from './contender.ts';

/** Part of a picture, in fractions of its sides. */
export interface Crop {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A photo of the run. */
export interface PhotoSource {
  readonly name: string;
  readonly kind: 'face' | 'group' | 'crowd' | 'text';
  /** One picture, several that are put side by side twice over, or none for a page of drawn text. */
  readonly pictures: readonly string[];
  readonly crop?: Crop;
  /** It is scaled to so many millions of pixels. */
  readonly megapixels: number;
}

const WHOLE: Crop = { left: 0, top: 0, width: 1, height: 1 };
const SENTENCES = 'Boats leave the old harbour at nine. The market opens on Monday. Tickets cost 12 euros. Please keep the gate closed.';

/** Loads, cuts and scales a photo. */
export async function openPhoto(source: PhotoSource): Promise<Photo> {
  const canvas = await draw(source);
  const file = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
  if (file === null) throw new Error(`${source.name} could not be saved as JPEG.`);
  return { canvas, jpeg: file };
}

async function draw({ pictures, crop = WHOLE, megapixels }: PhotoSource): Promise<HTMLCanvasElement> {
  if (pictures.length === 0) return drawText(megapixels);
  const bitmaps = await Promise.all(pictures.map(load));
  const [first] = bitmaps;
  if (pictures.length > 1 || first === undefined) return drawCrowd(bitmaps, megapixels);
  const cut = { width: first.width * crop.width, height: first.height * crop.height };
  const scale = Math.sqrt((megapixels * 1e6) / (cut.width * cut.height));
  const { canvas, context } = newCanvas(cut.width * scale, cut.height * scale);
  context.drawImage(first, first.width * crop.left, first.height * crop.top, cut.width, cut.height, 0, 0, canvas.width, canvas.height);
  return canvas;
}

async function load(url: string): Promise<ImageBitmap> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} could not be read: ${response.status}`);
  return createImageBitmap(await response.blob());
}

/** All pictures twice, in four columns of 4:3. */
function drawCrowd(bitmaps: readonly ImageBitmap[], megapixels: number): HTMLCanvasElement {
  const columns = 4;
  const cells = [...bitmaps, ...bitmaps];
  const rows = Math.ceil(cells.length / columns);
  const width = Math.sqrt((megapixels * 1e6 * columns * 4) / (rows * 3));
  const cell = { width: width / columns, height: ((width / columns) * 3) / 4 };
  const { canvas, context } = newCanvas(width, cell.height * rows);
  cells.forEach((bitmap, index) => {
    const scale = Math.min(cell.width / bitmap.width, cell.height / bitmap.height);
    context.drawImage(bitmap, (index % columns) * cell.width, Math.floor(index / columns) * cell.height, bitmap.width * scale, bitmap.height * scale);
  });
  return canvas;
}

/** A page of 40 words in lines of the same share of its height, whatever its size. */
function drawText(megapixels: number): HTMLCanvasElement {
  const height = Math.sqrt((megapixels * 1e6 * 3) / 4);
  const { canvas, context } = newCanvas((height * 4) / 3, height);
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#111';
  context.font = `${height / 16}px sans-serif`;
  const words = `${SENTENCES} ${SENTENCES}`.split(' ').slice(0, 40);
  for (let line = 0; line * 5 < words.length; line++) {
    context.fillText(words.slice(line * 5, line * 5 + 5).join(' '), height / 20, (height / 9) * (line + 1));
  }
  return canvas;
}

function newCanvas(width: number, height: number): { readonly canvas: HTMLCanvasElement; readonly context: CanvasRenderingContext2D } {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width);
  canvas.height = Math.round(height);
  // Opaque, as photos are.
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (context === null) throw new Error('This browser gives no 2D canvas.');
  context.imageSmoothingQuality = 'high';
  return { canvas, context };
}
