import type Tesseract from 'tesseract.js';
import { Rekognition, type TextDetection } from '../../../src/index.ts';

/** A page as one of the readers has read it. */
export interface ReadPage {
  readonly text: string;
  /** From the encoded picture to the answer. */
  readonly milliseconds: number;
}

/** What the program outside asks of the page. */
export interface TextPage {
  /** Loads both readers and lets each read once. */
  readonly load: () => Promise<void>;
  /** Chooses a picture of ../shared/data, turned clockwise. */
  readonly choose: (path: string, quarterTurns: number) => Promise<{ readonly width: number; readonly height: number }>;
  readonly ours: () => Promise<ReadPage & { readonly detections: readonly TextDetection[] }>;
  readonly theirs: () => Promise<ReadPage>;
}

declare global {
  interface Window {
    textPage: TextPage;
  }
}

const threads = Number(new URLSearchParams(location.search).get('threads') ?? 1);
const rekognition = new Rekognition({ device: 'wasm', threads, maxWords: 10_000 });
// As the package ships it: its worker is a file of its own.
const peer = '/peers/tesseract/tesseract.esm.min.js';
let worker: Tesseract.Worker | undefined;
let chosen: Blob | undefined;

function picture(): Blob {
  if (!chosen) throw new Error('No picture is chosen.');
  return chosen;
}

async function ours(): Promise<ReadPage & { readonly detections: readonly TextDetection[] }> {
  const start = performance.now();
  const { TextDetections = [] } = await rekognition.detectText({ Image: { Source: picture() }, Filters: { WordFilter: { MinConfidence: 0 } } });
  const milliseconds = performance.now() - start;
  const lines = TextDetections.filter(({ Type }) => Type === 'LINE');
  return { text: lines.map(({ DetectedText }) => DetectedText).join('\n'), milliseconds, detections: TextDetections };
}

async function theirs(): Promise<ReadPage> {
  if (!worker) throw new Error('tesseract.js is not loaded.');
  const start = performance.now();
  const { data } = await worker.recognize(picture());
  return { text: data.text, milliseconds: performance.now() - start };
}

async function choose(path: string, quarterTurns: number): Promise<{ width: number; height: number }> {
  const response = await fetch(`/shared-data/${path}`);
  if (!response.ok) throw new Error(`../shared/data/${path} could not be read: ${response.status}`);
  const blob = await response.blob();
  const bitmap = await createImageBitmap(blob);
  const { width, height } = bitmap;
  if (quarterTurns === 0) {
    chosen = blob;
    return { width, height };
  }
  const sidesChange = quarterTurns % 2 === 1;
  const canvas = new OffscreenCanvas(sidesChange ? height : width, sidesChange ? width : height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gives no 2D context.');
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate((quarterTurns * Math.PI) / 2);
  context.drawImage(bitmap, -width / 2, -height / 2);
  chosen = await canvas.convertToBlob({ type: 'image/png' });
  return { width: canvas.width, height: canvas.height };
}

window.textPage = {
  async load() {
    const { createWorker } = ((await import(/* @vite-ignore */ peer)) as { default: typeof Tesseract }).default;
    worker = await createWorker('eng', 1, {
      workerPath: '/peers/tesseract/worker.min.js',
      corePath: '/peers/tesseract-core',
      langPath: '/peers/tesseract-english',
      workerBlobURL: false,
      cacheMethod: 'none',
    });
    await choose('ocr/tesseract_test/HelloGoogle.png', 0);
    await ours();
    await theirs();
  },
  choose,
  ours,
  theirs,
};
