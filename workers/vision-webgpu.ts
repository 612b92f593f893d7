import * as ort from 'onnxruntime-web/webgpu';
import { runtimeFiles } from '#runtime-files';
import { serveWorker } from '../src/runtime/worker-service.ts';
import { createVision } from '../src/vision/vision-service.ts';

serveWorker((settings, tell) => createVision(ort, 'webgpu', runtimeFiles.webgpu, settings, tell));
