import { afterAll, describe, expect, test } from 'vitest';
import { Rekognition, type Point, type TextDetection } from '../../../src/index.ts';
import { editDistance, plainText } from '../../accuracy/text-measures.ts';
import { needsSharedData, sharedDataAvailable, sharedDataFile } from '../../set-up/shared-data.ts';

const rekognition = new Rekognition({ device: 'wasm', maxWords: 1000 });
afterAll(() => rekognition.close());

async function read(path: string): Promise<readonly TextDetection[]> {
  const { TextDetections = [] } = await rekognition.detectText({
    Image: { Source: await sharedDataFile(path) },
    Filters: { WordFilter: { MinConfidence: 0 } },
  });
  return TextDetections;
}

const linesOf = (detections: readonly TextDetection[]): readonly TextDetection[] => detections.filter(({ Type }) => Type === 'LINE');
const textOf = (detections: readonly TextDetection[]): string => linesOf(detections).map(({ DetectedText }) => DetectedText).join(' ');

async function errorRate(picture: string, truth: string): Promise<number> {
  const text = plainText(await (await sharedDataFile(`ocr/tesseract_test/${truth}`)).text());
  return editDistance(text, plainText(textOf(await read(`ocr/tesseract_test/${picture}`)))) / text.length;
}

interface Place {
  readonly along: number;
  readonly across: number;
}

/** Corners of a polygon as parts of a line's length and height, in the line's own direction. */
function placesIn(line: readonly Point[], polygon: readonly Point[]): readonly Place[] {
  const [origin, right, , below] = line.map(({ X = 0, Y = 0 }) => ({ X, Y }));
  if (!origin || !right || !below) throw new Error('A polygon has four corners.');
  const lengthwise = { X: right.X - origin.X, Y: right.Y - origin.Y };
  const crosswise = { X: below.X - origin.X, Y: below.Y - origin.Y };
  const area = lengthwise.X * crosswise.Y - lengthwise.Y * crosswise.X;
  return polygon.map(({ X = 0, Y = 0 }) => {
    const x = X - origin.X;
    const y = Y - origin.Y;
    return { along: (x * crosswise.Y - y * crosswise.X) / area, across: (lengthwise.X * y - lengthwise.Y * x) / area };
  });
}

function expectWordsInLines(detections: readonly TextDetection[]): void {
  const lines = linesOf(detections);
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) {
    const words = detections.filter(({ ParentId }) => ParentId === line.Id);
    expect(words.map(({ DetectedText }) => DetectedText).join(' ')).toBe(line.DetectedText);
    const stretches = words.map(({ Geometry }) => {
      const places = placesIn(line.Geometry?.Polygon ?? [], Geometry?.Polygon ?? []);
      for (const { along, across } of places) {
        expect(along).toBeGreaterThan(-1e-6);
        expect(along).toBeLessThan(1 + 1e-6);
        expect(across).toBeGreaterThan(-1e-6);
        expect(across).toBeLessThan(1 + 1e-6);
      }
      return { start: places[0]?.along ?? Number.NaN, end: places[1]?.along ?? Number.NaN };
    });
    stretches.forEach(({ start, end }, index) => {
      expect(end).toBeGreaterThanOrEqual(start);
      expect(start).toBeGreaterThanOrEqual((stretches[index - 1]?.end ?? 0) - 1e-6);
    });
  }
}

describe.skipIf(!sharedDataAvailable)(`DetectText on scanned pages${needsSharedData}`, () => {
  test('misreads fewer than 3 % of the characters of upright pages', async () => {
    expect(await errorRate('phototest.png', 'phototest.gold.txt')).toBeLessThan(0.03);
    expect(await errorRate('eurotext.png', 'eurotext.txt')).toBeLessThan(0.03);
  });

  test.each(['phototest-rotated-180.png', 'phototest-rotated-L.png', 'phototest-rotated-R.png'])('misreads fewer than 5 percent of %s', async (picture) => {
    expect(await errorRate(picture, 'phototest.gold.txt')).toBeLessThan(0.05);
  });

  test.each([
    'tesseract_test/eurotext.png',
    'tesseract_test/phototest-rotated-L.png',
    'mmocr_toy/demo/demo_text_ocr.jpg',
    'mmocr_toy/det_toy_dataset/imgs/test/img_7.jpg',
    'mmocr_toy/kie_toy_dataset/wildreceipt/2.jpeg',
  ])('keeps the words of %s in their lines and apart from each other', async (picture) => {
    expectWordsInLines(await read(`ocr/${picture}`));
  });

  test('turns a JPEG upright before it is read', async () => {
    const [line] = linesOf(await read('ocr/scenes/img_exif_orientation.jpg'));
    const { Width = 0, Height = 0 } = line?.Geometry?.BoundingBox ?? {};
    const [first, second] = line?.Geometry?.Polygon ?? [];
    expect(Width).toBeGreaterThan(Height);
    expect(second?.X).toBeGreaterThan(first?.X ?? 1);
  });
});
