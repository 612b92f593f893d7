import type Tesseract from 'tesseract.js';
import type { Contender } from './contender.ts';

// As the package ships it: it starts its worker from a file beside it.
const file = '/peers/tesseract/tesseract.esm.min.js';
const { createWorker } = ((await import(/* @vite-ignore */ file)) as { readonly default: typeof Tesseract }).default;

let worker: Tesseract.Worker | undefined;

/** tesseract.js with its LSTM engine and its own English data; it has one thread. */
export const contender: Contender = {
  load: async () => {
    worker = await createWorker('eng', 1, {
      workerPath: '/peers/tesseract/worker.min.js',
      corePath: '/peers/tesseract-core',
      langPath: '/peers/tesseract-data/4.0.0_best_int',
    });
  },
  workloads: {
    recognize: async ({ canvas }) => {
      if (worker === undefined) throw new Error('tesseract.js is not loaded.');
      const { data } = await worker.recognize(canvas);
      return data.text.split(/\s+/).filter((word) => word !== '').length;
    },
  },
};
