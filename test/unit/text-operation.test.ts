import { describe, expect, it, vi } from 'vitest';
import type { RekognitionConfig } from '../../src/config.ts';
import type { OperationContext } from '../../src/operations/context.ts';
import { detectText } from '../../src/operations/text.ts';
import type { DetectTextRequest } from '../../src/shapes/text.ts';
import { cornersOf } from '../../src/vision/text/rotated-box.ts';
import type { ReadLine, TextRequest } from '../../src/vision/text/text.ts';

const polygon = cornersOf({ center: { x: 50, y: 20 }, length: 80, height: 10, angle: 0 });
const word = (text: string, confidence: number) => ({ text, confidence, polygon });
const lines: readonly ReadLine[] = [
  { text: 'ONE TWO', confidence: 0.95, polygon, words: [word('ONE', 0.9), word('TWO', 1)] },
  { text: 'THREE', confidence: 0.85, polygon, words: [word('THREE', 0.85)] },
];

/** Asks DetectText of a picture of 200 x 100 pixels; gives its answer and what the worker was asked. */
async function ask(request: Partial<DetectTextRequest>, config: RekognitionConfig = {}) {
  const readText = vi.fn((_picture: unknown, _request: TextRequest) => Promise.resolve(lines));
  const openPicture = vi.fn(() => Promise.resolve({ width: 200, height: 100 }));
  const context = { config, openPicture, vision: { readText } } as unknown as OperationContext;
  const response = await detectText({ Image: { Bytes: new Uint8Array(1) }, ...request }, context);
  return { response, asked: readText.mock.calls[0]?.[1], openPicture };
}

describe('DetectText', () => {
  it('numbers lines first, then the words of each', async () => {
    const { response } = await ask({});
    const told = response.TextDetections?.map(({ Id, ParentId, Type, DetectedText }) => [Id, ParentId, Type, DetectedText]);
    expect(told).toEqual([
      [0, undefined, 'LINE', 'ONE TWO'],
      [1, undefined, 'LINE', 'THREE'],
      [2, 0, 'WORD', 'ONE'],
      [3, 0, 'WORD', 'TWO'],
      [4, 1, 'WORD', 'THREE'],
    ]);
    expect(response.TextDetections?.[0]).not.toHaveProperty('ParentId');
    expect(response.TextDetections?.[0]?.Geometry).toEqual({
      BoundingBox: { Left: 0.05, Top: 0.15, Width: 0.4, Height: expect.closeTo(0.1) },
      Polygon: [{ X: 0.05, Y: 0.15 }, { X: 0.45, Y: 0.15 }, { X: 0.45, Y: 0.25 }, { X: 0.05, Y: 0.25 }],
    });
    expect(response.TextDetections?.[2]?.Confidence).toBe(90);
  });

  it('asks for 50 words of a confidence of 80 or more, unless told otherwise', async () => {
    expect((await ask({})).asked).toEqual({ maxWords: 50, minConfidence: 0.8, minWidth: 0, minHeight: 0 });
    expect((await ask({ Filters: { RegionsOfInterest: [] } }, { maxWords: 100 })).asked).toEqual({ maxWords: 100, minConfidence: 0.8, minWidth: 0, minHeight: 0 });
  });

  it('asks in pixels', async () => {
    const { asked } = await ask({
      Filters: {
        WordFilter: { MinConfidence: 25, MinBoundingBoxWidth: 0.1, MinBoundingBoxHeight: 0.2 },
        RegionsOfInterest: [{ BoundingBox: { Left: 0.5, Top: 0.1, Width: 0.25, Height: 0.5 } }],
      },
    });
    expect(asked).toEqual({ maxWords: 50, minConfidence: 0.25, minWidth: 20, minHeight: 20, regions: [{ left: 100, top: 10, width: 50, height: 50 }] });
  });

  it('refuses a region without an area and a senseless cap before it decodes the picture', async () => {
    const half = { RegionsOfInterest: [{ BoundingBox: { Left: 0, Top: 0, Width: 1 } }] };
    await expect(ask({ Filters: half })).rejects.toMatchObject({ name: 'InvalidParameterException', message: expect.stringContaining('RegionsOfInterest[0]') });
    await expect(ask({}, { maxWords: 0 })).rejects.toMatchObject({ name: 'InvalidParameterException', message: expect.stringContaining('maxWords') });
  });
});
