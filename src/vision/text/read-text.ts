import type { Sessions } from '../../runtime/sessions.ts';
import type { PictureReader } from '../picture-reader.ts';
import { parseCharacters } from './characters.ts';
import { TEXT_DETECTOR } from './detection.ts';
import { DIRECTION_CLASSIFIER, standingOf } from './direction.ts';
import { findText } from './find-text.ts';
import { alongLine } from './line-crop.ts';
import { inReadingOrder } from './reading-order.ts';
import { lineReader, TEXT_RECOGNIZER, type LineReader, type Reading } from './recognition.ts';
import { boundsOf, cornersOf, normalAngle, sliceBox, turnBox, type RotatedBox } from './rotated-box.ts';
import type { ReadLine, ReadWord, TextRequest } from './text.ts';
import { isWanted, touchesRegion } from './word-filter.ts';
import { splitIntoWords } from './words.ts';

/** The models of one call. */
export const textModels = [TEXT_DETECTOR, DIRECTION_CLASSIFIER, TEXT_RECOGNIZER] as const;

/** A box this much longer than high, or this much higher than long, holds text along its longer side. */
const CLEARLY_LONGER = 1.5;
/** A reading less sure than this is compared with readings in the other directions the line may have. */
const DOUBTFUL = 0.8;
/** Less sure than this, what was read is most likely no text. */
const NOTHING = 0.5;
/** Boxes are made longer at both ends by this part of their height: the detector cuts off thin strokes and full stops. */
const END_ROOM = 0.1;
/** So many lines are read together at most. Among more, more would be of a length, but the first tell the later ones' height. */
const MOST_AHEAD = 8;

/** Reads the lines of a picture, in reading order. */
export async function readText(
  sessions: Sessions,
  picture: PictureReader,
  request: TextRequest,
): Promise<ReadLine[]> {
  const { boxes, turns } = await findText(sessions, picture);
  const sideways = -(turns * Math.PI) / 2;
  const directed = boxes.map((box) => alongPage(box, sideways));
  const standing = await standingOf(sessions, picture, directed);
  const turned = standing === 'upside down';
  const direction = turned ? normalAngle(sideways + Math.PI) : sideways;
  const lines = inReadingOrder(turned ? directed.map((box) => turnBox(box, 2)) : directed, direction);

  const readLines = lineReader(sessions, picture, parseCharacters(await sessions.sideFile(TEXT_RECOGNIZER, 'characters')));
  const candidates = lines
    .map((line) => ({ ...line, length: line.length + 2 * END_ROOM * line.height }))
    .filter((box) => touchesRegion(boundsOf(cornersOf(box)), request.regions))
    .map((box) => ({ box, turns: turnsToTry(box, direction, standing !== 'unclear') }));

  const read: ReadLine[] = [];
  let wordsLeft = request.maxWords;
  for (let next = 0, count = 1; next < candidates.length && wordsLeft > 0; next += count, count = linesAhead(read, wordsLeft)) {
    for (const best of await readInBestDirections(readLines, candidates.slice(next, next + count))) {
      if (best.confidence < NOTHING) continue;
      const whole = lineOf(best);
      const wanted = whole?.words.filter((word) => isWanted(word, request)).slice(0, wordsLeft);
      if (!whole || !wanted || wanted.length === 0) continue;
      read.push({ ...whole, words: wanted });
      wordsLeft -= wanted.length;
    }
  }
  return read;
}

/** How many lines to read together: no more than are likely to be wanted, as the lines so far tell. */
function linesAhead(read: readonly ReadLine[], wordsLeft: number): number {
  const wordsSoFar = read.reduce((sum, { words }) => sum + words.length, 0);
  const wordsPerLine = Math.max(1, wordsSoFar / Math.max(1, read.length));
  return Math.max(1, Math.min(MOST_AHEAD, read.length, Math.ceil(wordsLeft / wordsPerLine)));
}

/** Boxes come along their longer side; nearly square ones tell nothing about the direction and follow the page. */
function alongPage(box: RotatedBox, direction: number): RotatedBox {
  const turned = turnBox(box, Math.round((direction - box.angle) / (Math.PI / 2)));
  return turned.height < CLEARLY_LONGER * turned.length ? turned : box;
}

/** Quarter turns by which a line may have to be turned: text across the page may run up or down. */
function turnsToTry(box: RotatedBox, direction: number, standingIsClear: boolean): readonly number[] {
  const acrossPage = Math.abs(Math.sin(box.angle - direction)) > Math.SQRT1_2;
  if (acrossPage) return [0, 2];
  if (standingIsClear) return [0];
  return box.length < CLEARLY_LONGER * box.height ? [0, 1, 3] : [0, 2];
}

/** A box of text and the quarter turns by which its line may have to be turned, the likeliest first. */
interface Candidate {
  readonly box: RotatedBox;
  readonly turns: readonly number[];
}

/** The best reading of each candidate: all are read in their likeliest direction, and those left in doubt in the others. */
async function readInBestDirections(readLines: LineReader, candidates: readonly Candidate[]): Promise<Reading[]> {
  const first = await readLines(candidates.map(({ box, turns: [likeliest = 0] }) => turnBox(box, likeliest)));
  const best: Reading[] = [];
  for (const [index, { box, turns }] of candidates.entries()) {
    let reading = first[index];
    if (!reading) throw new Error('A line was not read.');
    for (const other of turns.slice(1)) {
      if (reading.confidence >= DOUBTFUL) break;
      const [again] = await readLines([turnBox(box, other)]);
      if (again && again.confidence > reading.confidence) reading = again;
    }
    best.push(reading);
  }
  return best;
}

/** Nothing where all that was read is spaces. */
function lineOf({ line, characters }: Reading): ReadLine | undefined {
  const words = splitIntoWords(characters, line).map(
    ({ text, confidence, columns }): ReadWord => ({
      text,
      confidence,
      polygon: cornersOf(sliceBox(line.box, alongLine(line, columns.start), alongLine(line, columns.end))),
    }),
  );
  if (words.length === 0) return undefined;
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  return {
    text: words.map(({ text }) => text).join(' '),
    confidence: words.reduce((sum, { text, confidence }) => sum + text.length * confidence, 0) / letters,
    polygon: cornersOf(line.box),
    words,
  };
}
