import * as ort from 'onnxruntime-web/wasm';
import { runtimeFiles } from '#runtime-files';
import { serveWorker } from '../src/runtime/worker-service.ts';
import { createVision } from '../src/vision/vision-service.ts';

serveWorker((settings, tell) => createVision(ort, 'wasm', runtimeFiles.wasm, settings, tell));
