import { SMALL_FRAME_HEIGHT as HEIGHT, SMALL_FRAME_PIXELS as PIXELS, SMALL_FRAME_WIDTH as WIDTH } from './small-frame.ts';

/** What counts as a black frame. */
export interface BlackFrameRule {
  /** Brightest that a black pixel may be, 0 to 1 of the full range. Default 0.2. */
  readonly maxPixelThreshold: number;
  /** Least part of the frame that is black, 0 to 100 percent. Default 99. */
  readonly minCoveragePercentage: number;
}

/** The API's defaults. */
export const defaultBlackFrameRule: BlackFrameRule = { maxPixelThreshold: 0.2, minCoveragePercentage: 99 };

function luma(data: Uint8ClampedArray, pixel: number): number {
  // The caller stays inside the image; ITU-R BT.601.
  return 0.299 * data[pixel * 4]! + 0.587 * data[pixel * 4 + 1]! + 0.114 * data[pixel * 4 + 2]!;
}

/** How surely a frame is black, 0 (not) or 0.5 (as bright as the rule allows) to 1 (black everywhere). */
export function blackness(data: Uint8ClampedArray, { maxPixelThreshold, minCoveragePercentage }: BlackFrameRule): number {
  const limit = maxPixelThreshold * 255;
  let black = 0;
  let sum = 0;
  for (let pixel = 0; pixel < PIXELS; pixel++) {
    const brightness = luma(data, pixel);
    if (brightness > limit) continue;
    black += 1;
    sum += brightness;
  }
  if (black === 0 || black * 100 < minCoveragePercentage * PIXELS) return 0;
  return 1 - (0.5 * sum) / black / Math.max(1, limit);
}

/** Colours of a bar by what they have of red, green and blue: the order of SMPTE and EBU bars after white. */
const BAR_ORDER = 'YCGMRB';
const barNames: Readonly<Record<string, string>> = { '110': 'Y', '011': 'C', '010': 'G', '101': 'M', '100': 'R', '001': 'B' };
/** Bars stand in the upper part in every pattern. */
const BAR_ROWS = Math.floor(HEIGHT * 0.55);
const NARROWEST_BAR = 3;
/** Standard deviation down a column, 0 to 255, above which it is no bar. */
const MOST_UNEVEN = 12;

/** How surely a frame shows colour bars (SMPTE ECR 1, RP 219, EBU), 0 or 0.5 to 1. */
export function colorBars(data: Uint8ClampedArray): number {
  let order = '';
  let width = 0;
  let previous = '';
  let uneven = 0;
  for (let column = 0; column <= WIDTH; column++) {
    const seen = column < WIDTH ? barColumn(data, column) : { name: '', deviation: 0 };
    if (seen.name === previous) width += 1;
    else {
      if (previous && width >= NARROWEST_BAR) order += previous;
      previous = seen.name;
      width = 1;
    }
    if (seen.name) uneven += seen.deviation / WIDTH;
  }
  return order === BAR_ORDER ? Math.max(0.5, 1 - uneven / (2 * MOST_UNEVEN)) : 0;
}

function barColumn(data: Uint8ClampedArray, column: number): { readonly name: string; readonly deviation: number } {
  const means: number[] = [];
  let deviation = 0;
  for (let channel = 0; channel < 3; channel++) {
    let sum = 0;
    let squares = 0;
    for (let row = 1; row < BAR_ROWS; row++) {
      const value = data[(row * WIDTH + column) * 4 + channel] ?? 0;
      sum += value;
      squares += value * value;
    }
    const mean = sum / (BAR_ROWS - 1);
    means.push(mean);
    deviation = Math.max(deviation, Math.sqrt(Math.max(0, squares / (BAR_ROWS - 1) - mean * mean)));
  }
  const high = Math.max(...means);
  if (high < 110 || deviation > MOST_UNEVEN) return { name: '', deviation };
  return { name: barNames[means.map((mean) => (mean > high * 0.5 ? 1 : 0)).join('')] ?? '', deviation };
}

/** Darker (0 to 255) is the ground of credits. */
const GROUND = 48;
/** Brighter is lettering, of which small pixels average a part. */
const LETTERING = 70;

/** Whether a frame looks like lettering on a dark, even ground, and how bright each row is, for the movement of the lines. */
export function lettering(data: Uint8ClampedArray): { readonly looksSo: boolean; readonly rows: readonly number[] } {
  const rows: number[] = [];
  let dark = 0;
  let lit = 0;
  let colored = 0;
  let litRows = 0;
  for (let row = 0; row < HEIGHT; row++) {
    let sum = 0;
    let litHere = 0;
    for (let pixel = row * WIDTH; pixel < (row + 1) * WIDTH; pixel++) {
      const brightness = luma(data, pixel);
      sum += brightness;
      if (brightness < GROUND) dark += 1;
      if (brightness < LETTERING) continue;
      litHere += 1;
      const [red = 0, green = 0, blue = 0] = data.subarray(pixel * 4, pixel * 4 + 3);
      if (Math.max(red, green, blue) - Math.min(red, green, blue) > 60) colored += 1;
    }
    lit += litHere;
    if (litHere >= 3) litRows += 1;
    rows.push(sum / WIDTH);
  }
  const looksSo = dark > 0.55 * PIXELS && lit > 0.015 * PIXELS && lit < 0.35 * PIXELS && colored < 0.3 * lit && litRows >= 4;
  return { looksSo, rows };
}
