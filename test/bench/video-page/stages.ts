import * as ort from 'onnxruntime-web/wasm';
import { modelFiles } from '#models';
import { runtimeFiles } from '#runtime-files';
import type { Picture } from '../../../src/media/picture.ts';
import { openVideo } from '../../../src/media/video/open-video.ts';
import { planSampling, sampleMilliseconds, sampleTime } from '../../../src/media/video/sampling.ts';
import { faceDetectionAnalysis } from '../../../src/operations/video/face-detection.ts';
import { personTrackingAnalysis } from '../../../src/operations/video/person-tracking.ts';
import { createSessions, type Sessions } from '../../../src/runtime/sessions.ts';
import type { FaceRequest } from '../../../src/vision/face/face.ts';
import { findFaces } from '../../../src/vision/face/find-faces.ts';
import { seePeople } from '../../../src/vision/people/see-people.ts';
import type { PeopleRequest } from '../../../src/vision/people/seen-person.ts';
import { openReader } from '../../../src/vision/open-reader.ts';
import type { PictureReader } from '../../../src/vision/picture-reader.ts';
import type { VisionCalls } from '../../../src/vision/vision-calls.ts';

/** Milliseconds that each stage took of one frame, on average, one after another. */
export type StageTimes = Readonly<Record<string, number>>;

type TimedCalls = Pick<VisionCalls, 'findFaces' | 'seePeople'>;

const analyses = {
  FaceDetection: (vision: TimedCalls, samplesPerSecond: number) => faceDetectionAnalysis({ attributes: false, samplesPerSecond }, { vision }),
  PersonTracking: (vision: TimedCalls, samplesPerSecond: number) => personTrackingAnalysis({ samplesPerSecond }, { vision }),
} as const;

/** The analyses whose stages can be told. */
export type StagedAnalysis = keyof typeof analyses;

/** Sees the frames of a clip in this page, so that every stage can be timed; nothing overlaps, so that the sum is the whole. */
export async function timeStages(clip: Blob, analysis: StagedAnalysis, threads: number, samplesPerSecond: number): Promise<StageTimes> {
  ort.env.wasm.wasmPaths = { mjs: runtimeFiles.wasm.mjs, wasm: runtimeFiles.wasm.wasm };
  ort.env.wasm.numThreads = threads;
  const sessions = createSessions({ ort, device: 'wasm', files: { ...modelFiles }, onModel: () => {} });
  const times = new Map<string, number>();
  const add = (stage: string, begin: number): void => void times.set(stage, (times.get(stage) ?? 0) + performance.now() - begin);
  const timedSessions: Sessions = {
    ...sessions,
    async run(model, input) {
      const begin = performance.now();
      const outputs = await sessions.run(model, input);
      add(`model ${model} ${input.dims.join('x')}`, begin);
      return outputs;
    },
  };
  const timedReader = (reader: PictureReader): PictureReader => ({
    ...reader,
    readScaled(width, height) {
      const begin = performance.now();
      const image = reader.readScaled(width, height);
      add('read whole picture', begin);
      return image;
    },
    readRegion(box, scale) {
      const begin = performance.now();
      const region = reader.readRegion(box, scale);
      add('read parts', begin);
      return region;
    },
  });

  /** What the worker does with a frame, here and timed. */
  async function look<Result>(picture: Picture, see: (reader: PictureReader) => Promise<Result>): Promise<Result> {
    const begin = performance.now();
    const reader = await openReader(picture);
    add('pixels of frame', begin);
    try {
      return await see(timedReader(reader));
    } finally {
      reader.close();
    }
  }
  const vision = {
    findFaces: (picture: Picture, request: FaceRequest) => look(picture, (reader) => findFaces(timedSessions, reader, request)),
    seePeople: (picture: Picture, request: PeopleRequest) => look(picture, (reader) => seePeople(timedSessions, reader, request)),
  };

  let frames = 0;
  let whole = 0;
  for (const isWarmUp of [true, false]) {
    times.clear();
    frames = 0;
    whole = performance.now();
    const video = await openVideo(clip, 'decoder');
    const sampling = planSampling(video.facts, samplesPerSecond);
    const count = isWarmUp ? 2 : sampling.count;
    const run = await analyses[analysis](vision, samplesPerSecond).open(video.facts, undefined);
    let begin = performance.now();
    for await (const frame of video.framesAt(Array.from({ length: count }, (_, index) => sampleTime(sampling, index)))) {
      add('decode', begin);
      await run.see({ ...frame, timestamp: sampleMilliseconds(sampling, frames) });
      frames += 1;
      begin = performance.now();
    }
    video.close();
  }
  times.set('the whole', performance.now() - whole);
  return Object.fromEntries([...times].map(([stage, sum]) => [stage, sum / frames]));
}
