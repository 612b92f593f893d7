import { Rekognition, type Label } from '../../../src/index.ts';
import { openRuntime } from '../../../src/runtime/runtime.ts';
import type { FoundObject } from '../object-measures.ts';
import { humanObjects, loadHuman, type HumanSettings } from './human.ts';

/** What one of the two has found in a picture. */
export interface Finds {
  readonly found: readonly FoundObject[];
  /** From the decoded picture to the answer. */
  readonly milliseconds: number;
}

/** What the program outside asks of the page. */
export interface ObjectsPage {
  readonly loadHuman: () => Promise<void>;
  /** Decodes a picture of ../shared/data. */
  readonly choose: (path: string) => Promise<{ readonly width: number; readonly height: number }>;
  /** Objects and people of the library, with probabilities. */
  readonly ours: () => Promise<Finds>;
  readonly humans: (settings: HumanSettings) => Promise<Finds>;
  /** The answer of DetectLabels. */
  readonly labels: () => Promise<{ readonly labels: readonly Label[]; readonly milliseconds: number; readonly version: string }>;
}

declare global {
  interface Window {
    objectsPage: ObjectsPage;
  }
}

const threads = Number(new URLSearchParams(location.search).get('threads') ?? 1);
const runtime = openRuntime({ device: 'wasm', threads }, () => Promise.reject(new Error('There are no buckets here.')));
const context = runtime.context(new AbortController().signal, 'accuracy');
const rekognition = new Rekognition({ device: 'wasm', threads });
const PERSON_KIND = 0;
let chosen: HTMLCanvasElement | undefined;

function canvas(): HTMLCanvasElement {
  if (!chosen) throw new Error('No picture is chosen.');
  return chosen;
}

window.objectsPage = {
  loadHuman: () => loadHuman(threads),
  async choose(path) {
    const response = await fetch(`/shared-data/${path}`);
    if (!response.ok) throw new Error(`../shared/data/${path} could not be read: ${response.status}`);
    const bitmap = await createImageBitmap(await response.blob());
    chosen = document.createElement('canvas');
    chosen.width = bitmap.width;
    chosen.height = bitmap.height;
    chosen.getContext('2d')?.drawImage(bitmap, 0, 0);
    return { width: bitmap.width, height: bitmap.height };
  },
  async ours() {
    const start = performance.now();
    const picture = await context.openPicture({ Source: canvas() });
    const { objects, people } = await context.vision.seePicture(picture, { labels: false });
    const milliseconds = performance.now() - start;
    const persons = people.map(({ box, probability }) => ({ box, score: probability, kind: PERSON_KIND }));
    return { found: [...objects.map(({ box, probability, kind }) => ({ box, kind, score: probability })), ...persons], milliseconds };
  },
  async humans(settings) {
    const start = performance.now();
    const found = await humanObjects(canvas(), settings);
    return { found, milliseconds: performance.now() - start };
  },
  async labels() {
    const start = performance.now();
    const { Labels = [], LabelModelVersion = '' } = await rekognition.detectLabels({ Image: { Source: canvas() } });
    return { labels: Labels, milliseconds: performance.now() - start, version: LabelModelVersion };
  },
};
