import { openVideo, type FramePath } from '../media/video/open-video.ts';
import type { VideoPlace } from '../media/video/video-place.ts';
import { createTurnstile } from '../runtime/turnstile.ts';
import type { FrameAnalysis } from './frame-analysis.ts';
import { hasLocks, holdJob, holdOrphan } from './job-locks.ts';
import type { JobRecord } from './job-record.ts';
import { runFrames, type FrameProgress } from './job-runner.ts';
import { addJob, deleteExpiredJobs, listJobs, readJob, updateJob, type Added } from './jobs-database.ts';

/** What jobs need of whoever knows the analyses. */
export interface JobServices {
  /** The analysis of a job; its calls end when the signal aborts. */
  readonly analysisOf: (job: JobRecord, signal: AbortSignal) => FrameAnalysis;
  /** Finds the video of a job again by what its record says. */
  readonly findSource: (source: unknown) => Promise<VideoPlace>;
  readonly framePath: FramePath;
  readonly onProgress: (job: JobRecord, progress: FrameProgress) => void;
  /** Publishes the end of a job. */
  readonly announce: (job: JobRecord) => void;
}

/** A job to be started. */
export type JobOrder = Pick<JobRecord, 'analysis' | 'parameters' | 'source' | 'fingerprint'> & {
  readonly tokenKey: string | undefined;
  readonly announcement: JobRecord['announcement'] | undefined;
  /** The video itself. */
  readonly place: VideoPlace;
};

/** The jobs of this origin, some of which this tab works on. */
export interface VideoJobs {
  /** Starts a job and resolves as soon as it is kept. */
  start(order: JobOrder): Promise<Added>;
  /** Goes on with jobs that no tab works on; those whose video cannot be found again fail. Resolves when that is settled. */
  resume(): Promise<void>;
  /** The same for one job. */
  settle(id: string): Promise<void>;
  /** Ends a job, in whatever tab it runs; it fails with this sentence. */
  stop(id: string, why: string): Promise<void>;
  /** Stops working. Jobs whose video can be found again stay in progress, for whoever resumes them; the others fail. */
  close(): Promise<void>;
}

/** Jobs of this origin that may be in progress (OPERATIONS 9.1). */
const MOST_IN_PROGRESS = 20;
/** Jobs that a tab works on at once; the others wait in line. Each holds a decoder and some frames. */
const JOBS_AT_ONCE = 4;
const STOPS = 'pagesight-job-stops';

/** An end that was asked for; the message becomes the job's. */
class Stopped extends Error {}
/** The client was closed: whoever comes next goes on. */
class Closed extends Error {}

/** Opens nothing but a channel by which other tabs ask for jobs to be stopped. */
export function openVideoJobs(services: JobServices): VideoJobs {
  const places = createTurnstile(JOBS_AT_ONCE);
  const running = new Map<string, { readonly controller: AbortController; readonly ended: Promise<void> }>();
  const stops = new BroadcastChannel(STOPS);
  let closed = false;
  stops.addEventListener('message', ({ data }: MessageEvent<{ id: string; why: string }>) => {
    running.get(data.id)?.controller.abort(new Stopped(data.why));
  });

  /** Works on a job to its end. Never rejects. */
  async function work(job: JobRecord, find: () => Promise<VideoPlace>, controller: AbortController): Promise<void> {
    const { signal } = controller;
    try {
      await places.enter(signal);
      const video = await openVideo(await find(), services.framePath);
      try {
        signal.throwIfAborted();
        await runFrames(job, video, services.analysisOf(job, signal), signal, (progress) => services.onProgress(job, progress));
      } finally {
        video.close();
      }
    } catch (error) {
      const reason: unknown = signal.aborted ? signal.reason : error;
      if (reason instanceof Closed && job.source !== undefined) return;
      await fail(job.id, sentenceOf(reason));
    } finally {
      // Gives the place at the turnstile to the next job.
      controller.abort(new Closed('The job has ended.'));
    }
    await announce(job.id);
  }

  function begin(job: JobRecord, find: () => Promise<VideoPlace>): Promise<void> {
    const controller = new AbortController();
    if (closed) controller.abort(new Closed('The client was closed while the job was running.'));
    const ended = work(job, find, controller)
      .catch(() => {
        // The database is gone: nothing can be told any more, and the job is an orphan for the next tab.
      })
      .finally(() => running.delete(job.id));
    running.set(job.id, { controller, ended });
    return ended;
  }

  async function announce(id: string): Promise<void> {
    const job = await readJob(id);
    if (!job || job.announced || job.status === 'IN_PROGRESS') return;
    services.announce(await updateJob(id, { announced: true }));
  }

  /** Resolves when it is settled who works on the job. */
  function adopt(id: string): Promise<void> {
    return new Promise((settled, reject) => {
      holdOrphan(id, async () => {
        const job = await readJob(id);
        if (job?.status === 'IN_PROGRESS') {
          if (job.source !== undefined) {
            settled();
            return begin(job, () => services.findSource(job.source));
          }
          await fail(id, 'The page that had the video was closed or reloaded. Start the job again with the same video.');
        }
        await announce(id);
      }).then(settled, reject);
    });
  }

  return {
    settle: async (id) => {
      if (hasLocks() && !running.has(id)) await adopt(id);
    },

    async start({ place, tokenKey, announcement, ...order }) {
      if (!hasLocks()) throw new Error('Jobs need Web Locks, which browsers offer on https pages and on localhost only.');
      const id = crypto.randomUUID();
      const job: JobRecord = {
        ...order,
        ...(tokenKey !== undefined && { tokenKey }),
        ...(announcement !== undefined && { announcement }),
        id,
        status: 'IN_PROGRESS',
        startedAt: Date.now(),
        framesDone: 0,
        rows: 0,
        announced: announcement === undefined,
      };
      return new Promise((resolve, reject) => {
        holdJob(id, async () => {
          const added = await addJob(job, MOST_IN_PROGRESS);
          resolve(added);
          if (added.outcome === 'added') await begin(job, () => Promise.resolve(place));
        }).catch(reject);
      });
    },

    async resume() {
      if (!hasLocks()) return;
      await deleteExpiredJobs();
      const unsettled = (await listJobs()).filter((job) => !running.has(job.id) && (job.status === 'IN_PROGRESS' || !job.announced));
      await Promise.all(unsettled.map(({ id }) => adopt(id)));
    },

    async stop(id, why) {
      running.get(id)?.controller.abort(new Stopped(why));
      stops.postMessage({ id, why });
      // Whoever worked on it lets go of it now.
      await holdJob(id, async () => {
        if ((await readJob(id))?.status !== 'IN_PROGRESS') return;
        await fail(id, why);
        await announce(id);
      });
    },

    async close() {
      closed = true;
      stops.close();
      const ends = [...running.values()];
      for (const { controller } of ends) controller.abort(new Closed('The client was closed while the job was running.'));
      await Promise.all(ends.map(({ ended }) => ended));
    },
  };
}

async function fail(id: string, statusMessage: string): Promise<void> {
  await updateJob(id, { status: 'FAILED', statusMessage, endedAt: Date.now(), state: undefined });
}

/** Why a job failed, as a sentence. */
function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
