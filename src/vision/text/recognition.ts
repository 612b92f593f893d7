import type { Sessions } from '../../runtime/sessions.ts';
import { hasWideLetters, latinSign, type Characters } from './characters.ts';
import { decodeSteps, type SeenCharacter } from './ctc.ts';
import { LINE_HEIGHT, squeezeLine, type LineCrop } from './line-crop.ts';

/** PP-OCRv4's text recogniser (PaddlePaddle/PaddleOCR, Apache-2.0). */
export const TEXT_RECOGNIZER = 'text-recognition';

/** Columns of one time step. */
const STEP = 8;
/**
 * Lines are squeezed until they have about this many time steps per character: it takes less time and, as
 * test/accuracy/text.ts finds, costs no character.
 */
const STEPS_PER_CHARACTER = 1.85;
/** With fewer, neighbours run into each other. */
const FEWEST_STEPS_PER_CHARACTER = 1.55;
const NARROWEST_SQUEEZE = 0.5;
/** A squeezed line whose reading is less sure than this is read again at full width. */
const SURE = 0.9;
/** A reading less sure than this is no text, at whatever width. */
const HOPELESS = 0.3;

/** What was read in a line. */
export interface Reading {
  readonly characters: readonly SeenCharacter[];
  /** Mean probability of the characters, 0 to 1; 0 when there are none. */
  readonly confidence: number;
}

/**
 * Reads one line.
 *
 * @param density characters expected on a length equal to the line's height
 */
export async function recognize(sessions: Sessions, line: LineCrop, characters: Characters, density: number): Promise<Reading> {
  const squeeze = Math.max(NARROWEST_SQUEEZE, (STEPS_PER_CHARACTER * STEP * density) / LINE_HEIGHT);
  const squeezed = squeezeLine(line, Math.ceil((line.width * squeeze) / STEP) * STEP);
  const reading = await readOnce(sessions, squeezed, characters);
  const crowded = squeezed.width / STEP < FEWEST_STEPS_PER_CHARACTER * reading.characters.length;
  const doubtful = reading.confidence < SURE && reading.confidence > HOPELESS;
  if (squeezed.width === line.width || (!crowded && !doubtful)) return reading;
  const second = await readOnce(sessions, line, characters);
  return second.confidence > reading.confidence || crowded ? second : reading;
}

/** Characters on a length equal to the line's height. */
export function densityOf({ characters }: Reading, line: LineCrop): number {
  return (characters.length * LINE_HEIGHT) / line.width;
}

async function readOnce(sessions: Sessions, { planes, width }: LineCrop, characters: Characters): Promise<Reading> {
  const [output] = Object.values(await sessions.run(TEXT_RECOGNIZER, { data: planes, dims: [1, 3, LINE_HEIGHT, width] }));
  if (!output) throw new Error('The text recogniser gave no output.');
  if (output.dims.at(-1) !== characters.length) {
    throw new Error(`The text recogniser tells ${output.dims.at(-1)} characters apart, but its list has ${characters.length}.`);
  }
  const seen = decodeSteps(output.data, characters);
  const wide = hasWideLetters(seen.map(({ character }) => character).join(''));
  const confidence = seen.length === 0 ? 0 : seen.reduce((sum, { probability }) => sum + probability, 0) / seen.length;
  return { confidence, characters: wide ? seen : seen.map((each) => ({ ...each, character: latinSign(each.character) })) };
}
