import type { Sessions } from '../../runtime/sessions.ts';
import type { PictureReader } from '../picture-reader.ts';
import { hasWideLetters, isOfLatinText, latinSign, mixesAlphabets, type Characters } from './characters.ts';
import { decodeSteps, type SeenCharacter } from './ctc.ts';
import { batchesOf, planesOf, type LineBatch } from './line-batches.ts';
import { cutLine, STEP, type LineCrop } from './line-crop.ts';
import type { RotatedBox } from './rotated-box.ts';

/** PP-OCRv4's text recogniser (PaddlePaddle/PaddleOCR, Apache-2.0). */
export const TEXT_RECOGNIZER = 'text-recognition';

/** Pixels: the height of the lines that the recogniser was taught with. */
const FULL_HEIGHT = 48;
/** Lower lines are misread. */
const LOWEST_HEIGHT = 28;
/** The network halves the height often, so other heights than multiples of this gain nothing. */
const HEIGHT_STEP = 4;
/**
 * Lines are shown so low that their letters have about this many time steps each. It takes half the time of the full
 * height and, as test/accuracy/text.ts finds, costs no character.
 */
const STEPS_PER_CHARACTER = 1.75;
/** With fewer, neighbours run into each other. */
const FEWEST_STEPS_PER_CHARACTER = 1.4;
/** Lines of fewer heights than this are single words of signs and labels: they take little time, and need all that can be seen. */
const SHORT = 6;
/** A low line whose reading is less sure than this is read again at full height. */
const SURE = 0.94;
/** A reading less sure than this is no text, at whatever height. */
const HOPELESS = 0.3;

/** What was read in a line. */
export interface Reading {
  readonly line: LineCrop;
  readonly characters: readonly SeenCharacter[];
  /** Mean probability of the characters, 0 to 1; 0 when there are none. */
  readonly confidence: number;
}

/** Reads the lines in some boxes, several in one run of the model where their shapes allow. */
export type LineReader = (boxes: readonly RotatedBox[]) => Promise<Reading[]>;

/** Characters on a length equal to the line's height, before any line has been read. */
const USUAL_DENSITY = 2.3;
/** How much a line changes what is expected of the next ones. */
const LINE_WEIGHT = 0.3;
/** Shorter lines tell little about the density. */
const TELLING_LENGTH = 8;

/** Reads the lines of one picture, each as low as the letters of the lines read before allow. */
export function lineReader(sessions: Sessions, picture: PictureReader, characters: Characters): LineReader {
  const normalization = sessions.normalization(TEXT_RECOGNIZER);
  let density = USUAL_DENSITY;

  async function readBatch(batch: LineBatch): Promise<Reading[]> {
    const { lines, height, width } = batch;
    const dims = [lines.length, 3, height, width];
    const [output] = Object.values(await sessions.run(TEXT_RECOGNIZER, { data: planesOf(batch), dims }));
    if (!output) throw new Error('The text recogniser gave no output.');
    if (output.dims.at(-1) !== characters.length) {
      throw new Error(`The text recogniser tells ${output.dims.at(-1)} characters apart, but its list has ${characters.length}.`);
    }
    const numbersPerLine = output.data.length / lines.length;
    return lines.map((line, index) => {
      const start = index * numbersPerLine;
      // What follows the line's own steps is padding.
      const steps = output.data.subarray(start, start + (line.width / STEP) * characters.length);
      const seen = decodeSteps(steps, characters);
      return readingOf(line, mixesAlphabets(textOf(seen)) ? decodeSteps(steps, characters, isOfLatinText) : seen);
    });
  }

  async function readAll(lines: readonly LineCrop[]): Promise<Reading[]> {
    const read = new Map<LineCrop, Reading>();
    for (const batch of batchesOf(lines)) for (const reading of await readBatch(batch)) read.set(reading.line, reading);
    return lines.flatMap((line) => read.get(line) ?? []);
  }

  function heightFor(box: RotatedBox): number {
    if (box.length < SHORT * box.height) return FULL_HEIGHT;
    const wanted = Math.round((STEPS_PER_CHARACTER * STEP * density) / HEIGHT_STEP) * HEIGHT_STEP;
    return Math.min(FULL_HEIGHT, Math.max(LOWEST_HEIGHT, wanted));
  }

  const cut = (box: RotatedBox, height: number): LineCrop => cutLine(picture, box, height, normalization);

  async function readAgainWhereLow(reading: Reading): Promise<Reading> {
    const crowded = stepsPerCharacter(reading) < FEWEST_STEPS_PER_CHARACTER;
    const doubtful = reading.confidence < SURE && reading.confidence > HOPELESS;
    if (reading.line.height === FULL_HEIGHT || !(crowded || doubtful)) return reading;
    const [full] = await readAll([cut(reading.line.box, FULL_HEIGHT)]);
    return full && (crowded || full.confidence > reading.confidence) ? full : reading;
  }

  return async (boxes) => {
    const readings: Reading[] = [];
    for (const low of await readAll(boxes.map((box) => cut(box, heightFor(box))))) {
      const reading = await readAgainWhereLow(low);
      if (reading.confidence >= SURE && reading.characters.length >= TELLING_LENGTH) {
        density += LINE_WEIGHT * (densityOf(reading) - density);
      }
      readings.push(reading);
    }
    return readings;
  };
}

function readingOf(line: LineCrop, seen: readonly SeenCharacter[]): Reading {
  const wide = hasWideLetters(textOf(seen));
  return {
    line,
    characters: wide ? seen : seen.map((each) => ({ ...each, character: latinSign(each.character) })),
    confidence: seen.length === 0 ? 0 : seen.reduce((sum, { probability }) => sum + probability, 0) / seen.length,
  };
}

const textOf = (seen: readonly SeenCharacter[]): string => seen.map(({ character }) => character).join('');

function stepsPerCharacter({ characters, line }: Reading): number {
  return line.width / STEP / Math.max(1, characters.length);
}

function densityOf({ characters, line }: Reading): number {
  return (characters.length * line.height) / line.width;
}
