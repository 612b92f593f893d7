/** A picture with shapes and where they are, in pixels. */
export interface DrawnScene {
  readonly picture: Blob;
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly { readonly shape: 'circle' | 'square'; readonly box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number } }[];
}

const WIDTH = 360;
const HEIGHT = 240;

/** Draws red circles and blue squares of several sizes that do not touch, on a plain ground: one in the left half and one in the right. */
export async function drawScene(next: () => number): Promise<DrawnScene> {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser cannot draw here.');
  context.fillStyle = `hsl(${360 * next()} 20% ${70 + 20 * next()}%)`;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  const first = next() < 0.5;
  const shapes = [first, !first].map((isCircle, half) => {
    const size = Math.round(50 + 50 * next());
    const left = Math.round((half * WIDTH) / 2 + 10 + next() * (WIDTH / 2 - size - 20));
    const top = Math.round(10 + next() * (HEIGHT - size - 20));
    context.fillStyle = isCircle ? '#d22' : '#24d';
    context.beginPath();
    if (isCircle) context.arc(left + size / 2, top + size / 2, size / 2, 0, 2 * Math.PI);
    else context.rect(left, top, size, size);
    context.fill();
    return { shape: isCircle ? ('circle' as const) : ('square' as const), box: { left, top, width: size, height: size } };
  });
  return { picture: await canvas.convertToBlob({ type: 'image/png' }), width: WIDTH, height: HEIGHT, shapes };
}
