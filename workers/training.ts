// Entry of the worker that trains heads. It alone holds tfjs, and it is started by training only.
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { serveWorker } from '../src/runtime/worker-service.ts';
import { trainDetection } from '../src/training/train-detection.ts';
import { trainHead } from '../src/training/train-head.ts';
import type { EpochEvent, TrainingCalls } from '../src/training/training-calls.ts';

// One backend for everybody: the same data then give the same numbers on every machine, and heads are small.
serveWorker<TrainingCalls, EpochEvent>(async (_settings, tell) => {
  await tf.setBackend('cpu');
  return {
    trainHead: (signal, examples, from) => trainHead(tf, examples, from, tell, signal),
    trainDetection: (signal, examples, from) => trainDetection(tf, examples, from, tell, signal),
  };
});
