import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modelFiles } from '#models';
import { Rekognition, type DetectLabelsRequest, type DetectLabelsResponse } from '../../../src/index.ts';
import { samplePicture } from '../../set-up/sample-picture.ts';

const rekognition = new Rekognition({ device: 'wasm' });
afterAll(() => rekognition.close());

const allModels = 'yolox-nano' in modelFiles && 'mobilenet-v2-imagenet' in modelFiles;
const namesOf = ({ Labels = [] }: DetectLabelsResponse): (string | undefined)[] => Labels.map(({ Name }) => Name);

async function detect(name: string, request: Partial<DetectLabelsRequest> = {}): Promise<DetectLabelsResponse> {
  return rekognition.detectLabels({ Image: { Source: await samplePicture(name) }, ...request });
}

describe('DetectLabels', () => {
  // Looked at once: a picture takes a moment where all models are large ones.
  let response: DetectLabelsResponse;
  beforeAll(async () => {
    response = await detect('sample3.jpg', { Features: ['GENERAL_LABELS', 'IMAGE_PROPERTIES'], Settings: { ImageProperties: { MaxDominantColors: 4 } } });
  });

  test('names the people of a photo, each with a box inside the picture, and what their faces show', () => {
    expect(namesOf(response)).toEqual(expect.arrayContaining(['Person', 'Adult', 'Face', 'Head', 'Smile']));
    const person = response.Labels?.find(({ Name }) => Name === 'Person');
    expect(person?.Instances?.length).toBeGreaterThanOrEqual(3);
    for (const { BoundingBox, Confidence = 0, DominantColors = [] } of person?.Instances ?? []) {
      const { Left = -1, Top = -1, Width = 0, Height = 0 } = BoundingBox ?? {};
      expect(Confidence).toBeGreaterThanOrEqual(55);
      expect(Math.min(Left, Top)).toBeGreaterThanOrEqual(0);
      expect(Math.max(Left + Width, Top + Height)).toBeLessThanOrEqual(1 + 1e-9);
      expect(DominantColors[0]?.HexCode).toMatch(/^#[\da-f]{6}$/);
    }
  });

  test('gives every label its parents, each a label at least as sure, all from 55 on, surest first', () => {
    const { Labels = [] } = response;
    const confidence = new Map(Labels.map(({ Name, Confidence = 0 }) => [Name, Confidence]));
    expect(Labels.some(({ Parents = [] }) => Parents.length > 1)).toBe(true);
    for (const { Name, Confidence = 0, Parents = [] } of Labels) {
      expect(Confidence).toBeGreaterThanOrEqual(55);
      for (const parent of Parents) expect(confidence.get(parent.Name), `${Name} < ${parent.Name}`).toBeGreaterThanOrEqual(Confidence);
    }
    const order = Labels.map(({ Confidence = 0 }) => Confidence);
    expect(order).toEqual(order.toSorted((a, b) => b - a));
  });

  test('says which models it has', () => {
    expect(response.LabelModelVersion).toBe(allModels ? '1.1' : '1.1-without-yolox-nano-and-mobilenet-v2-imagenet');
  });

  test('tells colours and quality of picture, foreground and background', () => {
    const { ImageProperties } = response;
    for (const area of [ImageProperties, ImageProperties?.Foreground, ImageProperties?.Background]) {
      const { Quality: { Brightness = -1, Sharpness = -1, Contrast = -1 } = {}, DominantColors = [] } = area ?? {};
      for (const value of [Brightness, Sharpness, Contrast]) {
        expect(value).toBeGreaterThan(0);
        expect(value).toBeLessThanOrEqual(100);
      }
      expect(DominantColors.length).toBeGreaterThan(0);
      expect(DominantColors.length).toBeLessThanOrEqual(4);
      expect(DominantColors.reduce((sum, { PixelPercent = 0 }) => sum + PixelPercent, 0)).toBeLessThanOrEqual(100.001);
    }
  });

  test('tells colours alone, of a picture of known ones', async () => {
    const canvas = new OffscreenCanvas(200, 100);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This browser gives no 2D context.');
    context.fillStyle = '#c81e1e';
    context.fillRect(0, 0, 200, 100);
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, 50, 100);
    const { Labels, ImageProperties } = await rekognition.detectLabels({ Image: { Source: await canvas.convertToBlob() }, Features: ['IMAGE_PROPERTIES'] });
    expect(Labels).toEqual([]);
    const [first, second, ...more] = ImageProperties?.DominantColors ?? [];
    expect(first).toMatchObject({ HexCode: '#c81e1e', SimplifiedColor: 'red' });
    expect(first?.PixelPercent).toBeCloseTo(75, 0);
    expect(second).toMatchObject({ HexCode: '#ffffff', CSSColor: 'white', SimplifiedColor: 'white' });
    expect(more).toEqual([]);
    expect(ImageProperties).not.toHaveProperty('Foreground');
  });

  test('keeps what filters ask for', async () => {
    const filtered = await detect('sample2.jpg', { Settings: { GeneralLabels: { LabelCategoryInclusionFilters: ['Person Description'], LabelExclusionFilters: ['Head'] } } });
    expect(namesOf(filtered)).toContain('Person');
    expect(namesOf(filtered)).not.toContain('Head');
    expect(filtered.Labels?.every(({ Categories }) => Categories?.[0]?.Name === 'Person Description')).toBe(true);
  });
});
