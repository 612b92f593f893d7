import { afterAll, describe, expect, test } from 'vitest';
import { Rekognition, type DetectTextFilters, type Point, type TextDetection } from '../../../src/index.ts';
import { drawnText, type DrawnPicture } from '../../set-up/drawn-text.ts';

const rekognition = new Rekognition({ device: 'wasm' });
const manyWords = new Rekognition({ device: 'wasm', maxWords: 2 });
afterAll(async () => {
  await rekognition.close();
  await manyWords.close();
});

const sign: DrawnPicture = {
  width: 640,
  height: 420,
  lines: [
    { text: 'WAIT HALF A MILE', x: 70, y: 70, height: 34 },
    { text: 'THEN TAKE THE EXIT', x: 40, y: 180, height: 34 },
    { text: 'MAIN HALL', x: 60, y: 290, height: 34 },
  ],
};

async function detect(picture: DrawnPicture, Filters?: DetectTextFilters, client = rekognition): Promise<readonly TextDetection[]> {
  const { TextDetections = [] } = await client.detectText({ Image: { Source: await drawnText(picture) }, Filters });
  return TextDetections;
}

const linesOf = (detections: readonly TextDetection[]): readonly TextDetection[] => detections.filter(({ Type }) => Type === 'LINE');
const wordsOf = (detections: readonly TextDetection[]): readonly TextDetection[] => detections.filter(({ Type }) => Type === 'WORD');
const textsOf = (detections: readonly TextDetection[]): readonly string[] => detections.map(({ DetectedText = '' }) => DetectedText);
const cornersOf = ({ Geometry }: TextDetection): readonly Required<Point>[] =>
  (Geometry?.Polygon ?? []).map(({ X = Number.NaN, Y = Number.NaN }) => ({ X, Y }));

/** Direction of reading in degrees, clockwise, on a picture of these pixels. */
function directionOf(detection: TextDetection, { width, height }: DrawnPicture): number {
  const [first, second] = cornersOf(detection);
  if (!first || !second || first.X === undefined || second.X === undefined || first.Y === undefined || second.Y === undefined) return Number.NaN;
  return (Math.atan2((second.Y - first.Y) * height, (second.X - first.X) * width) * 180) / Math.PI;
}

describe('DetectText', () => {
  test('reads lines and words, numbers lines first and names the line of each word', async () => {
    const detections = await detect(sign);
    expect(textsOf(linesOf(detections))).toEqual(['WAIT HALF A MILE', 'THEN TAKE THE EXIT', 'MAIN HALL']);
    expect(detections.map(({ Id }) => Id)).toEqual(detections.map((_, index) => index));
    expect(detections.slice(0, 3).every(({ Type }) => Type === 'LINE')).toBe(true);
    for (const line of linesOf(detections)) {
      expect(line).not.toHaveProperty('ParentId');
      const words = wordsOf(detections).filter(({ ParentId }) => ParentId === line.Id);
      expect(textsOf(words).join(' ')).toBe(line.DetectedText);
    }
    for (const { Confidence = 0 } of detections) expect(Confidence).toBeGreaterThanOrEqual(80);
  });

  test('says where words are, each in its line', async () => {
    const detections = await detect(sign);
    const [wait] = wordsOf(detections);
    const { Left = 0, Top = 0, Width = 0, Height = 0 } = wait?.Geometry?.BoundingBox ?? {};
    // WAIT is drawn from 70 to 165 and from 70 to 104.
    expect(Math.abs(Left * 640 - 70)).toBeLessThan(14);
    expect(Math.abs((Left + Width) * 640 - 165)).toBeLessThan(14);
    expect(Top * 420).toBeLessThan(76);
    expect((Top + Height) * 420).toBeGreaterThan(98);
    expect(Height * 420).toBeLessThan(75);
  });

  test.each([90, -90, 180, 12, -25])('reads a picture turned by %i degrees, in the direction of its text', async (turned) => {
    const picture: DrawnPicture = { ...sign, width: 700, height: 700, turned, lines: sign.lines.map((line) => ({ ...line, y: line.y + 140 })) };
    const detections = await detect(picture);
    expect(textsOf(linesOf(detections))).toEqual(sign.lines.map(({ text }) => text));
    for (const detection of detections) {
      const off = directionOf(detection, picture) - turned;
      expect(Math.abs(off - 360 * Math.round(off / 360))).toBeLessThan(4);
    }
  });

  test('keeps words that are sure, high and wide enough, and the lines that have any', async () => {
    const all = await detect(sign);
    const high = await detect({ ...sign, lines: [...sign.lines.slice(0, 2), { text: 'TAXI', x: 60, y: 290, height: 80 }] }, { WordFilter: { MinBoundingBoxHeight: 0.19 } });
    expect(textsOf(high)).toEqual(['TAXI', 'TAXI']);
    const wide = await detect(sign, { WordFilter: { MinBoundingBoxWidth: 0.15 } });
    expect(textsOf(wordsOf(wide))).not.toContain('A');
    expect(textsOf(linesOf(wide))).toContain('WAIT HALF A MILE');
    const lowest = Math.min(...wordsOf(all).map(({ Confidence = 0 }) => Confidence));
    const sure = await detect(sign, { WordFilter: { MinConfidence: Math.min(100, lowest + 1e-6) } });
    expect(wordsOf(sure).length).toBeLessThan(wordsOf(all).length);
  });

  test('keeps words of which more than half lies in a region', async () => {
    const lower = await detect(sign, { RegionsOfInterest: [{ BoundingBox: { Left: 0, Top: 0.6, Width: 1, Height: 0.4 } }] });
    expect(textsOf(linesOf(lower))).toEqual(['MAIN HALL']);
    const left = await detect(sign, {
      RegionsOfInterest: [
        { BoundingBox: { Left: 0, Top: 0, Width: 0.3, Height: 0.35 } },
        { BoundingBox: { Left: 0, Top: 0.6, Width: 0.3, Height: 0.4 } },
      ],
    });
    expect(textsOf(wordsOf(left))).toEqual(['WAIT', 'MAIN']);
    expect(textsOf(linesOf(left))).toEqual(['WAIT HALF A MILE', 'MAIN HALL']);
    await expect(detect(sign, { RegionsOfInterest: [{}] })).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  test('tells as many words as the configuration allows', async () => {
    const detections = await detect(sign, undefined, manyWords);
    expect(textsOf(wordsOf(detections))).toEqual(['WAIT', 'HALF']);
    const [line, ...others] = linesOf(detections);
    expect(line?.DetectedText).toBe('WAIT HALF A MILE');
    expect(others).toEqual([]);
  });

  test('reads dark and light letters on a transparent ground', async () => {
    for (const ink of ['#000', '#fff']) {
      const detections = await detect({ ...sign, ink, ground: 'none' });
      expect(textsOf(linesOf(detections)), ink).toEqual(sign.lines.map(({ text }) => text));
    }
  });

  test('finds small letters on a large photo', async () => {
    const detections = await detect({
      width: 3600,
      height: 2600,
      ground: '#cdd',
      lines: [
        { text: 'MAIN HALL', x: 2900, y: 2300, height: 26 },
        { text: 'TAXI', x: 1180, y: 650, height: 24 },
      ],
    });
    expect(textsOf(linesOf(detections))).toEqual(['TAXI', 'MAIN HALL']);
  });

  test('tells nothing of a picture without text', async () => {
    const response = await rekognition.detectText({ Image: { Source: await drawnText({ width: 300, height: 200, lines: [] }) } });
    expect(response.TextDetections).toEqual([]);
    expect(response.TextModelVersion).toMatch(/^\d+\.\d+$/);
  });

  test('stops in the middle of a page', async () => {
    const controller = new AbortController();
    const lines = Array.from({ length: 14 }, (_, index) => ({ text: 'TAKE THE EXIT THEN WAIT', x: 40, y: 30 + index * 62, height: 34 }));
    const call = rekognition.detectText({ Image: { Source: await drawnText({ width: 900, height: 900, lines }) } }, { abortSignal: controller.signal });
    setTimeout(() => controller.abort(), 150);
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(textsOf(linesOf(await detect(sign)))).toHaveLength(3);
  });
});
