import type { Device } from '../config.ts';

/** Where models run, and why, in a sentence for a person. */
export interface ChosenDevice {
  readonly device: 'wasm' | 'webgpu';
  readonly reason: string;
}

/** Finds out what WebGPU answers to the golden input: starts a worker, asks it and ends it again. */
export type WebGpuProbe = () => Promise<readonly number[]>;

/**
 * What `face-expression` answers to the golden input, computed by the WASM runtime; test/browser/runtime/device.test.ts
 * computes it again and compares.
 */
export const GOLDEN_ANSWER: readonly number[] = [0.0274996, 0.0621086, 0.8667186, 0.006445, 0.0114595, 0.0000138, 0.0257552];

/** Half precision on a GPU differs from WASM by less than this; a broken driver by far more. */
const GOLDEN_TOLERANCE = 0.02;
/** A driver that has not answered by now hangs; whoever asks for WebGPU by name is given time for a slow one. */
const PROBE_MILLISECONDS = { auto: 20_000, webgpu: 120_000 } as const;
const VERDICT_KEY = 'pagesight-webgpu-verdict-v1';

/** Chooses the device once; a good WebGPU verdict is remembered for this graphics card and browser. */
export async function chooseDevice(wanted: Device, probe: WebGpuProbe): Promise<ChosenDevice> {
  if (wanted === 'wasm') return { device: 'wasm', reason: 'WASM was asked for.' };
  const card = await graphicsCard();
  if (!card) return onWasm(wanted, 'this browser offers no WebGPU');
  if (card.software && wanted === 'auto') return onWasm(wanted, 'WebGPU exists only in software here');
  const remembered = recallVerdict(card.name);
  if (remembered === 'right') return { device: 'webgpu', reason: `WebGPU on ${card.name}, found right before.` };
  if (remembered === 'wrong' && wanted === 'auto') return onWasm(wanted, `WebGPU on ${card.name} answered wrongly before`);
  const fault = await findFault(probe, PROBE_MILLISECONDS[wanted]);
  rememberVerdict(card.name, fault === undefined ? 'right' : 'wrong');
  if (fault === undefined) return { device: 'webgpu', reason: `WebGPU on ${card.name} answers rightly.` };
  return onWasm(wanted, `WebGPU on ${card.name} ${fault}`);
}

/** Forgets that WebGPU was right, because it has just failed. */
export function distrustWebGpu(): void {
  try {
    localStorage.removeItem(VERDICT_KEY);
  } catch {
    // Storage is switched off: there is nothing to forget.
  }
}

function onWasm(wanted: Device, why: string): ChosenDevice {
  return { device: 'wasm', reason: wanted === 'webgpu' ? `WASM instead of WebGPU, because ${why}.` : `WASM, because ${why}.` };
}

async function graphicsCard(): Promise<{ name: string; software: boolean } | undefined> {
  try {
    const adapter = await navigator.gpu.requestAdapter();
    if (!adapter) return undefined;
    const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
    const name = [vendor, architecture, description].filter(Boolean).join(' ') || 'an unnamed graphics card';
    return { name, software: isFallbackAdapter || /swiftshader|llvmpipe|software/i.test(name) };
  } catch {
    // navigator.gpu does not exist, or the driver refused.
    return undefined;
  }
}

async function findFault(probe: WebGpuProbe, patience: number): Promise<string | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const answer = await Promise.race([
      probe(),
      new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error(`gave no answer within ${patience / 1000} seconds`)), patience);
      }),
    ]);
    const right =
      answer.length === GOLDEN_ANSWER.length &&
      answer.every((value, index) => Math.abs(value - (GOLDEN_ANSWER[index] ?? Number.NaN)) <= GOLDEN_TOLERANCE);
    return right ? undefined : 'answered wrongly';
  } catch (error) {
    return `failed: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    clearTimeout(timer);
  }
}

function recallVerdict(card: string): 'right' | 'wrong' | undefined {
  try {
    const [name, verdict] = (localStorage.getItem(VERDICT_KEY) ?? '').split('\n');
    return name === `${card} ${navigator.userAgent}` && (verdict === 'right' || verdict === 'wrong') ? verdict : undefined;
  } catch {
    return undefined;
  }
}

function rememberVerdict(card: string, verdict: 'right' | 'wrong'): void {
  try {
    localStorage.setItem(VERDICT_KEY, `${card} ${navigator.userAgent}\n${verdict}`);
  } catch {
    // Storage is switched off or full: the next page asks again.
  }
}
