import { describe, expect, it } from 'vitest';
import { endCredits, followCredits, NO_CREDITS, type EndCredits } from '../../src/vision/segments/end-credits.ts';
import { randomNumbers } from '../set-up/random-numbers.ts';
import { drawClip } from './drawn-clips.ts';

type Draw = (x: number, y: number, frame: number) => readonly [number, number, number];

const WIDTH = 96;
const HEIGHT = 54;

const black: Draw = () => [4, 4, 4];
const picture: Draw = (x, y, frame) => [60 + 2 * x, 90 + 3 * y, (40 * x + 7 * frame) % 200];
const letter = (line: number, x: number): boolean => x > 30 && x < 66 && randomNumbers(Math.imul(line * 97 + x, 2_654_435_761))() > 0.4;
/** A third of a row upward each frame; a row is the mean of five parts, as a picture that was made smaller has it. */
const rolling: Draw = (x, y, frame) => {
  const parts = [0, 0.2, 0.4, 0.6, 0.8].map((part) => y + part + frame * 0.3);
  const lit = parts.filter((place) => place % 4 < 1.8 && letter(Math.floor(place / 4), x)).length;
  return [5 + 41 * lit, 5 + 41 * lit, 5 + 41 * lit];
};
const card: Draw = (x, y) => (y > 15 && y < 40 && y % 4 < 2 && letter(Math.floor(y / 4), x) ? [210, 210, 210] : [5, 5, 5]);

function creditsOf(parts: readonly (readonly [draw: Draw, frames: number])[]): EndCredits | undefined {
  let state = NO_CREDITS;
  let number = 0;
  for (const [draw, frames] of parts) {
    for (let index = 0; index < frames; index++, number++) {
      const pixels = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
      for (let pixel = 0; pixel < WIDTH * HEIGHT; pixel++) pixels.set([...draw(pixel % WIDTH, Math.floor(pixel / WIDTH), number), 255], pixel * 4);
      state = followCredits(structuredClone(state), { pixels, width: WIDTH, height: HEIGHT, number, time: number * 40 });
    }
  }
  return endCredits(state);
}

describe('end credits', { timeout: 60_000 }, () => {
  it('roll at the end, to the frame, whatever titles were at the start', () => {
    const credits = creditsOf([[rolling, 110], [picture, 200], [rolling, 150], [black, 10]]);
    expect(credits).toMatchObject({ startFrame: 310, endFrame: 459, startTime: 12_400 });
    expect(credits?.confidence).toBeGreaterThan(80);
  });

  it('may be cards, which are less sure', () => {
    const credits = creditsOf([[picture, 200], [card, 70], [black, 20], [card, 70]]);
    expect(credits).toMatchObject({ startFrame: 200, endFrame: 359 });
    expect(credits?.confidence).toBeLessThan(75);
  });

  it('are no short title, no titles at the start, no black and no picture', () => {
    expect(creditsOf([[picture, 200], [card, 60], [black, 10]])).toBeUndefined();
    expect(creditsOf([[rolling, 200], [picture, 200]])).toBeUndefined();
    expect(creditsOf([[picture, 100], [black, 200]])).toBeUndefined();
    const clip = drawClip(301, { shots: 2 });
    let state = NO_CREDITS;
    for (let frame = 0; frame < clip.frames; frame++) state = followCredits(state, clip.frameAt(frame));
    expect(endCredits(state)).toBeUndefined();
  });
});
