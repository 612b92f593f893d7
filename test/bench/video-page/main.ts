import { Rekognition, type Video, type VideoProgress } from '../../../src/index.ts';
import { openVideo, type FramePath } from '../../../src/media/video/open-video.ts';
import { planSampling, sampleTime } from '../../../src/media/video/sampling.ts';
import { numberedClip } from '../../set-up/numbered-clip.ts';
import { watchFrames } from '../../set-up/open-frames.ts';
import type { HeldFrame } from '../../../src/media/video/video.ts';
import { openHumanFaces } from './human.ts';
import { timeStages, type StagedAnalysis, type StageTimes } from './stages.ts';

/** One analysis of one clip. */
export interface AnalysisPace {
  readonly videoSeconds: number;
  readonly workSeconds: number;
  readonly frames: number;
  readonly entries: number;
}

/** How far the analysis of the long clip is. */
export interface LongPosition {
  readonly videoSeconds: number;
  readonly openFrames: number;
  readonly madeFrames: number;
  /** IN_PROGRESS, SUCCEEDED, or what went wrong. */
  readonly status: string;
}

/** What the program outside asks of the page. */
export interface VideoBench {
  /** Makes the clip that is measured on and opens a client for a path. */
  readonly open: (path: FramePath, seconds: number, threads: number, samplesPerSecond: number) => Promise<void>;
  /** Gets the frames and does nothing with them. */
  readonly framesOnly: () => Promise<AnalysisPace>;
  readonly analyse: (name: string) => Promise<AnalysisPace>;
  /** The faces that Human finds in the frames of the same clip. */
  readonly humanFaces: (threads: number) => Promise<AnalysisPace>;
  /** Where the time of a frame goes. */
  readonly stages: (name: StagedAnalysis, threads: number) => Promise<StageTimes>;
  /** Starts an analysis of a long small clip. */
  readonly startLong: (name: string, minutes: number) => Promise<void>;
  /** Where the long analysis stands as soon as it is so far, or at its end. */
  readonly reaches: (videoSeconds: number) => Promise<LongPosition>;
}

declare global {
  interface Window {
    videoBench: VideoBench;
  }
}

const PHOTOS = ['sample6.jpg', 'sample3.jpg', 'sample5.jpg'];
const FACE = 'sample1.jpg';
const RATE = 25;

let rekognition = new Rekognition();
let framePath: FramePath = 'auto';
let samplesPerSecond = 5;
let clip = new Blob();
let latest: VideoProgress | undefined;

/** Photos over which the camera moves, for some seconds each: about what a report looks like. */
async function photoClip(seconds: number): Promise<Blob> {
  const photos = await Promise.all(PHOTOS.map(async (name) => createImageBitmap(await (await fetch(`/peers/photos/${name}`)).blob())));
  const shot = Math.ceil((seconds * RATE) / photos.length);
  return numberedClip({
    codec: 'vp9',
    frames: Math.round(seconds * RATE),
    rate: RATE,
    width: 1280,
    height: 720,
    draw(context, frame) {
      const photo = photos[Math.floor(frame / shot)];
      if (!photo) return;
      const scale = Math.max(1280 / photo.width, 720 / photo.height) * 1.12;
      const moved = (frame % shot) / shot;
      context.drawImage(photo, (1280 - photo.width * scale) * moved, (720 - photo.height * scale) * 0.5, photo.width * scale, photo.height * scale);
    },
  });
}

/** A face that moves to and fro in a small picture: every model of faces has its work, and making and reading the clip takes little. */
async function smallFilm(minutes: number): Promise<Blob> {
  const [width, height, rate] = [320, 180, 4];
  const photo = await createImageBitmap(await (await fetch(`/peers/photos/${FACE}`)).blob(), { resizeHeight: height, resizeQuality: 'high' });
  return numberedClip({
    codec: 'vp8',
    frames: minutes * 60 * rate,
    rate,
    width,
    height,
    draw: (context, frame) => context.drawImage(photo, (width - photo.width) * (0.5 + 0.5 * Math.sin(frame / 20)), 0),
  });
}

type Jobs = Record<string, (request: object) => Promise<{ JobId?: string; JobStatus?: string; StatusMessage?: string }>>;

/** The methods of all pairs are named alike. */
const methods = (): Jobs => rekognition as unknown as Jobs;

async function start(name: string, file: Video): Promise<string> {
  const SegmentTypes = name === 'SegmentDetection' ? ['SHOT', 'TECHNICAL_CUE'] : undefined;
  const CollectionId = name === 'FaceSearch' ? 'bench' : undefined;
  if (CollectionId) await rekognition.createCollection({ CollectionId }).catch(() => undefined);
  const { JobId } = (await methods()[`start${name}`]?.({ Video: file, SegmentTypes, CollectionId })) ?? {};
  if (JobId === undefined) throw new Error(`There is no analysis ${name}.`);
  return JobId;
}

async function statusOf(name: string, JobId: string, MaxResults: number): Promise<{ status: string; entries: number }> {
  const answer = (await methods()[`get${name}`]?.({ JobId, MaxResults })) ?? {};
  const list = Object.values(answer).find(
    (member) => Array.isArray(member) && member.length > 0 && ['Timestamp', 'StartTimestampMillis'].some((time) => time in Object(member[0])),
  );
  return { status: `${answer.JobStatus}${answer.StatusMessage ? `: ${answer.StatusMessage}` : ''}`, entries: Array.isArray(list) ? list.length : 0 };
}

async function ended(name: string, JobId: string): Promise<{ status: string; entries: number }> {
  for (;;) {
    // A single entry, or asking would be more work than what is measured.
    const { status } = await statusOf(name, JobId, 1);
    if (!status.startsWith('IN_PROGRESS')) return statusOf(name, JobId, 1000);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function pace(name: string, file: Blob): Promise<AnalysisPace> {
  const begin = performance.now();
  const JobId = await start(name, { Source: file });
  const { status, entries } = await ended(name, JobId);
  if (status !== 'SUCCEEDED') throw new Error(`${name}: ${status}`);
  const { framesDone = 0 } = latest ?? {};
  return { videoSeconds: 0, workSeconds: (performance.now() - begin) / 1000, frames: framesDone, entries };
}

/** Gets the sampled frames of a file and has each of them seen, which tells how many entries it gives. */
async function overFrames(file: Blob, see: (frame: HeldFrame) => Promise<number>): Promise<AnalysisPace> {
  const begin = performance.now();
  const video = await openVideo(file, framePath);
  const sampling = planSampling(video.facts, samplesPerSecond);
  let frames = 0;
  let entries = 0;
  for await (const frame of video.framesAt(Array.from({ length: sampling.count }, (_, index) => sampleTime(sampling, index)))) {
    entries += await see(frame);
    frame.close();
    frames += 1;
  }
  video.close();
  return { videoSeconds: video.facts.duration, workSeconds: (performance.now() - begin) / 1000, frames, entries };
}

let long: { frames: ReturnType<typeof watchFrames>; status: string } | undefined;

window.videoBench = {
  async open(path, seconds, threads, rate) {
    framePath = path;
    samplesPerSecond = rate;
    await rekognition.close();
    rekognition = new Rekognition({
      device: 'wasm',
      threads,
      framePath,
      samplesPerSecond,
      onProgress: ({ video }) => {
        latest = video ?? latest;
      },
    });
    clip = await photoClip(seconds);
  },
  framesOnly: () => overFrames(clip, () => Promise.resolve(0)),
  async analyse(name) {
    // Loads the models and compiles what is compiled on first use.
    await pace(name, await photoClip(0.4));
    const measured = await pace(name, clip);
    const video = await openVideo(clip, framePath);
    const { duration } = video.facts;
    video.close();
    return { ...measured, videoSeconds: duration };
  },
  async humanFaces(threads) {
    const seen = await openHumanFaces(threads);
    // As ours: models and what is compiled on first use are not measured.
    await overFrames(await photoClip(0.4), seen);
    return overFrames(clip, seen);
  },
  stages: (name, threads) => timeStages(clip, name, threads, samplesPerSecond),
  async startLong(name, minutes) {
    const film = await smallFilm(minutes);
    const frames = watchFrames();
    latest = undefined;
    const JobId = await start(name, { Source: film });
    const running = { frames, status: 'IN_PROGRESS' };
    long = running;
    ended(name, JobId).then(
      ({ status }) => {
        running.status = status;
      },
      (error: unknown) => {
        running.status = String(error);
      },
    );
  },
  async reaches(videoSeconds) {
    if (!long) throw new Error('No long analysis was started.');
    for (;;) {
      const at = (latest?.framesDone ?? 0) / samplesPerSecond;
      if (long.status !== 'IN_PROGRESS' || at >= videoSeconds) {
        return { videoSeconds: at, openFrames: long.frames.open(), madeFrames: long.frames.made(), status: long.status };
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  },
};
