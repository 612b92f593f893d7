/** Letters as strokes on a grid 4 wide and 6 high, so that tests of reading depend on no font of the machine. */
const strokes: Readonly<Record<string, readonly (readonly [number, number][])[]>> = {
  A: [[[0, 6], [2, 0], [4, 6]], [[0.8, 4], [3.2, 4]]],
  E: [[[4, 0], [0, 0], [0, 6], [4, 6]], [[0, 3], [3.2, 3]]],
  F: [[[4, 0], [0, 0], [0, 6]], [[0, 3], [3.2, 3]]],
  H: [[[0, 0], [0, 6]], [[4, 0], [4, 6]], [[0, 3], [4, 3]]],
  I: [[[0, 0], [0, 6]]],
  K: [[[0, 0], [0, 6]], [[4, 0], [0, 3.6]], [[1.4, 2.6], [4, 6]]],
  L: [[[0, 0], [0, 6], [4, 6]]],
  M: [[[0, 6], [0, 0], [2, 3.6], [4, 0], [4, 6]]],
  N: [[[0, 6], [0, 0], [4, 6], [4, 0]]],
  T: [[[0, 0], [4, 0]], [[2, 0], [2, 6]]],
  V: [[[0, 0], [2, 6], [4, 0]]],
  W: [[[0, 0], [1, 6], [2, 2], [3, 6], [4, 0]]],
  X: [[[0, 0], [4, 6]], [[4, 0], [0, 6]]],
  Y: [[[0, 0], [2, 3], [4, 0]], [[2, 3], [2, 6]]],
  Z: [[[0, 0], [4, 0], [0, 6], [4, 6]]],
};

/** Between two letters, in units of the grid. */
const GAP = 1.6;
const SPACE = 2.4;

/** One line to draw, its letters `height` pixels high, the first one's upper left corner at x, y. */
export interface DrawnLine {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/** How a picture with text is drawn. */
export interface DrawnPicture {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly DrawnLine[];
  /** Turns the drawing clockwise around the picture's middle, in degrees. Default 0. */
  readonly turned?: number;
  /** Default black. */
  readonly ink?: string;
  /** Default white; `none` leaves the ground transparent. */
  readonly ground?: string;
}

/** Draws text and saves it as PNG. */
export async function drawnText({ width, height, lines, turned = 0, ink = '#111', ground = '#fff' }: DrawnPicture): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gives no 2D context.');
  if (ground !== 'none') {
    context.fillStyle = ground;
    context.fillRect(0, 0, width, height);
  }
  context.translate(width / 2, height / 2);
  context.rotate((turned * Math.PI) / 180);
  context.translate(-width / 2, -height / 2);
  context.strokeStyle = ink;
  context.lineJoin = 'round';
  context.lineCap = 'round';
  for (const line of lines) drawLine(context, line);
  return canvas.convertToBlob({ type: 'image/png' });
}

function drawLine(context: OffscreenCanvasRenderingContext2D, { text, x, y, height }: DrawnLine): void {
  const unit = height / 6;
  context.lineWidth = unit * 0.85;
  let left = x;
  for (const letter of text) {
    if (letter === ' ') {
      left += SPACE * unit;
      continue;
    }
    const paths = strokes[letter];
    if (!paths) throw new Error(`There is no drawing of "${letter}".`);
    for (const path of paths) {
      context.beginPath();
      for (const [across, down] of path) context.lineTo(left + across * unit, y + down * unit);
      context.stroke();
    }
    const width = Math.max(...paths.flat().map(([across]) => across));
    left += (width + GAP) * unit;
  }
}
