import type * as Ort from 'onnxruntime-common';
import type { PixelNormalization } from '../vision/pixels.ts';
import { sharedClock, timed, type RecordStage, type TimedStage } from '../profile/call-profile.ts';
import { ModelUnavailableError } from './model-errors.ts';
import { readModel, type ModelFile } from './model-store.ts';
import { takeTurns, type Turns } from './take-turns.ts';
import type { CallSignal } from './worker-protocol.ts';

/** A tensor as plain data: it never leaves the worker. */
export interface PlainTensor {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** Told about model downloads and readiness. */
export type ModelListener = (event: {
  readonly kind: 'download' | 'ready';
  readonly model: string;
  readonly loadedBytes: number;
  readonly totalBytes: number;
}) => void;

/** Models loaded on first use and run one after another. */
export interface Sessions {
  /** True when the build carries this model. */
  has(model: string): boolean;
  /** How a model wants its pixels, as the manifest says. */
  normalization(model: string): PixelNormalization;
  /** Reads a file that belongs to a model, such as the list of its characters; checked and kept like the model itself. */
  sideFile(model: string, name: string): Promise<ArrayBuffer>;
  /** Loads models side by side, so that the first picture does not wait for one after another. */
  prepare(models: readonly string[], record?: RecordStage): Promise<void>;
  /** Runs a model with one input. Outputs by name. */
  run(model: string, input: PlainTensor, record?: RecordStage): Promise<Readonly<Record<string, PlainTensor>>>;
}

/** What sessions are made with. */
export interface SessionOptions {
  /** The runtime: `onnxruntime-web/wasm` or `onnxruntime-web/webgpu`, so that only one of them is loaded. */
  readonly ort: typeof Ort;
  readonly device: 'wasm' | 'webgpu';
  readonly files: Readonly<Record<string, ModelFile & { readonly input: PixelNormalization; readonly sideFiles: Readonly<Record<string, ModelFile>>; readonly optimized: boolean }>>;
  /** Replaces the folder of every file's URL. */
  readonly modelsUrl?: string;
  readonly onModel: ModelListener;
}

/** Opens no model yet. */
export function createSessions(options: SessionOptions): Sessions {
  const opened = new Map<string, Promise<Ort.InferenceSession>>();
  // The runtime refuses to run or create sessions side by side on WebGPU and gains nothing by it on WASM.
  const inTurn = takeTurns();
  // The runtime fetches and compiles its 14 MB with the first session: let that be done while models arrive.
  // What goes wrong here goes wrong again, and is told, with the first model.
  let untold: Promise<TimedStage> | undefined = inTurn(() => startRuntime(options));
  untold.catch(() => {});

  async function tellOfRuntime(record: RecordStage): Promise<void> {
    const started = untold;
    untold = undefined;
    const stage = await started?.catch(() => undefined);
    if (stage) record(stage);
  }

  function session(model: string, record?: RecordStage): Promise<Ort.InferenceSession> {
    let opening = opened.get(model);
    if (!opening) {
      opening = openSession(model, options, inTurn, record);
      // A failed download is tried again by the next call.
      opening.catch(() => opened.delete(model));
      opened.set(model, opening);
    }
    return opening;
  }

  return {
    has: (model) => model in options.files,
    normalization: (model) => fileOf(options, model).input,
    sideFile(model, name) {
      const file = fileOf(options, model).sideFiles[name];
      if (!file) throw new Error(`The model ${model} has no side file "${name}".`);
      return readModel(placed(file, options), () => {});
    },
    async prepare(models, record) {
      if (record) await Promise.all([...models.map((model) => session(model, record)), tellOfRuntime(record)]);
      else await Promise.all(models.map((model) => session(model)));
    },
    async run(model, input, record) {
      const ready = await session(model, record);
      const inputName = ready.inputNames[0];
      if (inputName === undefined) throw new Error(`The model ${model} takes no input.`);
      const tensor = new options.ort.Tensor('float32', input.data, input.dims);
      const outputs = await inTurn(() => timed(record, 'model', model, () => ready.run({ [inputName]: tensor })));
      return Object.fromEntries(Object.entries(outputs).map(([name, output]) => [name, plain(model, name, output)]));
    },
  };
}

/**
 * The same sessions for one call, whose profile they keep: before each run the worker hears its messages, so that an abort is seen in the middle
 * of a picture with a hundred faces and not after it.
 *
 * `run` throws the signal's reason once it has aborted.
 */
export function stoppable(sessions: Sessions, signal: CallSignal): Sessions {
  const { record } = signal;
  return {
    ...sessions,
    sideFile: (model, name) => timed(record, 'fetch', name, () => sessions.sideFile(model, name)),
    prepare: (models) => sessions.prepare(models, record),
    async run(model, input) {
      await nextTask();
      signal.throwIfAborted();
      return sessions.run(model, input, record);
    },
  };
}

/** Resolves after the messages that are waiting; a timer would wait four milliseconds each time. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(undefined);
  });
}

async function openSession(
  model: string,
  options: SessionOptions,
  inTurn: Turns,
  record: RecordStage | undefined,
): Promise<Ort.InferenceSession> {
  const file = fileOf(options, model);
  const tell = (kind: 'download' | 'ready', loadedBytes: number): void =>
    options.onModel({ kind, model, loadedBytes, totalBytes: file.bytes });
  tell('download', 0);
  const body = await timed(record, 'fetch', model, () => readModel(placed(file, options), seldom((loadedBytes) => tell('download', loadedBytes))));
  const session = await inTurn(() => timed(record, 'session', model, () => createSession(new Uint8Array(body), file.optimized, options)));
  tell('ready', file.bytes);
  return session;
}

/** A progress bar needs no message for each of the thousand pieces in which a file arrives. */
const BETWEEN_MESSAGES = 50;

/** Passes on what comes at least so many milliseconds after the last; `ready` tells the end. */
function seldom(tell: (loadedBytes: number) => void): (loadedBytes: number) => void {
  let last = performance.now();
  return (loadedBytes) => {
    const now = performance.now();
    if (now - last < BETWEEN_MESSAGES) return;
    last = now;
    tell(loadedBytes);
  };
}

function placed(file: ModelFile, { modelsUrl }: SessionOptions): ModelFile {
  return modelsUrl === undefined ? file : { ...file, url: new URL(file.file, modelsUrl).href };
}

/** An ONNX file whose output is its input, of one number. */
const EMPTY_MODEL = Uint8Array.from(
  atob('CAgSCXBhZ2VzaWdodDpDChwKAXgSAXkaCklkZW50aXR5XzAiCElkZW50aXR5EgFpWg8KAXgSCgoICAESBAoCCAFiDwoBeRIKCggIARIECgIIAUICEBE='),
  (character) => character.charCodeAt(0),
);

/** Fetches and compiles the runtime; measured always, because the first call that wants to know comes later. */
async function startRuntime(options: SessionOptions): Promise<TimedStage> {
  const begunAt = sharedClock();
  await createSession(EMPTY_MODEL, true, options);
  return { kind: 'runtime', name: undefined, begunAt, milliseconds: sharedClock() - begunAt };
}

async function createSession(body: Uint8Array, optimized: boolean, { ort, device }: SessionOptions): Promise<Ort.InferenceSession> {
  try {
    return await ort.InferenceSession.create(body, {
      executionProviders: [device],
      // The optimiser is large: where no model needs it, the browser need not compile it.
      graphOptimizationLevel: optimized ? 'disabled' : 'all',
      // Freed memory goes back to the heap that all sessions share instead of staying with one of them.
      enableCpuMemArena: false,
      logSeverityLevel: 3,
    });
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes('no available backend')) throw error;
    throw new ModelUnavailableError(
      `The runtime's own files could not be loaded: serve the folder "ort" beside the library's workers (${error.message}).`,
      { isOfRuntime: true },
    );
  }
}

function fileOf({ files }: SessionOptions, model: string): SessionOptions['files'][string] {
  const file = files[model];
  if (!file) {
    throw new ModelUnavailableError(`This build carries no model "${model}". Run "npm run models" with a connection and build again.`);
  }
  return file;
}

function plain(model: string, name: string, output: Ort.Tensor): PlainTensor {
  if (!(output.data instanceof Float32Array)) {
    throw new TypeError(`The output ${name} of ${model} holds ${output.type} instead of float32.`);
  }
  return { data: output.data, dims: output.dims };
}
