/** Sunglasses to be drawn onto one face; eyes as fractions of the picture, left of the picture first. */
export interface DrawnSunglasses {
  readonly eyes: readonly [readonly [number, number], readonly [number, number]];
  /** Half the width and height of a lens, in distances between the eyes. */
  readonly halfWidth: number;
  readonly halfHeight: number;
  /** 2 an ellipse, larger ever more a rectangle. */
  readonly squareness: number;
  /** How much lower than its upper half a lens reaches, in half heights. */
  readonly drop: number;
  /** CSS colours of lens and frame. */
  readonly lens: string;
  readonly frame: string;
  /** Width of the frame's line, in distances between the eyes. */
  readonly frameWidth: number;
  /** 0 to 1: how bright a slanted reflection lies on the lenses. */
  readonly reflection: number;
}

/** How a picture is changed before the library sees it. */
export interface PictureChange {
  /** Left and right exchanged. */
  readonly mirrored?: boolean;
  /** Made smaller by this factor, below 1, and compressed as JPEG. */
  readonly scale?: number;
  /** CSS filter, for example `brightness(0.25)`. */
  readonly filter?: string;
  readonly sunglasses?: readonly DrawnSunglasses[];
}

const JPEG_QUALITY = 0.7;

/** Draws the changed picture; the bitmap is used up. */
export async function changePicture(bitmap: ImageBitmap, change: PictureChange): Promise<OffscreenCanvasRenderingContext2D> {
  const { mirrored = false, scale = 1, filter = 'none', sunglasses = [] } = change;
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const context = contextOf(width, height);
  context.imageSmoothingQuality = 'high';
  context.filter = filter;
  context.save();
  if (mirrored) context.setTransform(-1, 0, 0, 1, width, 0);
  context.drawImage(bitmap, 0, 0, width, height);
  context.restore();
  bitmap.close();
  context.filter = 'none';
  for (const glasses of sunglasses) drawSunglasses(context, glasses, width, height);
  if (scale === 1) return context;
  const compressed = await createImageBitmap(await context.canvas.convertToBlob({ type: 'image/jpeg', quality: JPEG_QUALITY }));
  context.drawImage(compressed, 0, 0);
  compressed.close();
  return context;
}

function contextOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser gives no 2D context.');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  return context;
}

function drawSunglasses(context: OffscreenCanvasRenderingContext2D, glasses: DrawnSunglasses, width: number, height: number): void {
  const [[leftX, leftY], [rightX, rightY]] = glasses.eyes;
  const [x, y] = [(rightX - leftX) * width, (rightY - leftY) * height];
  const unit = Math.hypot(x, y);
  const lensWidth = glasses.halfWidth * unit;
  const lensHeight = glasses.halfHeight * unit;
  context.save();
  context.translate(((leftX + rightX) / 2) * width, ((leftY + rightY) / 2) * height);
  context.rotate(Math.atan2(y, x));
  context.lineWidth = Math.max(1, glasses.frameWidth * unit);
  context.strokeStyle = glasses.frame;
  context.lineJoin = 'round';
  for (const side of [-1, 1]) {
    const centre = side * Math.max(unit / 2, lensWidth + 0.06 * unit);
    context.beginPath();
    traceLens(context, centre, lensWidth, lensHeight, glasses);
    context.fillStyle = glasses.lens;
    context.fill();
    if (glasses.reflection > 0) {
      const shine = context.createLinearGradient(centre - lensWidth, -lensHeight, centre + lensWidth, lensHeight);
      shine.addColorStop(0.2, 'rgba(255, 255, 255, 0)');
      shine.addColorStop(0.45, `rgba(255, 255, 255, ${glasses.reflection})`);
      shine.addColorStop(0.6, 'rgba(255, 255, 255, 0)');
      context.fillStyle = shine;
      context.fill();
    }
    context.stroke();
    // The temple, as far as the face shows it from the front.
    context.beginPath();
    context.moveTo(centre + side * lensWidth, -lensHeight * 0.4);
    context.lineTo(side * unit * 1.25, -lensHeight * 0.45);
    context.stroke();
  }
  context.beginPath();
  context.moveTo(-0.1 * unit, -lensHeight * 0.35);
  context.quadraticCurveTo(0, -lensHeight * 0.6, 0.1 * unit, -lensHeight * 0.35);
  context.stroke();
  context.restore();
}

/** A superellipse whose lower half may hang lower than its upper half is high. */
function traceLens(
  context: OffscreenCanvasRenderingContext2D,
  centre: number,
  halfWidth: number,
  halfHeight: number,
  { squareness, drop }: DrawnSunglasses,
): void {
  const STEPS = 48;
  const power = 2 / squareness;
  const bent = (value: number): number => Math.sign(value) * Math.abs(value) ** power;
  for (let step = 0; step < STEPS; step++) {
    const angle = (2 * Math.PI * step) / STEPS;
    const vertical = bent(Math.sin(angle)) * halfHeight;
    context.lineTo(centre + bent(Math.cos(angle)) * halfWidth, vertical > 0 ? vertical * (1 + drop) : vertical);
  }
  context.closePath();
}
