/** A picture with one shape on a background, drawn by numbers from 0 to 1 so that no two are alike. */
export function drawnShape(shape: 'circle' | 'square', color: string, next: () => number): Promise<Blob> {
  const canvas = new OffscreenCanvas(160, 120);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gives no 2D context.');
  context.fillStyle = `hsl(${Math.round(360 * next())} 15% ${Math.round(55 + 30 * next())}%)`;
  context.fillRect(0, 0, 160, 120);
  const radius = 18 + 16 * next();
  const x = 45 + 70 * next();
  const y = 40 + 40 * next();
  context.fillStyle = color;
  if (shape === 'square') context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
  else {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
  }
  return canvas.convertToBlob({ type: 'image/png' });
}
