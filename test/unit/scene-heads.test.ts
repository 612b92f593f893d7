import { describe, expect, it } from 'vitest';
import { modelFiles } from '#models';
import { classSum, sumClasses } from '../../models/heads/scenes/class-sums.ts';
import { conceptPlans } from '../../models/heads/scenes/concepts.ts';
import { probabilitiesOf, scoreHeldBack } from '../../models/heads/scenes/cross-validation.ts';
import { readLabelledPictures, type LabelledPicture } from '../../models/heads/scenes/labelled-pictures.ts';
import { conceptNames, predictScenes } from '../../models/heads/scenes/predict.ts';
import { verdictOn } from '../../models/heads/scenes/verdict.ts';
import { FOLDS } from '../../models/heads/training/folds.ts';
import { createNativeSessions } from '../../models/heads/training/native-sessions.ts';
import { readPixels } from '../../src/vision/pixel-reader.ts';
import { FEATURE_LENGTHS, viewPicture, type BackboneId, type BackboneView } from '../../src/vision/backbone/backbone.ts';
import type { PixelImage } from '../../src/vision/pixels.ts';
import { randomNumbers } from '../set-up/random-numbers.ts';

const backbones: readonly BackboneId[] = ['mobilenet-v2-imagenet', 'nsfw-mobilenet-v2-mid'];

describe('the heads for scenes and concepts', () => {
  it.each(backbones)('answer every concept of %s once, surest first', (backbone) => {
    const [one, other] = [predictScenes(drawnViews(backbone, 1), backbone), predictScenes(drawnViews(backbone, 2), backbone)];
    expect(one.map(({ name }) => name).toSorted()).toEqual(conceptNames(backbone).toSorted());
    expect(new Set(conceptNames(backbone)).size).toBe(conceptNames(backbone).length);
    const probabilities = one.map(({ probability }) => probability);
    expect(probabilities).toEqual(probabilities.toSorted((a, b) => b - a));
    for (const probability of probabilities) {
      expect(probability).toBeGreaterThanOrEqual(0);
      expect(probability).toBeLessThanOrEqual(1);
    }
    expect(one).not.toEqual(other);
  });

  it('know the concepts that DetectLabels promises, on the better backbone', () => {
    expect(conceptNames('mobilenet-v2-imagenet')).toEqual(
      expect.arrayContaining(['Outdoors', 'Indoors', 'Nature', 'Plant', 'Tree', 'Sky', 'Building', 'City', 'Snow', 'Clothing', 'Food', 'Document']),
    );
  });

  it('read both views alike', () => {
    const { squashed, middle } = drawnViews('mobilenet-v2-imagenet', 3);
    const exchanged = predictScenes({ squashed: middle, middle: squashed }, 'mobilenet-v2-imagenet');
    for (const [index, { name, probability }] of predictScenes({ squashed, middle }, 'mobilenet-v2-imagenet').entries()) {
      expect(exchanged[index]?.name).toBe(name);
      expect(exchanged[index]?.probability).toBeCloseTo(probability, 6);
    }
  });

  it.each(backbones)('refuse a feature that is not of %s', (backbone) => {
    const views = drawnViews(backbone, 4);
    const wrong: BackboneView = { ...views.middle, feature: new Float32Array(FEATURE_LENGTHS[backbone] + 1) };
    expect(() => predictScenes({ ...views, middle: wrong }, backbone)).toThrow(RangeError);
    expect(() => predictScenes({ ...views, squashed: wrong }, backbone)).toThrow(RangeError);
  });
});

describe.skipIf(!('mobilenet-v2-imagenet' in modelFiles))('the heads behind their backbone', () => {
  it('see a page as a document and no landscape', async () => {
    const said = await look(drawnPage());
    expect(said['Document']).toBeGreaterThan(0.55);
    expect(said['Outdoors']).toBeLessThan(0.55);
    expect(said['Food']).toBeLessThan(0.55);
  });

  it('see a meadow as green land and no room or page', async () => {
    const said = await look(drawnMeadow());
    const green = Math.max(said['Field'] ?? 0, said['Plant'] ?? 0, said['Grass'] ?? 0);
    expect(green).toBeGreaterThan(0.55);
    expect(said['Outdoors']).toBeGreaterThan(5 * (said['Indoors'] ?? 1));
    for (const name of ['Document', 'Food', 'Room', 'Building']) expect(said[name]).toBeLessThan(0.3);
  });
});

describe('their training', () => {
  it('has labels for known concepts only, and no picture twice', async () => {
    const pictures = await readLabelledPictures();
    expect(pictures.length).toBeGreaterThan(1000);
    expect(new Set(pictures.map(({ file }) => file)).size).toBe(pictures.length);
    const unused = conceptPlans.filter(({ name }) => !pictures.some(({ shows }) => shows(name) === true));
    expect(unused).toEqual([]);
  });

  it('never judges a picture by a head that has seen its scene', () => {
    // Each scene has a row of its own kind; only a head that has seen the scene could tell its answer.
    const random = randomNumbers(5);
    const samples = Array.from({ length: 200 }, (_, index) => {
      const scene = Math.floor(index / 4);
      const row = new Float32Array(50);
      row[scene] = 1;
      return { picture: pictureOf(`${index}.jpg`, `scene ${scene}`), answer: random() < 0.5, row, weight: 1 };
    }).map((sample, index, all) => ({ ...sample, answer: all[index - (index % 4)]?.answer ?? false }));
    const scores = scoreHeldBack(samples, 0.01);
    expect(scores).toHaveLength(samples.length);
    const foldOf = new Map(scores.map(({ held, fold }) => [held.picture.scene, fold]));
    for (const { held, fold } of scores) expect(fold).toBe(foldOf.get(held.picture.scene));
    expect(new Set(foldOf.values()).size).toBe(FOLDS);
    const right = probabilitiesOf(scores, 0.5).filter(({ answer, probability }) => probability > 0.5 === answer).length;
    expect(right / samples.length).toBeLessThan(0.7);
  });

  it('ships a head only when it is right at least every other time', () => {
    const judged = (truePositives: number, falsePositives: number) => [
      ...said(truePositives, true, 0.9), ...said(5, true, 0.1), ...said(falsePositives, false, 0.9), ...said(50, false, 0.1),
    ];
    expect(verdictOn(judged(20, 20))).toEqual({ shipped: true });
    expect(verdictOn(judged(20, 21))).toMatchObject({ shipped: false });
    expect(verdictOn(judged(1, 0))).toMatchObject({ shipped: false });
    expect(verdictOn([...said(9, true, 0.9), ...said(50, false, 0.1)])).toMatchObject({ shipped: false });
  });

  it('sums classes behind the background class, over both views', () => {
    const view = (at: number): BackboneView => ({ feature: new Float32Array(1280), probabilities: new Float32Array(1001).fill(0.5, at, at + 1) });
    expect(classSum(sumClasses['Beach'] ?? [], { squashed: view(978), middle: view(979) })).toBeCloseTo(0.5);
    expect(classSum(sumClasses['Beach'] ?? [], { squashed: view(977), middle: view(980) })).toBe(0);
  });
});

async function look(image: PixelImage): Promise<Readonly<Record<string, number>>> {
  const views = await viewPicture(createNativeSessions(), readPixels(image), 'mobilenet-v2-imagenet');
  return Object.fromEntries(predictScenes(views, 'mobilenet-v2-imagenet').map(({ name, probability }) => [name, probability]));
}

function drawnViews(backbone: BackboneId, seed: number): { readonly squashed: BackboneView; readonly middle: BackboneView } {
  const random = randomNumbers(seed);
  const view = (): BackboneView => ({
    feature: Float32Array.from({ length: FEATURE_LENGTHS[backbone] }, () => 6 * random() ** 4),
    probabilities: new Float32Array(1),
  });
  return { squashed: view(), middle: view() };
}

function pictureOf(file: string, scene: string): LabelledPicture {
  return { file, scene, shows: () => undefined };
}

function said(count: number, answer: boolean, probability: number) {
  return Array.from({ length: count }, (_, index) => ({ picture: pictureOf('', `${answer} ${probability} ${index}`), answer, probability }));
}

/** Lines of dark marks on white. */
function drawnPage(): PixelImage {
  const random = randomNumbers(6);
  const inks = Array.from({ length: 4000 }, () => random() < 0.55);
  return drawn(480, 640, (x, y) => {
    const isText = x > 50 && x < 430 && y > 60 && y < 580 && y % 16 < 9 && x % 36 < 30;
    const ink = isText && inks[(Math.floor(y / 16) * 61 + Math.floor(x / 3) * 7 + Math.floor((y % 16) / 3)) % inks.length] === true;
    return ink ? [25, 25, 25] : [252, 252, 250];
  });
}

/** Blue that pales towards the horizon, white clouds, green below. */
function drawnMeadow(): PixelImage {
  const random = randomNumbers(8);
  const grain = Array.from({ length: 9973 }, () => random());
  return drawn(640, 480, (x, y) => {
    if (y > 300) {
      const shade = 0.55 + 0.45 * (grain[(x * 31 + y * 173) % grain.length] ?? 0);
      return [95 * shade, 160 * shade, 50 * shade];
    }
    const cloud = Math.max(0, Math.sin(x / 70 + Math.sin(y / 40)) * Math.sin(y / 45 + x / 210) - 0.35);
    return [70 + y / 3 + cloud * 200, 130 + y / 4 + cloud * 130, 215 + y / 12 + cloud * 40];
  });
}

function drawn(width: number, height: number, colourAt: (x: number, y: number) => readonly [number, number, number]): PixelImage {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set([...colourAt(x, y), 255], (y * width + x) * 4);
  return { data, width, height };
}
