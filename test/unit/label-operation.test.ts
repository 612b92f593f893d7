import { describe, expect, it, vi } from 'vitest';
import type { OperationContext } from '../../src/operations/context.ts';
import { labelModelVersion } from '../../src/operations/label-model-version.ts';
import { detectLabels } from '../../src/operations/labels.ts';
import type { DetectLabelsRequest, Label } from '../../src/shapes/labels.ts';
import type { SeenPicture } from '../../src/vision/labels/seen-picture.ts';
import { randomNumbers } from '../set-up/random-numbers.ts';

const box = { left: 20, top: 10, width: 100, height: 50 };
const DOG = 16;
const CAR = 2;

const nothing: SeenPicture = { objects: [], people: [], faces: [], concepts: [] };

/** Asks DetectLabels of a picture of 200 x 100 pixels in which this was seen. */
async function ask(seen: Partial<SeenPicture>, request: Partial<DetectLabelsRequest> = {}, models: readonly string[] = ['yolox-nano', 'mobilenet-v2-imagenet']) {
  const seePicture = vi.fn((_picture: unknown, _request: unknown) => Promise.resolve({ ...nothing, ...seen }));
  const openPicture = vi.fn(() => Promise.resolve({ width: 200, height: 100 }));
  const context = { openPicture, vision: { seePicture, labelModels: () => Promise.resolve(models) } } as unknown as OperationContext;
  const response = await detectLabels({ Image: { Bytes: new Uint8Array(1) }, ...request }, context);
  const labels = response.Labels ?? [];
  return { response, labels, names: labels.map(({ Name }) => Name), asked: seePicture.mock.calls[0]?.[1], openPicture, label: (name: string): Label | undefined => labels.find(({ Name }) => Name === name) };
}

const objects = (...seen: readonly (readonly [number, number])[]): SeenPicture['objects'] => seen.map(([kind, probability]) => ({ kind, probability, box: { ...box } }));

describe('DetectLabels', () => {
  it('tells an object with its box and every ancestor as a label of its own, as sure as the surest below it', async () => {
    const { label, names } = await ask({ objects: objects([DOG, 0.9], [CAR, 0.7], [CAR, 0.6]) });
    expect(names).toEqual(['Animal', 'Canine', 'Dog', 'Mammal', 'Pet', 'Car', 'Transportation', 'Vehicle']);
    expect(label('Dog')).toEqual({
      Name: 'Dog',
      Confidence: 90,
      Instances: [{ BoundingBox: { Left: 0.1, Top: 0.1, Width: 0.5, Height: 0.5 }, Confidence: 90 }],
      Parents: [{ Name: 'Animal' }, { Name: 'Canine' }, { Name: 'Mammal' }, { Name: 'Pet' }],
      Aliases: [],
      Categories: [{ Name: 'Animals and Pets' }],
    });
    expect(label('Car')?.Instances?.map(({ Confidence }) => Confidence)).toEqual([70, 60]);
    expect(label('Car')?.Aliases).toEqual([{ Name: 'Automobile' }]);
    expect(label('Vehicle')).toMatchObject({ Confidence: 70, Instances: [] });
  });

  it('keeps what is 55 sure, or as sure as asked, the bar itself included, in boxes too', async () => {
    const seen = { objects: objects([CAR, 0.55], [DOG, 0.549], [CAR, 0.2]) };
    expect((await ask(seen)).names).toEqual(['Car', 'Transportation', 'Vehicle']);
    expect((await ask(seen)).label('Car')?.Instances).toHaveLength(1);
    expect((await ask(seen, { MinConfidence: 0 })).label('Car')?.Instances).toHaveLength(2);
    expect((await ask(seen, { MinConfidence: 56 })).names).toEqual([]);
  });

  it('keeps the surest when fewer are asked for; 0 counts as not given', async () => {
    const seen = { objects: objects([DOG, 0.9], [CAR, 0.7]) };
    expect((await ask(seen, { MaxLabels: 2 })).names).toEqual(['Animal', 'Canine']);
    expect((await ask(seen, { MaxLabels: 0 })).names).toHaveLength(8);
  });

  it('never tells a label less surely than one below it, whatever is seen, and always all its parents', async () => {
    const random = randomNumbers(7);
    for (let round = 0; round < 60; round++) {
      const sparse = Float32Array.from({ length: 1000 }, () => random() ** 60);
      const total = sparse.reduce((sum, value) => sum + value, 0);
      const seen = {
        objects: objects(...Array.from({ length: 5 }, () => [1 + Math.floor(random() * 79), random()] as const)),
        classes: sparse.map((value) => value / total),
        concepts: [{ name: 'Beach', probability: random() }],
      };
      const { labels, label } = await ask(seen, { MinConfidence: 20 });
      for (const { Name, Confidence = 0, Parents = [] } of labels) {
        for (const parent of Parents) expect(label(parent.Name ?? '')?.Confidence, `${Name} < ${parent.Name}`).toBeGreaterThanOrEqual(Confidence);
      }
      expect(labels.map(({ Confidence = 0 }) => Confidence)).toEqual(labels.map(({ Confidence = 0 }) => Confidence).toSorted((a, b) => b - a));
    }
  });

  it('tells grown-ups and their gender only from surely judged faces, with the box of the person', async () => {
    const face = (female: number, low: number, high: number): SeenPicture['faces'][number] => ({
      box,
      confidence: 0.95,
      attributes: {
        age: { low, high }, female, smile: 0.9, eyeglasses: 0.1, sunglasses: 0, beard: 0, mustache: 0, eyesOpen: 1, mouthOpen: 0,
        expressions: { neutral: 0.1, happy: 0.9, sad: 0, angry: 0, fearful: 0, disgusted: 0, surprised: 0 },
      },
    });
    const person = { box, probability: 0.97, face: 0 };
    const woman = await ask({ people: [person], faces: [face(0.98, 30, 40)] });
    expect(woman.names).toEqual(expect.arrayContaining(['Person', 'Adult', 'Female', 'Woman', 'Face', 'Head', 'Smile', 'Happy', 'Portrait']));
    expect(woman.names).not.toContain('Man');
    expect(woman.label('Woman')?.Instances).toHaveLength(1);
    const unsure = await ask({ people: [person], faces: [face(0.6, 30, 40)] });
    expect(unsure.names).toContain('Adult');
    expect(unsure.names).not.toContain('Female');
    const child = await ask({ people: [person], faces: [face(0.98, 5, 11)] });
    expect(child.names).not.toContain('Adult');
    expect(child.names).not.toContain('Woman');
  });

  it('calls two people people, and eight a crowd', async () => {
    const people = (count: number): SeenPicture['people'] => Array.from({ length: count }, () => ({ box, probability: 0.9 }));
    expect((await ask({ people: people(1) })).names).toEqual(['Person']);
    expect((await ask({ people: people(2) })).names).toEqual(['Person', 'People']);
    const eight = await ask({ people: people(8) });
    expect(eight.names).toEqual(['Person', 'People', 'Crowd']);
    expect(eight.label('Person')?.Instances).toHaveLength(8);
  });

  it('filters by name and category', async () => {
    const seen = { objects: objects([DOG, 0.9], [CAR, 0.7]) };
    const names = async (GeneralLabels: NonNullable<DetectLabelsRequest['Settings']>['GeneralLabels']) => (await ask(seen, { Settings: { GeneralLabels } })).names;
    expect(await names({ LabelInclusionFilters: ['Dog', 'Vehicle', 'Cat'] })).toEqual(['Dog', 'Vehicle']);
    expect(await names({ LabelExclusionFilters: ['Dog'], LabelCategoryInclusionFilters: ['Animals and Pets'] })).toEqual(['Animal', 'Canine', 'Mammal', 'Pet']);
    expect(await names({ LabelCategoryExclusionFilters: ['Animals and Pets', 'Transport and Logistics'] })).toEqual(['Car', 'Vehicle']);
    expect(await names({ LabelInclusionFilters: ['dog'] })).toEqual([]);
    expect(await names({})).toHaveLength(8);
  });

  it.each([
    [{ Settings: { GeneralLabels: { LabelInclusionFilters: ['Dog'], LabelExclusionFilters: ['Dog'] } } }, 'LabelInclusionFilters'],
    [{ Settings: { ImageProperties: { MaxDominantColors: 3 } } }, 'IMAGE_PROPERTIES'],
    [{ Features: ['IMAGE_PROPERTIES'], Settings: { GeneralLabels: {} } }, 'GENERAL_LABELS'],
  ] satisfies readonly (readonly [Partial<DetectLabelsRequest>, string])[])('refuses %j before it decodes the picture', async (request, word) => {
    const openPicture = vi.fn();
    const call = detectLabels({ Image: { Bytes: new Uint8Array(1) }, ...request }, { openPicture } as unknown as OperationContext);
    await expect(call).rejects.toMatchObject({ name: 'InvalidParameterException', message: expect.stringContaining(word) });
    expect(openPicture).not.toHaveBeenCalled();
  });

  it('tells colours and quality when asked, of boxes too', async () => {
    const colors = [{ red: 255, green: 0, blue: 0, share: 0.75 }];
    const area = { quality: { brightness: 40, sharpness: 60, contrast: 20 }, colors };
    // The second box is not probable enough for its colours to be told.
    const seen = { objects: objects([CAR, 0.2], [DOG, 0.9]), properties: { ...area, foreground: area, boxColors: [colors] } };
    const { response, asked, label } = await ask(seen, { Features: ['GENERAL_LABELS', 'IMAGE_PROPERTIES'], Settings: { ImageProperties: { MaxDominantColors: 3 } } });
    expect(asked).toEqual({ labels: true, properties: { maxColors: 3, boxesFrom: 0.55 } });
    const red = { Red: 255, Green: 0, Blue: 0, HexCode: '#ff0000', CSSColor: 'red', SimplifiedColor: 'red', PixelPercent: 75 };
    const members = { Quality: { Brightness: 40, Sharpness: 60, Contrast: 20 }, DominantColors: [red] };
    expect(response.ImageProperties).toEqual({ ...members, Foreground: members });
    expect(label('Dog')?.Instances?.[0]?.DominantColors).toEqual([red]);
    const alone = await ask(seen, { Features: ['IMAGE_PROPERTIES'] });
    expect(alone.asked).toEqual({ labels: false, properties: { maxColors: 10 } });
    expect(alone.names).toEqual([]);
    expect((await ask({}, {})).response).not.toHaveProperty('ImageProperties');
  });

  it('says in its version what a build lacks', () => {
    expect(labelModelVersion(['yolox-nano', 'mobilenet-v2-imagenet'])).toBe('1.1');
    expect(labelModelVersion(['centernet', 'nsfw-mobilenet-v2-mid'])).toBe('1.1-without-yolox-nano-and-mobilenet-v2-imagenet');
  });
});
