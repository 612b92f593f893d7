import type * as FaceApi from '@vladmandic/face-api';
import type { Contender } from './contender.ts';

// As the package ships it: its threads are made from the text of a function, which a bundler's renaming breaks.
const file = '/peers/face-api/face-api.esm.js';
const faceapi = (await import(/* @vite-ignore */ file)) as typeof FaceApi;

interface WasmBackend {
  setWasmPaths(folder: string): void;
  setThreadsCount(count: number): void;
  setBackend(name: string): Promise<boolean>;
  getBackend(): string;
  ready(): Promise<void>;
}

const detector = (): FaceApi.SsdMobilenetv1Options => new faceapi.SsdMobilenetv1Options({ minConfidence: 0.5, maxResults: 100 });

/** @vladmandic/face-api: SSD MobileNet, 68 landmarks and descriptor, as its README proposes them for photos. */
export const contender: Contender = {
  load: async (threads) => {
    const tf = faceapi.tf as unknown as WasmBackend;
    tf.setWasmPaths('/peers/tfjs-wasm/');
    tf.setThreadsCount(threads);
    await tf.setBackend('wasm');
    await tf.ready();
    if (tf.getBackend() !== 'wasm') throw new Error(`face-api runs on ${tf.getBackend()}, not on wasm.`);
    await faceapi.nets.ssdMobilenetv1.loadFromUri('/peers/face-api-models');
    await faceapi.nets.faceLandmark68Net.loadFromUri('/peers/face-api-models');
    await faceapi.nets.faceRecognitionNet.loadFromUri('/peers/face-api-models');
  },
  workloads: {
    'SSD + landmarks': async ({ canvas }) => (await faceapi.detectAllFaces(canvas, detector()).withFaceLandmarks()).length,
    'SSD + landmarks + descriptor': async ({ canvas }) =>
      (await faceapi.detectAllFaces(canvas, detector()).withFaceLandmarks().withFaceDescriptors()).length,
    'compare two photos': async ({ canvas }, source) => {
      const known = await faceapi.detectSingleFace(source.canvas, detector()).withFaceLandmarks().withFaceDescriptor();
      if (known === undefined) throw new Error('face-api finds no face in the portrait to compare with.');
      const faces = await faceapi.detectAllFaces(canvas, detector()).withFaceLandmarks().withFaceDescriptors();
      for (const face of faces) faceapi.euclideanDistance(known.descriptor, face.descriptor);
      return faces.length;
    },
  },
};
