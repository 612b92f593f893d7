import type { Config, Human as HumanInstance } from '@vladmandic/human';
import type { HeldFrame } from '../../../src/media/video/video.ts';

// As the package ships it: its threads are made from the text of a function, which a bundler's renaming breaks.
const file = '/peers/human/human.esm.js';

/** What FaceDetection tells without attributes: place, landmarks and pose of every face. */
const config: Partial<Config> = {
  backend: 'wasm',
  wasmPath: '/peers/tfjs-wasm/',
  modelBasePath: '/peers/human-models/',
  warmup: 'none',
  // Its caching of results between frames that look alike would answer without computing.
  cacheSensitivity: 0,
  face: {
    enabled: true,
    // Its own defaults for video stay: the detector runs where the meshes of the frame before are lost, and after a while.
    detector: { maxDetected: 100 },
    mesh: { enabled: true },
    iris: { enabled: false },
    emotion: { enabled: false },
    description: { enabled: false },
  },
  body: { enabled: false },
  hand: { enabled: false },
  object: { enabled: false },
  gesture: { enabled: false },
  segmentation: { enabled: false },
};

/** Loads @vladmandic/human; the function tells how many faces it sees in a frame. */
export async function openHumanFaces(threads: number): Promise<(frame: HeldFrame) => Promise<number>> {
  const { Human } = (await import(/* @vite-ignore */ file)) as { readonly Human: typeof HumanInstance };
  const human = new Human(config);
  const tf = human.tf as unknown as { setThreadsCount(count: number): void; getBackend(): string };
  tf.setThreadsCount(threads);
  await human.load(config);
  if (tf.getBackend() !== 'wasm') throw new Error(`Human runs on ${tf.getBackend()}, not on wasm.`);
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) throw new Error('This browser gives no 2D context.');
  return async ({ picture: { bitmap, width, height } }) => {
    canvas.width = width;
    canvas.height = height;
    context.drawImage(bitmap, 0, 0);
    const result = await human.detect(canvas, config);
    if (result.error) throw new Error(`Human: ${result.error}`);
    return result.face.length;
  };
}
