import type { BoundingBox } from '../../src/index.ts';
import { element } from './element.ts';

/** Room around the face, as a share of its longer side. */
const MARGIN = 0.35;

/** Cuts one face out of a photo, square, with some room around it. `side` is in CSS pixels. */
export function cutFace(image: HTMLImageElement, box: BoundingBox, side: number): HTMLCanvasElement {
  const pixels = Math.round(side * Math.min(window.devicePixelRatio, 2));
  const canvas = element('canvas', { class: 'face-thumbnail', width: pixels, height: pixels, 'aria-hidden': 'true' });
  const context = canvas.getContext('2d');
  const width = (box.Width ?? 0) * image.naturalWidth;
  const height = (box.Height ?? 0) * image.naturalHeight;
  if (!context || width <= 0 || height <= 0) return canvas;
  const cut = Math.min(Math.max(width, height) * (1 + MARGIN), image.naturalWidth, image.naturalHeight);
  const keepInside = (start: number, length: number): number => Math.min(Math.max(0, start), length - cut);
  const left = keepInside((box.Left ?? 0) * image.naturalWidth + (width - cut) / 2, image.naturalWidth);
  const top = keepInside((box.Top ?? 0) * image.naturalHeight + (height - cut) / 2, image.naturalHeight);
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, left, top, cut, cut, 0, 0, pixels, pixels);
  return canvas;
}
