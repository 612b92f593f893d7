import type { Sessions } from '../../runtime/sessions.ts';
import type { PictureReader } from '../picture-reader.ts';
import type { QuarterTurns } from '../turn-image.ts';
import { detectText } from './detection.ts';
import { placeIn } from './rotated-box.ts';
import type { TextBox } from './text-map.ts';
import { turnBoxBack, turnedReader } from './turned-reader.ts';

/**
 * Longest side of the picture, in pixels, as the detector sees it, from look to look. Most pages need only the first
 * and are even read better by it, because the detector is at its best with text of 15 to 30 pixels.
 */
const LOOKS = [480, 1280, 2560] as const;
/** A small picture is magnified at most so much. */
const MOST_MAGNIFIED = 2.5;
/** Boxes lower than this in the detector's pixels may hold text that it confuses with its neighbours. */
const COMFORTABLE_HEIGHT = 16;
/** Boxes higher than this in the detector's pixels are left to a coarser look. */
const LARGE_HEIGHT = 64;
/** A picture filled with text to this part is taken for a page, on which all text is about as large as what was found. */
const PAGE_COVERAGE = 0.15;
/** Finer boxes this much lower than a coarse one that holds them are lines that the coarse look has run together. */
const RUN_TOGETHER = 0.6;

/** Text boxes of a picture and how the picture is turned most likely. */
export interface FoundText {
  /** In pixels of the picture; the angle is right but for half a turn. */
  readonly boxes: readonly TextBox[];
  /** Quarter turns clockwise that make most text horizontal: 0 or 1. */
  readonly turns: QuarterTurns;
}

/** Looks for text, the finer the smaller it is. */
export async function findText(sessions: Sessions, reader: PictureReader): Promise<FoundText> {
  const longSide = Math.max(reader.width, reader.height);
  let turns: QuarterTurns = 0;
  let found: TextBox[] = [];
  for (const look of LOOKS) {
    const scale = Math.min(look / longSide, look === LOOKS[0] ? MOST_MAGNIFIED : 1);
    const see = (): Promise<TextBox[]> => detectText(sessions, turnedReader(reader, turns), scale);
    let seen = await see();
    if (turns === 0 && mostlyVertical(seen)) {
      // The detector marks vertical lines less well than horizontal ones.
      turns = 1;
      found = found.map((box) => turnBoxBack(box, { width: reader.height, height: reader.width }, 3));
      seen = await see();
    }
    found = combine(found, seen, scale);
    if (scale >= 1 || isEnough(found, scale, reader, look === LOOKS[0])) break;
  }
  return { boxes: found.map((box) => turnBoxBack(box, reader, turns)), turns };
}

/** Whether more text runs up or down than sideways, by length. */
function mostlyVertical(boxes: readonly TextBox[]): boolean {
  let balance = 0;
  for (const { angle, length, height } of boxes) {
    if (length < 1.5 * height) continue;
    balance += Math.abs(angle) > Math.PI / 4 ? length : -length;
  }
  return balance > 0;
}

function isEnough(boxes: readonly TextBox[], scale: number, { width, height }: PictureReader, first: boolean): boolean {
  const heights = boxes.map((box) => box.height * scale).toSorted((a, b) => a - b);
  const low = heights[Math.floor(heights.length / 10)];
  if (low === undefined || low < COMFORTABLE_HEIGHT) return false;
  const covered = boxes.reduce((sum, box) => sum + box.length * box.height, 0);
  return !first || covered > PAGE_COVERAGE * width * height;
}

/** Small text is left to the finer look, large text to the coarser one, because it falls apart when it fills the detector's view. */
function combine(coarse: readonly TextBox[], fine: readonly TextBox[], fineScale: number): TextBox[] {
  const kept = coarse.filter((box) => {
    if (box.height * fineScale < LARGE_HEIGHT) return false;
    const heights = fine.filter((other) => holds(box, other)).map(({ height }) => height);
    return heights.every((height) => height > RUN_TOGETHER * box.height);
  });
  return [...kept, ...fine.filter((box) => !kept.some((other) => holds(other, box) || holds(box, other)))];
}

/** Whether the middle of the second box lies in the first. */
function holds(box: TextBox, other: TextBox): boolean {
  const { along, across } = placeIn(box, other.center);
  return Math.abs(along) < box.length / 2 && Math.abs(across) < box.height / 2;
}
