const COUNT = 15;
const WIDTH = 200;
const HEIGHT = 160;

/** Draws pictures of circles, squares and triangles in all colours, to try Custom Labels without any pictures at hand. */
export async function drawShapes(): Promise<readonly { readonly label: string; readonly pictures: readonly File[] }[]> {
  return Promise.all(
    (['circle', 'square', 'triangle'] as const).map(async (label) => ({
      label,
      pictures: await Promise.all(Array.from({ length: COUNT }, (_, index) => drawShape(label, index))),
    })),
  );
}

async function drawShape(shape: 'circle' | 'square' | 'triangle', index: number): Promise<File> {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser cannot draw here.');
  const hue = Math.random() * 360;
  context.fillStyle = `hsl(${hue + 150} 25% ${70 + 20 * Math.random()}%)`;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  const radius = 30 + 30 * Math.random();
  context.translate(WIDTH / 2 + 50 * (Math.random() - 0.5), HEIGHT / 2 + 30 * (Math.random() - 0.5));
  context.rotate((Math.random() - 0.5) * 0.6);
  context.fillStyle = `hsl(${hue} 65% 45%)`;
  context.beginPath();
  if (shape === 'circle') context.arc(0, 0, radius, 0, 2 * Math.PI);
  else if (shape === 'square') context.rect(-radius, -radius, 2 * radius, 2 * radius);
  else {
    context.moveTo(0, -radius);
    context.lineTo(radius, radius * 0.8);
    context.lineTo(-radius, radius * 0.8);
  }
  context.fill();
  return new File([await canvas.convertToBlob({ type: 'image/png' })], `${shape}-${index}.png`, { type: 'image/png' });
}
