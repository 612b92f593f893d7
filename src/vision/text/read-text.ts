import type { Sessions } from '../../runtime/sessions.ts';
import type { PictureReader } from '../picture-reader.ts';
import type { PixelNormalization } from '../pixels.ts';
import { parseCharacters, type Characters } from './characters.ts';
import { TEXT_DETECTOR } from './detection.ts';
import { DIRECTION_CLASSIFIER, standingOf } from './direction.ts';
import { findText } from './find-text.ts';
import { cutLine, type LineCrop } from './line-crop.ts';
import { inReadingOrder } from './reading-order.ts';
import { densityOf, recognize, TEXT_RECOGNIZER, type Reading } from './recognition.ts';
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
/** Characters on a length equal to a line's height, before any line has been read. */
const USUAL_DENSITY = 2.3;
/** How much a line changes what is expected of the next ones. */
const LINE_WEIGHT = 0.3;
/** Shorter lines tell little about the density. */
const TELLING_LENGTH = 8;

/** What reading a line takes. */
interface Reader {
  readonly sessions: Sessions;
  readonly picture: PictureReader;
  readonly characters: Characters;
  readonly normalization: PixelNormalization;
}

interface ReadBox {
  readonly box: RotatedBox;
  readonly crop: LineCrop;
  readonly reading: Reading;
}

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

  const characters = parseCharacters(await sessions.sideFile(TEXT_RECOGNIZER, 'characters'));
  const reader: Reader = { sessions, picture, characters, normalization: sessions.normalization(TEXT_RECOGNIZER) };
  const read: ReadLine[] = [];
  let wordsLeft = request.maxWords;
  let density = USUAL_DENSITY;
  for (const line of lines) {
    if (wordsLeft === 0) break;
    const box = { ...line, length: line.length + 2 * END_ROOM * line.height };
    if (!touchesRegion(boundsOf(cornersOf(box)), request.regions)) continue;
    const best = await readInBestDirection(reader, box, turnsToTry(box, direction, standing !== 'unclear'), density);
    if (best.reading.confidence < NOTHING) continue;
    if (best.reading.characters.length >= TELLING_LENGTH) density += LINE_WEIGHT * (densityOf(best.reading, best.crop) - density);
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

async function readInBestDirection(reader: Reader, box: RotatedBox, turnsOfBox: readonly number[], density: number): Promise<ReadBox> {
  let best: ReadBox | undefined;
  for (const turns of turnsOfBox) {
    const turned = turnBox(box, turns);
    const crop = cutLine(reader.picture, turned, reader.normalization);
    const reading = await recognize(reader.sessions, crop, reader.characters, density);
    if (!best || reading.confidence > best.reading.confidence) best = { box: turned, crop, reading };
    if (best.reading.confidence >= DOUBTFUL) break;
  }
  if (!best) throw new Error('A box has no direction.');
  return best;
}

/** Nothing where all that was read is spaces. */
function lineOf({ box, crop, reading }: ReadBox): ReadLine | undefined {
  const along = (column: number): number => (column / crop.width - 0.5) * box.length;
  const words = splitIntoWords(reading.characters, crop).map(
    ({ text, confidence, columns }): ReadWord => ({
      text,
      confidence,
      polygon: cornersOf(sliceBox(box, along(columns.start), along(columns.end))),
    }),
  );
  if (words.length === 0) return undefined;
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  return {
    text: words.map(({ text }) => text).join(' '),
    confidence: words.reduce((sum, { text, confidence }) => sum + text.length * confidence, 0) / letters,
    polygon: cornersOf(box),
    words,
  };
}
