import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ModelId } from '../../models/manifest.ts';
import type { Peer } from './convert-peers.ts';
import { compareWithPeer, declarationOf, openGraphModel, packageFolder, startTensorflow } from './convert-peers.ts';

const TOLERANCE = 1e-5;

const peers: readonly { readonly id: ModelId; readonly open: () => Promise<Peer> }[] = [
  {
    id: 'blazeface',
    open: () => openGraphModel(declarationOf('blazeface'), { all_scores: ['Identity', 'Identity_1'], all_boxes: ['Identity_2', 'Identity_3'] }),
  },
  { id: 'facemesh', open: () => openGraphModel(declarationOf('facemesh')) },
  { id: 'iris', open: () => openGraphModel(declarationOf('iris')) },
  { id: 'faceres', open: () => openGraphModel(declarationOf('faceres')) },
  { id: 'face-expression', open: () => openFaceApi('faceExpressionNet', 'expressions') },
  { id: 'face-recognition', open: () => openFaceApi('faceRecognitionNet', 'embedding') },
  { id: 'face-landmarks-68', open: () => openFaceApi('faceLandmark68Net', 'points') },
];

beforeAll(startTensorflow);

describe.each(peers)('$id', ({ id, open }) => {
  test('answers like TensorFlow.js on the same weights, alone and in a batch', { timeout: 60_000 }, async () => {
    const differences = await compareWithPeer(declarationOf(id), await open());
    console.log(id, differences);
    for (const [name, difference] of Object.entries(differences)) expect(difference, name).toBeLessThan(TOLERANCE);
  });
});

interface FaceApiNet {
  loadFromDisk(folder: string): Promise<void>;
  forward(pixels: tf.Tensor4D): Promise<tf.Tensor>;
}

/** face-api's own code, in its build that shares this process's TensorFlow.js. It takes raw pixels. */
async function openFaceApi(network: string, output: string): Promise<Peer> {
  const folder = packageFolder(declarationOf('face-recognition'));
  const { nets } = createRequire(import.meta.url)(join(folder, 'dist/face-api.node-wasm.js')) as { nets: Record<string, FaceApiNet> };
  const net = nets[network];
  if (!net) throw new Error(`face-api has no ${network}.`);
  await net.loadFromDisk(join(folder, 'model'));
  return async ({ width, height, data }) => {
    const input = tf.tensor4d(data, [1, height, width, 3]);
    const answer = await net.forward(input);
    const values = Float32Array.from(answer.dataSync());
    tf.dispose([input, answer]);
    return { [output]: values };
  };
}
