import type { SeenCharacter } from './ctc.ts';
import { emptyColumns, widestGap, type Stretch } from './gaps.ts';
import type { LineCrop } from './line-crop.ts';

/** A word within a cut-out line. */
export interface WordOfLine {
  readonly text: string;
  /** Mean probability of its characters, 0 to 1. */
  readonly confidence: number;
  /** Columns of the crop it takes; those of different words do not overlap. */
  readonly columns: Stretch;
}

/** Narrowest space, as a part of the line's height. */
const NARROWEST_SPACE = 0.25;
/** A space is at least so many times as wide as most gaps between letters. */
const SPACE_TO_GAP = 2.75;
/** Signs that stand apart from the letters before or after them without being words. */
const CLOSING = /^[.,;:!?%)\]}'"\u201d\u2019\u00bb\u00b0]$/u;
const OPENING = /^[([{$#\u201c\u2018\u00ab]$/u;

/**
 * Splits a line at its spaces. Where a word begins and ends is looked for in the picture, between the places at which
 * the model has seen its last letter and the next word's first.
 */
export function splitIntoWords(characters: readonly SeenCharacter[], line: LineCrop): WordOfLine[] {
  const empty = emptyColumns(line);
  const column = ({ place }: SeenCharacter): number => Math.min(line.width, Math.max(0, Math.round(place * line.width)));
  const words = splitAtGaps(lettersBetweenSpaces(characters), NARROWEST_SPACE * line.height, (left, right) => {
    const gap = widestGap(empty, { start: column(left), end: column(right) });
    return gap ? gap.end - gap.start : 0;
  });
  let start = 0;
  return words.map((letters, index) => {
    const [firstLetter] = letters;
    const lastLetter = letters.at(-1);
    if (!firstLetter || !lastLetter) throw new Error('A word has no letters.');
    const nextLetter = words[index + 1]?.[0];
    if (index === 0) start = leadingGap(empty, column(firstLetter));
    const from = column(lastLetter);
    const gap = nextLetter
      ? (widestGap(empty, { start: from, end: column(nextLetter) }) ?? between(lastLetter, nextLetter, line.width))
      : { start: trailingGap(empty, from), end: line.width };
    const columns = { start, end: Math.max(start + 1, gap.start) };
    start = Math.max(columns.end, gap.end);
    return {
      text: letters.map(({ character }) => character).join(''),
      confidence: letters.reduce((sum, { probability }) => sum + probability, 0) / letters.length,
      columns,
    };
  });
}

type Letters = readonly SeenCharacter[];

function lettersBetweenSpaces(characters: readonly SeenCharacter[]): Letters[] {
  const words: SeenCharacter[][] = [];
  let open = false;
  for (const seen of characters) {
    if (seen.character.trim() === '') open = false;
    else if (open) words.at(-1)?.push(seen);
    else {
      words.push([seen]);
      open = true;
    }
  }
  return words;
}

/** The model leaves out some spaces that can be seen: it was taught with text that has none. */
function splitAtGaps(
  words: readonly Letters[],
  narrowest: number,
  gapBetween: (left: SeenCharacter, right: SeenCharacter) => number,
): Letters[] {
  const gaps = words.map((letters) => letters.slice(1).map((right, index) => gapBetween(letters[index] ?? right, right)));
  const sorted = gaps.flat().toSorted((a, b) => a - b);
  const typical = sorted[sorted.length >> 1] ?? 0;
  const bar = Math.max(narrowest, SPACE_TO_GAP * typical);
  return words.flatMap((letters, word) => {
    const parts: SeenCharacter[][] = [];
    letters.forEach((letter, index) => {
      const before = letters[index - 1];
      const gap = gaps[word]?.[index - 1] ?? 0;
      const apart = before === undefined || (gap >= bar && !CLOSING.test(letter.character) && !OPENING.test(before.character));
      if (apart) parts.push([letter]);
      else parts.at(-1)?.push(letter);
    });
    return parts;
  });
}

/** Without a gap to be seen, the middle. */
function between(left: SeenCharacter, right: SeenCharacter, width: number): Stretch {
  const middle = Math.round(((left.place + right.place) / 2) * width);
  return { start: middle, end: middle };
}

function leadingGap(empty: readonly boolean[], firstLetter: number): number {
  return empty[0] ? (widestGap(empty, { start: 0, end: firstLetter })?.end ?? 0) : 0;
}

function trailingGap(empty: readonly boolean[], lastLetter: number): number {
  return empty.at(-1) ? (widestGap(empty, { start: lastLetter, end: empty.length })?.start ?? empty.length) : empty.length;
}
