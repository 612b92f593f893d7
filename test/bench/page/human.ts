import type { Config, Human as HumanInstance } from '@vladmandic/human';
import type { Contender, Photo } from './contender.ts';

// As the package ships it: its threads are made from the text of a function, which a bundler's renaming breaks.
const file = '/peers/human/human.esm.js';
const { Human } = (await import(/* @vite-ignore */ file)) as { readonly Human: typeof HumanInstance };

type FaceParts = { readonly objects?: boolean; readonly mesh: boolean; readonly iris: boolean; readonly emotion: boolean; readonly description: boolean };

function only({ mesh, iris, emotion, description, objects = false }: FaceParts): Partial<Config> {
  return {
    backend: 'wasm',
    wasmPath: '/peers/tfjs-wasm/',
    modelBasePath: '/peers/human-models/',
    warmup: 'none',
    // Its caching of results between video frames would answer every repetition without computing.
    cacheSensitivity: 0,
    face: {
      enabled: !objects,
      detector: { maxDetected: 100, skipFrames: 0, skipTime: 0 },
      mesh: { enabled: mesh },
      iris: { enabled: iris },
      emotion: { enabled: emotion, skipFrames: 0, skipTime: 0 },
      description: { enabled: description, skipFrames: 0, skipTime: 0 },
    },
    body: { enabled: false },
    hand: { enabled: false },
    object: { enabled: objects, skipFrames: 0, skipTime: 0 },
    gesture: { enabled: false },
    segmentation: { enabled: false },
  };
}

const everything = only({ mesh: true, iris: true, emotion: true, description: true });
const meshAndIris = only({ mesh: true, iris: true, emotion: false, description: false });
const described = only({ mesh: true, iris: false, emotion: false, description: true });
const objects = only({ mesh: false, iris: false, emotion: false, description: false, objects: true });

let human: HumanInstance | undefined;

async function faces(photo: Photo, config: Partial<Config>): ReturnType<HumanInstance['detect']> {
  if (human === undefined) throw new Error('Human is not loaded.');
  const result = await human.detect(photo.canvas, config);
  if (result.error) throw new Error(`Human: ${result.error}`);
  return result;
}

/** @vladmandic/human: BlazeFace, mesh, iris, emotion and description, or objects by CenterNet; every other sense off. */
export const contender: Contender = {
  load: async (threads) => {
    human = new Human(everything);
    (human.tf as unknown as { setThreadsCount(count: number): void }).setThreadsCount(threads);
    await human.load(everything);
    const backend = (human.tf as unknown as { getBackend(): string }).getBackend();
    if (backend !== 'wasm') throw new Error(`Human runs on ${backend}, not on wasm.`);
  },
  workloads: {
    'mesh + iris': async (photo) => (await faces(photo, meshAndIris)).face.length,
    'mesh + iris + emotion + description': async (photo) => (await faces(photo, everything)).face.length,
    'mesh + description': async (photo) => (await faces(photo, described)).face.length,
    objects: async (photo) => (await faces(photo, objects)).object.length,
    'compare two photos': async (photo, source) => {
      const [known] = (await faces(source, described)).face;
      if (known?.embedding === undefined) throw new Error('Human finds no face in the portrait to compare with.');
      const found = (await faces(photo, described)).face;
      for (const face of found) human?.match.similarity(known.embedding, face.embedding ?? []);
      return found.length;
    },
  },
};
