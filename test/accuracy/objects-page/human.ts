import type { Config, Human as HumanInstance } from '@vladmandic/human';
import type { FoundObject } from '../object-measures.ts';

// As the package ships it: its threads are made from the text of a function, which a bundler's renaming breaks.
const file = '/peers/human/human.esm.js';

/** How Human is asked. */
export interface HumanSettings {
  /** Its own default is 10. */
  readonly maxDetected: number;
  /** Its own default is 0.2. */
  readonly minConfidence: number;
}

const config: Partial<Config> = {
  backend: 'wasm',
  wasmPath: '/peers/tfjs-wasm/',
  modelBasePath: '/peers/human-models/',
  warmup: 'none',
  // Its caching of results between video frames would answer without computing.
  cacheSensitivity: 0,
  face: { enabled: false },
  body: { enabled: false },
  hand: { enabled: false },
  object: { enabled: true, skipFrames: 0, skipTime: 0 },
  gesture: { enabled: false },
  segmentation: { enabled: false },
};

let human: HumanInstance | undefined;

/** Loads @vladmandic/human with its object detector alone. */
export async function loadHuman(threads: number): Promise<void> {
  const { Human } = (await import(/* @vite-ignore */ file)) as { readonly Human: typeof HumanInstance };
  human = new Human(config);
  (human.tf as unknown as { setThreadsCount(count: number): void }).setThreadsCount(threads);
  await human.load(config);
}

/** Its objects in pixels. */
export async function humanObjects(canvas: HTMLCanvasElement, settings: HumanSettings): Promise<FoundObject[]> {
  if (!human) throw new Error('Human is not loaded.');
  const result = await human.detect(canvas, { ...config, object: { ...config.object, ...settings } });
  if (result.error) throw new Error(`Human: ${result.error}`);
  return result.object.map(({ class: kind, score, box: [left, top, width, height] }) => ({ kind, score, box: { left, top, width, height } }));
}
