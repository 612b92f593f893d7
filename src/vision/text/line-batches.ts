import type { LineCrop } from './line-crop.ts';

/** Lines of one height that are shown to the recogniser together. */
export interface LineBatch {
  readonly lines: readonly LineCrop[];
  /** Pixels. */
  readonly height: number;
  /** Pixels: that of the widest line. */
  readonly width: number;
}

/** More lines in one run save no more time, and take memory. */
const MOST_LINES = 4;
/** A line narrower than this part of the batch's width would cost more in padding than it saves. */
const NARROWEST = 0.85;

/** Groups lines so that little is lost by making all lines of a group as wide as its widest. */
export function batchesOf(lines: readonly LineCrop[]): LineBatch[] {
  const batches: { lines: LineCrop[]; readonly height: number; readonly width: number }[] = [];
  for (const line of lines.toSorted((a, b) => b.height - a.height || b.width - a.width)) {
    const batch = batches.at(-1);
    if (batch?.height === line.height && batch.lines.length < MOST_LINES && line.width >= NARROWEST * batch.width) batch.lines.push(line);
    else batches.push({ lines: [line], height: line.height, width: line.width });
  }
  return batches;
}

/** The pixels of all lines, one after another; what lies right of a line is the zeros that the recogniser was taught with. */
export function planesOf({ lines, height, width }: LineBatch): Float32Array {
  const [only] = lines;
  if (lines.length === 1 && only) return only.planes;
  const planes = new Float32Array(lines.length * 3 * height * width);
  lines.forEach((line, index) => {
    for (let row = 0; row < 3 * height; row++) {
      planes.set(line.planes.subarray(row * line.width, (row + 1) * line.width), (index * 3 * height + row) * width);
    }
  });
  return planes;
}
