import { describe, expect, it } from 'vitest';
import type { BlackFrameRule } from '../../src/vision/segments/cue-signs.ts';
import { SMALL_FRAME_HEIGHT as HEIGHT, SMALL_FRAME_WIDTH as WIDTH } from '../../src/vision/segments/small-frame.ts';
import { openTechnicalCueDetector, type TechnicalCue } from '../../src/vision/segments/technical-cues.ts';
import { randomNumbers } from '../set-up/random-numbers.ts';
import { drawClip } from './drawn-clips.ts';

type Draw = (x: number, y: number, frame: number) => readonly [number, number, number];

const black: Draw = () => [4, 4, 4];
const picture: Draw = (x, y, frame) => [60 + 2 * x, 90 + 3 * y, (40 * x + 7 * frame) % 200];
const barColors = [[191, 191, 191], [191, 191, 0], [0, 191, 191], [0, 191, 0], [191, 0, 191], [191, 0, 0], [0, 0, 191]] as const;
const bars: Draw = (x) => barColors[Math.floor((x * 7) / WIDTH)] ?? [0, 0, 0];

/** Lines of light letters that roll upward. */
const rolling: Draw = (x, y, frame) => {
  const line = y + frame * 0.2;
  const letter = randomNumbers(Math.imul(Math.floor(line / 3) * 97 + x, 2_654_435_761))() > 0.4;
  const isLit = line % 3 < 1.4 && x > 20 && x < 44 && letter;
  return isLit ? [210, 210, 210] : [5, 5, 5];
};

function cuesOf(parts: readonly (readonly [draw: Draw, frames: number])[], rule?: BlackFrameRule): readonly TechnicalCue[] {
  let detector = openTechnicalCueDetector(25, rule ? { rule } : {});
  const cues: TechnicalCue[] = [];
  let frame = 0;
  for (const [draw, frames] of parts) {
    for (let index = 0; index < frames; index++, frame++) {
      const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
      for (let pixel = 0; pixel < WIDTH * HEIGHT; pixel++) data.set([...draw(pixel % WIDTH, Math.floor(pixel / WIDTH), frame), 255], pixel * 4);
      cues.push(...detector.see({ image: { data, width: WIDTH, height: HEIGHT }, frame, start: frame / 25 }));
      // As if the page were closed again and again.
      if (frame % 50 === 0) detector = openTechnicalCueDetector(25, { ...(rule ? { rule } : {}), state: structuredClone(detector.state()) });
    }
  }
  return [...cues, ...detector.finish()];
}

describe('technical cues', () => {
  it('are black frames, to the frame', () => {
    expect(cuesOf([[black, 20], [picture, 30], [black, 12], [picture, 10]])).toMatchObject([
      { kind: 'BlackFrames', startFrame: 0, endFrame: 19, start: 0, end: 0.8 },
      { kind: 'BlackFrames', startFrame: 50, endFrame: 61, start: 2 },
    ]);
  });

  it('count as black what the rule says', () => {
    const dim: Draw = (x) => (x < 8 ? [90, 90, 90] : [40, 40, 40]);
    expect(cuesOf([[dim, 10]])).toEqual([]);
    expect(cuesOf([[dim, 10]], { maxPixelThreshold: 0.2, minCoveragePercentage: 80 })).toMatchObject([{ kind: 'BlackFrames' }]);
    expect(cuesOf([[dim, 10]], { maxPixelThreshold: 0.1, minCoveragePercentage: 80 })).toEqual([]);
  });

  it('are colour bars, but not one that flickers by', () => {
    expect(cuesOf([[bars, 50], [picture, 25], [bars, 5], [picture, 5]])).toMatchObject([{ kind: 'ColorBars', startFrame: 0, endFrame: 49 }]);
  });

  it('are rolling credits at the end, but not a title at the start', () => {
    const cues = cuesOf([[rolling, 100], [picture, 400], [rolling, 200], [black, 10]]);
    expect(cues.map(({ kind }) => kind)).toEqual(['BlackFrames', 'EndCredits']);
    expect(cues[1]).toMatchObject({ startFrame: 500, endFrame: 699 });
    expect(cues[1]?.confidence).toBeGreaterThan(75);
  });

  it('are not seen in pictures', () => {
    const clip = drawClip(301, { shots: 3 });
    const detector = openTechnicalCueDetector(clip.frameRate);
    const cues = Array.from({ length: clip.frames }, (_, frame) => detector.see(clip.frameAt(frame))).flat();
    const isInFade = ({ startFrame, endFrame }: TechnicalCue): boolean =>
      clip.boundaries.some(({ kind, from, to }) => kind === 'fade' && startFrame >= from && endFrame <= to);
    expect([...cues, ...detector.finish()].filter((cue) => !isInFade(cue))).toEqual([]);
  });
});
