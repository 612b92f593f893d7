import type * as Ort from 'onnxruntime-common';
import { modelFiles } from '#models';
import type { Picture } from '../media/picture.ts';
import { sharedClock, timed } from '../profile/call-profile.ts';
import { createSessions, stoppable, type PlainTensor, type Sessions } from '../runtime/sessions.ts';
import { takeTurns } from '../runtime/take-turns.ts';
import type { CallSignal, WorkerSettings, WorkerSide } from '../runtime/worker-protocol.ts';
import { backbones, describePicture } from './backbone/describe-picture.ts';
import { cellBackbones } from './cells/cell-backbones.ts';
import { findThings, sampleViews } from './cells/look-at-cells.ts';
import { equipmentModels, findEquipment } from './body/find-equipment.ts';
import { faceDetector, findFaces, modelsFor } from './face/find-faces.ts';
import { labelModels, sceneModels, seePicture } from './labels/see-picture.ts';
import { concernModels, seeConcerns } from './moderation/see-concerns.ts';
import { findObjects } from './objects/find-objects.ts';
import { openReader } from './open-reader.ts';
import { profiledReader, type PictureReader } from './picture-reader.ts';
import { peopleModels, seePeople } from './people/see-people.ts';
import { shrinkPicture } from './shrink-picture.ts';
import { onContrast } from './text/background.ts';
import { readText, textModels } from './text/read-text.ts';
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
  // Two pictures at once would take the same time and twice the memory.
  const oneAtATime = takeTurns();

  async function inTurn<Result>({ record }: CallSignal, task: () => Promise<Result>): Promise<Result> {
    const asked = sharedClock();
    return oneAtATime(() => {
      record?.({ kind: 'turn', name: undefined, begunAt: asked, milliseconds: sharedClock() - asked });
      return task();
    });
  }

  /** Lets one call see a picture that is closed afterwards, whatever happens, with sessions that stop when the call does. */
  function look<Result>(
    signal: CallSignal,
    picture: Picture,
    models: readonly string[],
    see: (sessions: Sessions, reader: PictureReader) => Promise<Result>,
  ): Promise<Result> {
    return inTurn(signal, async () => {
      const opened = await timed(signal.record, 'resize', undefined, () => openReader(picture));
      const reader = profiledReader(opened, signal.record);
      try {
        signal.throwIfAborted();
        const ofCall = stoppable(sessions, signal);
        await ofCall.prepare(models);
        return await see(ofCall, reader);
      } finally {
        reader.close();
      }
    });
  }

  return {
    findFaces: (signal, picture, request) =>
      look(signal, picture, modelsFor(sessions, request), (ofCall, reader) => findFaces(ofCall, reader, request)),
    readText: (signal, picture, request) =>
      look(signal, picture, textModels, (ofCall, reader) => readText(ofCall, onContrast(reader), request)),
    seeConcerns: (signal, picture) =>
      look(signal, picture, concernModels(sessions), async (ofCall, reader) =>
        seeConcerns(ofCall, reader, await findObjects(ofCall, reader)),
      ),
    findEquipment: (signal, picture) => look(signal, picture, equipmentModels(sessions), findEquipment),
    seePicture: (signal, picture, request) =>
      look(signal, picture, sceneModels(sessions, request), (ofCall, reader) => seePicture(ofCall, reader, request)),
    seePeople: (signal, picture, request) =>
      look(signal, picture, peopleModels(sessions, request), (ofCall, reader) => seePeople(ofCall, reader, request)),
    shrinkPicture: (_signal, picture, width) => shrinkPicture(picture, width),
    describePicture: (signal, picture, request) =>
      look(signal, picture, [request.backbone], (ofCall, reader) => describePicture(ofCall, reader, request)),
    backbones: () => Promise.resolve(backbones(sessions)),
    sampleCells: (signal, picture, request) =>
      look(signal, picture, [request.backbone], (ofCall, reader) => sampleViews(ofCall, reader, request)),
    findThings: (signal, picture, head, leastScore) =>
      look(signal, picture, [head.backbone], (ofCall, reader) => findThings(ofCall, reader, head, leastScore)),
    cellBackbones: () => Promise.resolve(cellBackbones(sessions)),
    labelModels: () => Promise.resolve(labelModels(sessions)),
    async probe() {
      const outputs = await sessions.run(PROBE_MODEL, goldenInput());
      return Object.values(outputs).flatMap(({ data }) => [...data]);
    },
    faceDetector: () => Promise.resolve(faceDetector(sessions).model),
  };
}
