import { Rekognition } from '../src/index.ts';
import type { Device, GallerySource, ProgressEvent } from '../src/config.ts';

/** What a visitor may choose about where things are computed. */
export interface ClientChoice {
  readonly device: Device;
  /** Threads of the WASM runtime; undefined: the library's default. */
  readonly threads: number | undefined;
  /** Galleries to look into; absent: the one of the library. */
  readonly celebrities?: readonly GallerySource[];
}

/** Default of the library's `threads`: the machine's cores, at most so many. */
const MOST_DEFAULT_THREADS = 4;

/** Threads that WASM runs with: one unless the page is cross-origin isolated. */
export function wasmThreads(choice: ClientChoice): number {
  if (!globalThis.crossOriginIsolated) return 1;
  return choice.threads ?? Math.min(navigator.hardwareConcurrency, MOST_DEFAULT_THREADS);
}

/** The one client of the site, made when it is first asked for. */
export interface SharedClient {
  /** The client; made anew after `choose`. */
  readonly rekognition: () => Rekognition;
  /** What is chosen now. */
  readonly choice: () => ClientChoice;
  /** Closes the client; the next call runs as chosen. */
  readonly choose: (choice: ClientChoice) => void;
  /** The library's own sentence about its device, once it has told one. */
  readonly deviceSentence: () => string | undefined;
  /** "WebGPU" or "WASM, 2 threads", once the library has told its device. */
  readonly deviceName: () => string | undefined;
  /** How many times a model has become ready so far: a call during which this grew has waited for models. */
  readonly readyModels: () => number;
  /** Listens to models and device, and with undefined to a new choice; returns the way to stop. */
  readonly listen: (listener: (event: ProgressEvent | undefined) => void) => () => void;
}

/** Makes the holder of the client; nothing is loaded before the first call. */
export function createSharedClient(choice: ClientChoice): SharedClient {
  const listeners = new Set<(event: ProgressEvent | undefined) => void>();
  let chosen = choice;
  let client: Rekognition | undefined;
  let deviceSentence: string | undefined;
  let readyModels = 0;

  const tell = (event: ProgressEvent | undefined): void => {
    for (const listener of listeners) listener(event);
  };

  function open(): Rekognition {
    return new Rekognition({
      device: chosen.device,
      ...(chosen.threads === undefined ? {} : { threads: chosen.threads }),
      ...(chosen.celebrities && { celebrities: chosen.celebrities }),
      onProgress: (event) => {
        if (event.kind === 'device') deviceSentence = event.message;
        if (event.kind === 'ready') readyModels += 1;
        tell(event);
      },
    });
  }

  return {
    rekognition: () => (client ??= open()),
    choice: () => chosen,
    choose: (next) => {
      chosen = next;
      // Calls still running are refused; the pages run them anew.
      void client?.close();
      client = undefined;
      deviceSentence = undefined;
      tell(undefined);
    },
    deviceSentence: () => deviceSentence,
    deviceName: () => {
      // The sentence starts with the device in use; one that was refused may follow.
      const used = deviceSentence?.match(/webgpu|wasm/i)?.[0]?.toLowerCase();
      if (used === undefined) return undefined;
      const threads = wasmThreads(chosen);
      return used === 'webgpu' ? 'WebGPU' : `WASM, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
    },
    readyModels: () => readyModels,
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
