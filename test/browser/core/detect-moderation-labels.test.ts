import { afterAll, describe, expect, test } from 'vitest';
import { Rekognition, type DetectModerationLabelsResponse } from '../../../src/index.ts';
import { samplePicture } from '../../set-up/sample-picture.ts';

const rekognition = new Rekognition({ device: 'wasm' });
afterAll(() => rekognition.close());

async function moderate(Source: Blob, MinConfidence?: number): Promise<DetectModerationLabelsResponse> {
  return rekognition.detectModerationLabels({ Image: { Source }, MinConfidence });
}

async function plainPicture(color: string): Promise<Blob> {
  const canvas = new OffscreenCanvas(320, 240);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gives no 2D context.');
  context.fillStyle = color;
  context.fillRect(0, 0, 320, 240);
  return canvas.convertToBlob({ type: 'image/png' });
}

describe('DetectModerationLabels', () => {
  test('tells of a glass of wine on the table, where it can see drinks, and nothing of the people behind it', async () => {
    const { ModerationLabels = [], ModerationModelVersion } = await moderate(await samplePicture('sample1.jpg'));
    // Without ImageNet's backbone nothing tells what a glass holds.
    const drinks = ModerationModelVersion === '1.3' ? ['Alcohol', 'Alcoholic Beverages'] : [];
    expect(new Set(ModerationLabels.map(({ Name }) => Name))).toEqual(new Set(drinks));
  });

  test('tells nothing of a plain picture', async () => {
    expect((await moderate(await plainPicture('#004d00'))).ModerationLabels).toEqual([]);
  });

  test('tells at a bar of 0 whatever it can see, children and parents, surest first', async () => {
    const { ModerationLabels: labels = [], ModerationModelVersion } = await moderate(await samplePicture('sample1.jpg'), 0);
    const names = labels.filter(({ ParentName }) => ParentName !== '').map(({ Name }) => Name);
    expect(names).toEqual(expect.arrayContaining(['Nudity', 'Illustrated Explicit Nudity', 'Revealing Clothes', 'Middle Finger', 'Smoking']));
    // Without ImageNet's backbone nothing tells swimwear and weapons.
    expect(names.includes('Weapons')).toBe(ModerationModelVersion === '1.3');
    for (const { Confidence = 0, ParentName } of labels) {
      expect(Confidence).toBeGreaterThanOrEqual(0);
      const parent = labels.find(({ Name }) => Name === ParentName);
      if (ParentName !== '') expect(parent?.Confidence).toBeGreaterThanOrEqual(Confidence);
    }
    const confidences = labels.map(({ Confidence = 0 }) => Confidence);
    expect(confidences).toEqual(confidences.toSorted((a, b) => b - a));
    const sober = labels.filter(({ Name = '' }) => !Name.startsWith('Alcohol'));
    for (const { Confidence } of sober) expect(Confidence).toBeLessThan(50);
  });

  test('stops when it is aborted', async () => {
    const controller = new AbortController();
    const call = rekognition.detectModerationLabels({ Image: { Source: await samplePicture('sample5.jpg') } }, { abortSignal: controller.signal });
    controller.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  });
});
