import * as ort from 'onnxruntime-web/webgpu';
import { runtimeFiles } from '#runtime-files';
import { serveWorker } from '../src/runtime/worker-service.ts';
import { createVision } from '../src/vision/vision-service.ts';

serveWorker(async (settings, tell) => {
  const device = await openDevice();
  ort.env.webgpu.device = device;
  void device.lost.then(({ message }) => {
    // Outside of any call, so that the host replaces this worker instead of waiting for one that cannot compute any more.
    setTimeout(() => {
      throw new Error(`The graphics device was lost (${message || 'no reason given'})`);
    });
  });
  return createVision(ort, 'webgpu', runtimeFiles.webgpu, settings, tell);
});

async function openDevice(): Promise<GPUDevice> {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('This browser offers no graphics device');
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  const requiredFeatures: GPUFeatureName[] = adapter.features.has('shader-f16') ? ['shader-f16'] : [];
  return adapter.requestDevice({ requiredFeatures, requiredLimits: { maxBufferSize, maxStorageBufferBindingSize } });
}
