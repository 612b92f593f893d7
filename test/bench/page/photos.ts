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
  readonly url: string;
  readonly crop?: Crop;
  /** Pixels; the photo is scaled so that its longer side has this many. */
  readonly longSide: number;
}

/** Loads, cuts and scales a photo. */
export async function openPhoto({ url, crop, longSide }: PhotoSource): Promise<Photo> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} could not be read: ${response.status}`);
  const bitmap = await createImageBitmap(await response.blob());
  const { left, top, width, height } = crop ?? { left: 0, top: 0, width: 1, height: 1 };
  const cut = { width: bitmap.width * width, height: bitmap.height * height };
  const scale = longSide / Math.max(cut.width, cut.height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(cut.width * scale);
  canvas.height = Math.round(cut.height * scale);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('This browser gives no 2D canvas.');
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, bitmap.width * left, bitmap.height * top, cut.width, cut.height, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const file = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.92));
  if (file === null) throw new Error(`${url} could not be saved as JPEG.`);
  return { canvas, jpeg: new Uint8Array(await file.arrayBuffer()) };
}
