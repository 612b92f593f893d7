import { Rekognition, type Video, type VideoProgress } from '../../../src/index.ts';
import { openVideo, type FramePath } from '../../../src/media/video/open-video.ts';
import { planSampling, sampleTime } from '../../../src/media/video/sampling.ts';
import { numberedClip } from '../../set-up/numbered-clip.ts';
import { watchFrames } from '../../set-up/open-frames.ts';

/** One analysis of one clip. */
export interface AnalysisPace {
  readonly videoSeconds: number;
  readonly workSeconds: number;
  readonly frames: number;
  readonly entries: number;
}

/** What the program outside asks of the page. */
export interface VideoBench {
  /** Makes the clip that is measured on and opens a client for a path. */
  readonly open: (path: FramePath, seconds: number, threads: number, samplesPerSecond: number) => Promise<void>;
  /** Gets the frames and does nothing with them. */
  readonly framesOnly: () => Promise<AnalysisPace>;
  readonly analyse: (name: string) => Promise<AnalysisPace>;
  /** Starts an analysis of a long clip; `position` tells how far it is. */
  readonly startLong: (name: string, minutes: number) => Promise<void>;
  readonly position: () => { readonly videoSeconds: number; readonly openFrames: number; readonly madeFrames: number; readonly status: string };
}

declare global {
  interface Window {
    videoBench: VideoBench;
  }
}

const PHOTOS = ['sample6.jpg', 'sample3.jpg', 'sample5.jpg'];
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

async function statusOf(name: string, JobId: string): Promise<{ status: string; entries: number }> {
  const answer = (await methods()[`get${name}`]?.({ JobId })) ?? {};
  const list = Object.values(answer).find(
    (member) => Array.isArray(member) && member.length > 0 && ['Timestamp', 'StartTimestampMillis'].some((time) => time in Object(member[0])),
  );
  return { status: `${answer.JobStatus}${answer.StatusMessage ? `: ${answer.StatusMessage}` : ''}`, entries: Array.isArray(list) ? list.length : 0 };
}

async function ended(name: string, JobId: string): Promise<{ status: string; entries: number }> {
  for (;;) {
    const now = await statusOf(name, JobId);
    if (!now.status.startsWith('IN_PROGRESS')) return now;
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
  async framesOnly() {
    const begin = performance.now();
    const video = await openVideo(clip, framePath);
    const sampling = planSampling(video.facts, samplesPerSecond);
    let frames = 0;
    for await (const frame of video.framesAt(Array.from({ length: sampling.count }, (_, index) => sampleTime(sampling, index)))) {
      frame.close();
      frames += 1;
    }
    video.close();
    return { videoSeconds: video.facts.duration, workSeconds: (performance.now() - begin) / 1000, frames, entries: 0 };
  },
  async analyse(name) {
    // Loads the models and compiles what is compiled on first use.
    await pace(name, await photoClip(0.4));
    const measured = await pace(name, clip);
    const video = await openVideo(clip, framePath);
    const { duration } = video.facts;
    video.close();
    return { ...measured, videoSeconds: duration };
  },
  async startLong(name, minutes) {
    const film = await numberedClip({
      codec: 'vp8',
      frames: minutes * 60 * 10,
      rate: 10,
      width: 640,
      height: 360,
      draw(context, frame) {
        context.fillStyle = `hsl(${frame % 360} 60% 50%)`;
        context.fillRect(frame % 600, 100, 40, 200);
      },
    });
    const frames = watchFrames();
    const JobId = await start(name, { Source: film });
    long = { frames, status: 'IN_PROGRESS' };
    void ended(name, JobId).then(({ status }) => {
      if (long) long.status = status;
    });
  },
  position: () => ({
    videoSeconds: (latest?.framesDone ?? 0) / samplesPerSecond,
    openFrames: long?.frames.open() ?? 0,
    madeFrames: long?.frames.made() ?? 0,
    status: long?.status ?? '',
  }),
};
