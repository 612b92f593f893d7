import type * as Ort from 'onnxruntime-common';
import { modelFiles } from '#models';
import { createSessions, type PlainTensor } from '../runtime/sessions.ts';
import type { WorkerSettings, WorkerSide } from '../runtime/worker-protocol.ts';
import { chooseFaceDetector, findFaces, modelsFor } from './face/find-faces.ts';
import { openReader } from './picture-reader.ts';
import type { VisionCalls } from './vision-calls.ts';
import type { VisionEvent } from './vision-events.ts';

/** Files of the runtime for one device. */
export interface RuntimeFiles {
  readonly mjs: string;
  readonly wasm: string;
}

/** Small, and made of the same operators as the large models. */
const PROBE_MODEL = 'face-expression';
const PROBE_SIDE = 112;

/** A pattern without symmetry, so that a wrong answer cannot be right by chance. */
function goldenInput(): PlainTensor {
  const data = Float32Array.from({ length: 3 * PROBE_SIDE * PROBE_SIDE }, (_, index) => ((index * 7919) % 1009) / 1009 - 0.5);
  return { data, dims: [1, 3, PROBE_SIDE, PROBE_SIDE] };
}

/** All senses on one device. */
export function createVision(
  ort: typeof Ort,
  device: 'wasm' | 'webgpu',
  files: RuntimeFiles,
  settings: WorkerSettings,
  tell: (event: VisionEvent) => void,
): WorkerSide<VisionCalls> {
  ort.env.wasm.wasmPaths = { mjs: files.mjs, wasm: files.wasm };
  ort.env.wasm.numThreads = settings.threads;
  const sessions = createSessions({
    ort,
    device,
    files: { ...modelFiles },
    ...(settings.modelsUrl !== undefined && { modelsUrl: settings.modelsUrl }),
    onModel: tell,
  });
  const detector = chooseFaceDetector(sessions);
  const oneAtATime = queue();

  return {
    findFaces: (signal, picture, request) =>
      oneAtATime(async () => {
        const reader = openReader(picture);
        try {
          signal.throwIfAborted();
          await sessions.prepare(modelsFor(request, detector));
          return await findFaces(sessions, detector, reader, request, signal);
        } finally {
          reader.close();
        }
      }),
    async probe() {
      const outputs = await sessions.run(PROBE_MODEL, goldenInput());
      return Object.values(outputs).flatMap(({ data }) => [...data]);
    },
    faceDetector: () => Promise.resolve(detector.model),
  };
}

/** One picture after another: two at once would take the same time and twice the memory. */
function queue(): <Result>(task: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const turn = last.then(task, task);
    last = turn.catch(() => {});
    return turn;
  };
}
