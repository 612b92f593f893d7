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

  const readBox = lineReader(sessions, picture, parseCharacters(await sessions.sideFile(TEXT_RECOGNIZER, 'characters')));
  const read: ReadLine[] = [];
  let wordsLeft = request.maxWords;
  for (const line of lines) {
    if (wordsLeft === 0) break;
    const box = { ...line, length: line.length + 2 * END_ROOM * line.height };
    if (!touchesRegion(boundsOf(cornersOf(box)), request.regions)) continue;
    const best = await readInBestDirection(readBox, box, turnsToTry(box, direction, standing !== 'unclear'));
    if (best.confidence < NOTHING) continue;
    const whole = lineOf(best);
    const wanted = whole?.words.filter((word) => isWanted(word, request)).slice(0, wordsLeft);
    if (!whole || !wanted || wanted.length === 0) continue;
    read.push({ ...whole, words: wanted });
    wordsLeft -= wanted.length;
  }
  return read;
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

async function readInBestDirection(readBox: LineReader, box: RotatedBox, turnsOfBox: readonly number[]): Promise<Reading> {
  let best: Reading | undefined;
  for (const turns of turnsOfBox) {
    const reading = await readBox(turnBox(box, turns));
    if (!best || reading.confidence > best.confidence) best = reading;
    if (best.confidence >= DOUBTFUL) break;
  }
  if (!best) throw new Error('A box has no direction.');
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
