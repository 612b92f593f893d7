import { beforeAll, describe, expect, test } from 'vitest';
import type { ModelId } from '../../models/manifest.ts';
import { compareWithPeer, declarationOf, openGraphModel, openLayersModel, startTensorflow } from './convert-peers.ts';

const TOLERANCE = 1e-4;

const graphModels: readonly ModelId[] = ['nsfw-mobilenet-v2-mid', 'centernet', 'movenet-lightning', 'handlandmark-lite', 'handtrack'];

beforeAll(startTensorflow);

describe.each(graphModels)('%s', (id) => {
  test('answers like TensorFlow.js on the same weights', { timeout: 60_000 }, async () => {
    const declaration = declarationOf(id);
    const differences = await compareWithPeer(declaration, await openGraphModel(declaration));
    console.log(id, differences);
    for (const [name, difference] of Object.entries(differences)) expect(difference, name).toBeLessThan(TOLERANCE);
  });
});

describe('nsfw-mobilenet-v2', () => {
  test('answers like TensorFlow.js on the same weights', { timeout: 60_000 }, async () => {
    const declaration = declarationOf('nsfw-mobilenet-v2');
    const differences = await compareWithPeer(declaration, await openLayersModel(declaration));
    console.log('nsfw-mobilenet-v2', differences);
    for (const [name, difference] of Object.entries(differences)) expect(difference, name).toBeLessThan(TOLERANCE);
  });
});
