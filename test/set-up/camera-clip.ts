import { writeFileSync } from 'node:fs';
import type { Page } from 'playwright';

const WIDTH = 640;
const HEIGHT = 480;
const RATE = 30;
const FRAMES = 60;

/** What the camera sees for a while. */
export interface CameraShot {
  readonly photo: string;
  /** How much larger than to fill the frame; default 1. */
  readonly zoom?: number;
  /** Which part of what does not fit is in the middle, from 0 (left, top) to 1; default 0.5 and 0.3. */
  readonly x?: number;
  readonly y?: number;
}

/**
 * Writes a clip for Chromium's fake camera (YUV4MPEG2, 4:2:0): photos one after another, each shown for `FRAMES` frames and
 * moved a little from frame to frame, as somebody before a camera moves.
 *
 * @param page any page that can load the photos
 */
export async function writeCameraClip(page: Page, shots: readonly CameraShot[], file: string): Promise<void> {
  const chunks: Buffer[] = [Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${RATE}:1 Ip A1:1 C420jpeg\n`)];
  for (const shot of shots) {
    for (let frame = 0; frame < FRAMES; frame++) {
      const planes = await page.evaluate(drawFrame, [shot, frame / FRAMES, WIDTH, HEIGHT] as const);
      chunks.push(Buffer.from('FRAME\n'), Buffer.from(planes, 'base64'));
    }
  }
  writeFileSync(file, Buffer.concat(chunks));
}

/** Runs in the page: one frame as planes of luminance and colour, in base64. */
async function drawFrame([{ photo, zoom = 1, x = 0.5, y = 0.3 }, part, width, height]: readonly [CameraShot, number, number, number]): Promise<string> {
  const bitmap = await createImageBitmap(await (await fetch(photo)).blob());
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('There is no canvas.');
  const scale = zoom * Math.max(width / bitmap.width, height / bitmap.height);
  const [wide, high] = [bitmap.width * scale, bitmap.height * scale];
  context.drawImage(bitmap, (width - wide) * (x + (0.2 * part - 0.1) / zoom ** 2), (height - high) * y + 6 * Math.sin(part * 6.28), wide, high);
  const { data } = context.getImageData(0, 0, width, height);
  const planes = new Uint8Array((width * height * 3) / 2);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = (row * width + column) * 4;
      const [red = 0, green = 0, blue = 0] = [data[at], data[at + 1], data[at + 2]];
      planes[row * width + column] = 0.299 * red + 0.587 * green + 0.114 * blue;
      if (row % 2 === 1 || column % 2 === 1) continue;
      const chroma = width * height + (row >> 1) * (width >> 1) + (column >> 1);
      planes[chroma] = 128 - 0.168736 * red - 0.331264 * green + 0.5 * blue;
      planes[chroma + (width * height) / 4] = 128 + 0.5 * red - 0.418688 * green - 0.081312 * blue;
    }
  }
  let text = '';
  for (let start = 0; start < planes.length; start += 8192) text += String.fromCharCode(...planes.subarray(start, start + 8192));
  return btoa(text);
}
