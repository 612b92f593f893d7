import type { PixelBox } from '../geometry.ts';
import type { Quadrilateral } from './rotated-box.ts';

/** Something that was read and where it stands. */
export interface ReadPart {
  readonly text: string;
  /** How sure the reading is, 0 to 1. */
  readonly confidence: number;
  /** In pixels of the picture, from the text's upper left corner in the direction of reading. */
  readonly polygon: Quadrilateral;
}

/** Letters without a space between them. */
export interface ReadWord extends ReadPart {}

/** Words in a row. Joined by spaces they give the line's text; none leaves the line's polygon and none overlaps another. */
export interface ReadLine extends ReadPart {
  /** In the direction of reading; at least one. */
  readonly words: readonly ReadWord[];
}

/** Which words are wanted. Lines without any are left out, the other lines are told whole, with only the wanted words. */
export interface TextRequest {
  /** The reading ends when so many words have been found. */
  readonly maxWords: number;
  /** Bar for a word's confidence, 0 to 1. */
  readonly minConfidence: number;
  /** Pixels; compared with the upright box around a word. */
  readonly minWidth: number;
  /** Pixels; compared with the upright box around a word. */
  readonly minHeight: number;
  /** A word counts when more than half of it lies in one of these areas. Absent: the whole picture. */
  readonly regions?: readonly PixelBox[];
}
