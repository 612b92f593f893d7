/** The characters a recognition model can read, by the number of its output: 0 is the blank of CTC, the last one a space. */
export type Characters = readonly string[];

/** Reads the list that comes with the model: one character per line, UTF-8. */
export function parseCharacters(list: ArrayBuffer): Characters {
  const lines = new TextDecoder().decode(list).split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return ['', ...lines, ' '];
}

/** Chinese, Japanese and Korean letters: where there are any, their wide punctuation is right. */
const WIDE_LETTER = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/u;

/** Wide forms of signs that have none in Unicode's block of them. */
const NARROW: Readonly<Record<string, string>> = { '\u300a': '\u00ab', '\u300b': '\u00bb', '\u3001': ',', '\u3002': '.', '\u3000': ' ' };

/** In a line of Latin letters, signs in the shape they have there: the model was taught with Chinese typography as well. */
export function latinSign(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCodePoint(code - 0xfee0);
  return NARROW[character] ?? character;
}

/** Whether a text has letters of a script that is written without spaces and with wide signs. */
export function hasWideLetters(text: string): boolean {
  return WIDE_LETTER.test(text);
}

/** A letter of another alphabet inside a word of Latin letters; \u03bc and \u03a9 are parts of units. */
const MIXED_WORD = /\p{Script=Latin}(?![\u03bc\u03a9])[\p{Script=Greek}\p{Script=Cyrillic}]|(?![\u03bc\u03a9])[\p{Script=Greek}\p{Script=Cyrillic}]\p{Script=Latin}/u;
const OTHER_LETTER = /(?!\p{Script=Latin})\p{Letter}/u;

/** Whether a word mixes alphabets, which no language does: the model took a rare sign for a letter that looks like it. */
export function mixesAlphabets(text: string): boolean {
  return MIXED_WORD.test(text);
}

/** Whether a character can stand in Latin text: all but the letters of other scripts. */
export function isOfLatinText(character: string): boolean {
  return !OTHER_LETTER.test(character);
}
