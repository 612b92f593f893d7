import { sampleMilliseconds, sampleTime, planSampling, type Sampling } from '../media/video/sampling.ts';
import type { HeldFrame, OpenVideo, Seconds } from '../media/video/video.ts';
import type { AnalysisRun, FrameAnalysis, SampledFrame } from './frame-analysis.ts';
import type { JobRecord } from './job-record.ts';
import { restartJob, updateJob } from './jobs-database.ts';

/** How far a job is. */
export interface FrameProgress {
  readonly framesDone: number;
  readonly framesTotal: number;
  /** Seconds of video that were analysed since this tab works on it, and how long that took. */
  readonly videoSeconds: Seconds;
  readonly workSeconds: Seconds;
}

/** Results are written at least so often. */
const WRITE_MILLISECONDS = 1000;
const MOST_UNWRITTEN_ROWS = 500;

/**
 * Sees the frames of a video from where the job stands to the end, writing results as they come, the last of them
 * together with its success. Throws what the video, the analysis or the signal throws; every frame is closed either way.
 */
export async function runFrames(
  job: JobRecord,
  video: OpenVideo,
  analysis: FrameAnalysis,
  signal: AbortSignal,
  tell: (progress: FrameProgress) => void,
): Promise<void> {
  const canGoOn = job.framesDone > 0 && job.state !== undefined;
  if (job.framesDone > 0 && !canGoOn) await restartJob(job.id);
  const firstFrame = canGoOn ? job.framesDone : 0;
  const everyFrame = analysis.samplesPerSecond === 'every frame';
  const sampling = planSampling(video.facts, analysis.samplesPerSecond === 'every frame' ? video.facts.frameRate : analysis.samplesPerSecond);
  await updateJob(job.id, { facts: video.facts, framesTotal: sampling.count });

  const run = await analysis.open(video.facts, canGoOn ? job.state : undefined);
  const writer = createWriter(job.id, run);
  const begin = performance.now();
  let framesDone = firstFrame;
  let at: Seconds = firstFrame / sampling.rate;
  const from = at;
  for await (const frame of ahead(everyFrame ? skip(video.everyFrame(), firstFrame) : video.framesAt(timesOf(sampling, firstFrame)))) {
    try {
      signal.throwIfAborted();
      const timestamp = everyFrame ? Math.max(0, Math.floor(frame.start * 1000 + 1e-3)) : sampleMilliseconds(sampling, framesDone);
      writer.add(await run.see(sampled(frame, timestamp)));
      signal.throwIfAborted();
      framesDone += 1;
      at = everyFrame ? frame.start : framesDone / sampling.rate;
    } finally {
      frame.close();
    }
    await writer.writeIfDue(framesDone);
    tell({ framesDone, framesTotal: Math.max(framesDone, sampling.count), videoSeconds: at - from, workSeconds: (performance.now() - begin) / 1000 });
  }
  writer.add((await run.finish?.()) ?? []);
  signal.throwIfAborted();
  await writer.end(framesDone);
}

function sampled(frame: HeldFrame, timestamp: number): SampledFrame {
  return { picture: frame.picture, start: frame.start, close: () => frame.close(), timestamp };
}

function* timesOf(sampling: Sampling, first: number): Generator<Seconds> {
  for (let index = first; index < sampling.count; index++) yield sampleTime(sampling, index);
}

async function* skip(frames: AsyncIterable<HeldFrame>, count: number): AsyncGenerator<HeldFrame, void> {
  let seen = 0;
  for await (const frame of frames) {
    if (seen++ < count) frame.close();
    else yield frame;
  }
}

/** Gets each frame while the one before it is still being looked at. */
async function* ahead(frames: AsyncGenerator<HeldFrame, void>): AsyncGenerator<HeldFrame, void> {
  let next = frames.next();
  try {
    for (;;) {
      const { value, done } = await next;
      if (done || !value) return;
      next = frames.next();
      // Its failure is met when its turn comes.
      next.catch(() => {});
      yield value;
    }
  } finally {
    // Left early: the frame that was got in advance is nobody's.
    const { value } = await next.catch(() => ({ value: undefined }));
    value?.close();
    await frames.return();
  }
}

interface Writer {
  add(rows: readonly unknown[]): void;
  writeIfDue(framesDone: number): Promise<void>;
  end(framesDone: number): Promise<void>;
}

function createWriter(id: string, run: AnalysisRun): Writer {
  let rows: unknown[] = [];
  let written = performance.now();

  function version(): { modelVersion?: string } {
    const modelVersion = run.modelVersion?.();
    return modelVersion === undefined ? {} : { modelVersion };
  }

  async function write(framesDone: number): Promise<void> {
    const state: unknown = run.state?.();
    await updateJob(id, { framesDone, state, ...version() }, rows);
    rows = [];
    written = performance.now();
  }

  return {
    add: (more) => void rows.push(...more),
    async end(framesDone) {
      await updateJob(id, { framesDone, framesTotal: framesDone, state: undefined, status: 'SUCCEEDED', endedAt: Date.now(), ...version() }, rows);
    },
    async writeIfDue(framesDone) {
      if (rows.length >= MOST_UNWRITTEN_ROWS || performance.now() - written >= WRITE_MILLISECONDS) await write(framesDone);
    },
  };
}
