import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { InternalServerError, type ProgressEvent } from '../../../src/index.ts';
import { chooseDevice, GOLDEN_ANSWER } from '../../../src/runtime/device.ts';
import { openRuntime } from '../../../src/runtime/runtime.ts';

const right = (): Promise<readonly number[]> => Promise.resolve(GOLDEN_ANSWER);
const webGpuExists = (await navigator.gpu?.requestAdapter()) !== null && navigator.gpu !== undefined;

beforeEach(() => localStorage.clear());
afterEach(() => localStorage.clear());

test('WASM gives the golden answer', async () => {
  const runtime = openRuntime({ device: 'wasm' }, () => Promise.reject(new Error('no buckets')));
  const answer = await runtime.context(new AbortController().signal, 'test').vision.probe();
  await runtime.close();
  expect(answer).toHaveLength(GOLDEN_ANSWER.length);
  answer.forEach((value, index) => expect(value).toBeCloseTo(GOLDEN_ANSWER[index] ?? Number.NaN, 4));
});

describe.skipIf(!webGpuExists)('the choice of a device (left out where the browser has no WebGPU)', () => {
  test('falls to WebGPU when it answers rightly, and is remembered', async () => {
    expect(await chooseDevice('webgpu', right)).toMatchObject({ device: 'webgpu' });
    const again = await chooseDevice('webgpu', () => Promise.reject(new Error('not asked again')));
    expect(again).toMatchObject({ device: 'webgpu', reason: expect.stringContaining('found right before') });
  });

  test.each([
    ['answers wrongly', () => Promise.resolve(GOLDEN_ANSWER.map((value) => value + 0.1)), /answered wrongly/],
    ['answers nothing', () => Promise.resolve([]), /answered wrongly/],
    ['fails', () => Promise.reject(new Error('device lost')), /failed: device lost/],
  ])('falls to WASM, with a sentence, when WebGPU %s', async (_, probe, reason) => {
    const chosen = await chooseDevice('webgpu', probe);
    expect(chosen.device).toBe('wasm');
    expect(chosen.reason).toMatch(reason);
  });

  test('leaves WebGPU alone when it exists only in software, unless it is asked for', async () => {
    const chosen = await chooseDevice('auto', () => Promise.reject(new Error('not asked')));
    expect(chosen).toEqual({ device: 'wasm', reason: 'WASM, because WebGPU exists only in software here.' });
  });

  test('WebGPU computes what WASM computes', { timeout: 400_000 }, async () => {
    const told: ProgressEvent[] = [];
    const runtime = openRuntime({ device: 'webgpu', onProgress: (event) => told.push(event) }, () => Promise.reject(new Error('no buckets')));
    const answer = await runtime.context(new AbortController().signal, 'test').vision.probe();
    await runtime.close();
    expect(told.find(({ kind }) => kind === 'device')?.message).toMatch(/WebGPU on .* rightly/);
    answer.forEach((value, index) => expect(value).toBeCloseTo(GOLDEN_ANSWER[index] ?? Number.NaN, 2));
  });
});

/** Starts workers on WebGPU so that the test can take their graphics device away, as a crashed driver does. */
class WorkerWithFragileDevice extends Worker {
  constructor(url: string | URL, options?: WorkerOptions) {
    const patch = `
      const { requestDevice } = GPUAdapter.prototype;
      GPUAdapter.prototype.requestDevice = async function (...parameters) {
        const device = await requestDevice.apply(this, parameters);
        new BroadcastChannel('lose the graphics device').onmessage = () => device.destroy();
        return device;
      };`;
    const moduleOf = (script: string): string => URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
    const isOnGpu = String(url).includes('vision-webgpu');
    super(isOnGpu ? moduleOf(`import '${moduleOf(patch)}'; import '${new URL(url, location.href).href}';`) : url, options);
  }
}

test.skipIf(!webGpuExists)('a graphics device that is lost in the middle of a call is told, and the next call goes on without it', async () => {
  const adapter = await navigator.gpu.requestAdapter();
  const { vendor = '', architecture = '', description = '' } = adapter?.info ?? {};
  const card = [vendor, architecture, description].filter(Boolean).join(' ');
  localStorage.setItem('pagesight-webgpu-verdict-v1', `${card} ${navigator.userAgent}\nright`);
  vi.stubGlobal('Worker', WorkerWithFragileDevice);
  const told: string[] = [];
  const onProgress = ({ kind, message }: ProgressEvent): void => void (kind === 'device' && told.push(message));
  const runtime = openRuntime({ device: 'webgpu', onProgress }, () => Promise.reject(new Error('no buckets')));
  try {
    const { vision } = runtime.context(new AbortController().signal, 'test');
    await vision.faceDetector();
    const call = vision.probe().catch((error: unknown) => error);
    new BroadcastChannel('lose the graphics device').postMessage('now');
    const failure = await call;
    expect(failure).toBeInstanceOf(InternalServerError);
    expect((failure as Error).message).toMatch(/graphics device was lost.*Call again/);
    // What a browser does whose graphics process has crashed too often.
    vi.spyOn(navigator.gpu, 'requestAdapter').mockResolvedValue(null);
    const answer = await vision.probe();
    answer.forEach((value, index) => expect(value).toBeCloseTo(GOLDEN_ANSWER[index] ?? Number.NaN, 4));
    expect(told).toEqual([expect.stringMatching(/^WebGPU on/), expect.stringMatching(/^WASM instead of WebGPU/)]);
  } finally {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
    await runtime.close();
  }
});

test('WASM can be asked for', async () => {
  const chosen = await chooseDevice('wasm', right);
  expect(chosen).toEqual({ device: 'wasm', reason: 'WASM was asked for.' });
});
