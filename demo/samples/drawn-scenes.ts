import type { MarkedPhoto } from '../parts/box-editor.ts';

const COUNT = 16;
const WIDTH = 360;
const HEIGHT = 240;

/** Draws scenes with a circle and a square each, with their boxes, to try boxes without any pictures at hand. */
export function drawScenes(): Promise<readonly MarkedPhoto[]> {
  return Promise.all(Array.from({ length: COUNT }, (_, index) => drawScene(index)));
}

async function drawScene(index: number): Promise<MarkedPhoto> {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser cannot draw here.');
  context.fillStyle = `hsl(${360 * Math.random()} 20% ${70 + 20 * Math.random()}%)`;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  const boxes = (['circle', 'square'] as const).map((label, at) => {
    const half = (at + index) % 2;
    const size = 50 + 50 * Math.random();
    const left = (half * WIDTH) / 2 + 10 + Math.random() * (WIDTH / 2 - size - 20);
    const top = 10 + Math.random() * (HEIGHT - size - 20);
    context.fillStyle = label === 'circle' ? 'hsl(0 75% 50%)' : 'hsl(220 75% 50%)';
    context.beginPath();
    if (label === 'circle') context.arc(left + size / 2, top + size / 2, size / 2, 0, 2 * Math.PI);
    else context.rect(left, top, size, size);
    context.fill();
    return { label, box: { Left: left / WIDTH, Top: top / HEIGHT, Width: size / WIDTH, Height: size / HEIGHT } };
  });
  return { picture: new File([await canvas.convertToBlob({ type: 'image/png' })], `scene-${index}.png`, { type: 'image/png' }), boxes };
}
