import { deleteDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AnalysisRun } from '../../../src/jobs/frame-analysis.ts';
import type { JobRecord } from '../../../src/jobs/job-record.ts';
import { readJob, readRows } from '../../../src/jobs/jobs-database.ts';
import { openVideoJobs, type JobOrder, type JobServices, type VideoJobs } from '../../../src/jobs/video-jobs.ts';
import { numberedClip, numberIn } from '../../set-up/numbered-clip.ts';
import { watchFrames, type FrameWatch } from '../../set-up/open-frames.ts';

// The life of jobs, with an analysis that reads the number in each frame and takes its time.

const clip = await numberedClip({ codec: 'vp8', frames: 60, rate: 30 });
const EVERY_FIFTH = Array.from({ length: 10 }, (_, index) => index * 6);

interface Scene {
  readonly jobs: VideoJobs;
  readonly announced: JobRecord[];
  readonly seen: number[];
}

interface Behaviour {
  /** Milliseconds for a frame. */
  readonly pace?: number;
  readonly failAt?: number;
  readonly samplesPerSecond?: number | 'every frame';
  readonly remembers?: boolean;
}

const tabs: VideoJobs[] = [];
let watch: FrameWatch;

/** A tab, as far as jobs can tell one from another. */
function openTab({ pace = 0, failAt = Infinity, samplesPerSecond = 5, remembers = true }: Behaviour = {}): Scene {
  const announced: JobRecord[] = [];
  const seen: number[] = [];
  const run: AnalysisRun = {
    async see({ picture, timestamp }) {
      const number = numberIn(picture.bitmap);
      seen.push(number);
      if (number >= failAt) throw new Error('The analysis has had enough.');
      await new Promise((resolve) => setTimeout(resolve, pace));
      return [{ number, timestamp }];
    },
    ...(remembers && { state: () => seen.length }),
    finish: () => [{ end: true }],
  };
  const services: JobServices = {
    analysisOf: () => ({ samplesPerSecond, open: () => run }),
    findSource: () => Promise.resolve(clip),
    framePath: 'auto',
    onProgress: () => {},
    announce: (job) => void announced.push(job),
  };
  const jobs = openVideoJobs(services);
  tabs.push(jobs);
  return { jobs, announced, seen };
}

const order: JobOrder = {
  analysis: 'Numbers',
  parameters: {},
  source: 'the clip',
  fingerprint: 'one',
  tokenKey: undefined,
  announcement: { topic: 'topic', content: {} },
  place: clip,
};

async function start(jobs: VideoJobs, changes: Partial<JobOrder> = {}): Promise<string> {
  const added = await jobs.start({ ...order, ...changes });
  if (!('id' in added)) throw new Error(added.outcome);
  return added.id;
}

function ended(id: string): Promise<JobRecord> {
  return vi.waitFor(async () => {
    const job = await readJob(id);
    if (!job || job.status === 'IN_PROGRESS') throw new Error('still running');
    return job;
  }, { timeout: 20_000, interval: 20 });
}

function begun(id: string, rows = 1): Promise<JobRecord> {
  return vi.waitFor(async () => {
    const job = await readJob(id);
    if (!job || job.rows < rows) throw new Error('nothing written yet');
    return job;
  }, { timeout: 20_000, interval: 20 });
}

async function numbersOf(id: string): Promise<unknown[]> {
  return (await readRows(id)).map((row) => (row as { number?: number; end?: true }).number ?? 'end');
}

beforeEach(async () => {
  await deleteDB('pagesight-jobs');
  watch = watchFrames();
});

afterEach(async () => {
  await Promise.all(tabs.splice(0).map((jobs) => jobs.close()));
  expect(watch.open()).toBe(0);
  watch.stop();
});

describe('a job', () => {
  it('sees the frames that are asked for once each, keeps the rows and is announced once', async () => {
    const { jobs, announced } = openTab();
    const id = await start(jobs);
    expect(await ended(id)).toMatchObject({ status: 'SUCCEEDED', framesDone: 10, framesTotal: 10, facts: { codec: 'vp8', width: 192 } });
    expect(await numbersOf(id)).toEqual([...EVERY_FIFTH, 'end']);
    expect((await readRows(id, 3, 2)).map((row) => (row as { timestamp: number }).timestamp)).toEqual([600, 800]);
    await vi.waitFor(() => expect(announced.map(({ status }) => status)).toEqual(['SUCCEEDED']));
    expect(watch.made()).toBeGreaterThan(50);
  });

  it('sees every frame where the analysis wants them all', async () => {
    const id = await start(openTab({ samplesPerSecond: 'every frame' }).jobs);
    await ended(id);
    expect(await numbersOf(id)).toEqual([...Array.from({ length: 60 }, (_, index) => index), 'end']);
  });

  it('fails with the sentence of whatever went wrong', async () => {
    const failing = await start(openTab({ failAt: 18 }).jobs);
    const broken = await start(openTab().jobs, { place: clip.slice(0, clip.size / 2) });
    expect(await ended(failing)).toMatchObject({ status: 'FAILED', statusMessage: 'The analysis has had enough.' });
    expect(await ended(broken)).toMatchObject({ status: 'FAILED', statusMessage: expect.stringMatching(/^The file ends too early/) });
  });

  it('writes rows while it goes on', async () => {
    const id = await start(openTab({ pace: 250 }).jobs);
    const { status, rows } = await begun(id);
    expect(status).toBe('IN_PROGRESS');
    expect(await numbersOf(id)).toEqual(EVERY_FIFTH.slice(0, rows));
    await ended(id);
  });

  it('can be stopped from another tab', async () => {
    const { jobs, announced, seen } = openTab({ pace: 100 });
    const id = await start(jobs);
    await vi.waitFor(() => expect(seen.length).toBeGreaterThan(1));
    await openTab().jobs.stop(id, 'Stopped by a test.');
    expect(await readJob(id)).toMatchObject({ status: 'FAILED', statusMessage: 'Stopped by a test.' });
    await vi.waitFor(() => expect(announced).toHaveLength(1));
    expect(seen.length).toBeLessThan(10);
  });
});

describe('tokens and limits', () => {
  it('gives the same job for the same token and input, and refuses another input', async () => {
    const { jobs } = openTab({ pace: 20 });
    const token = { tokenKey: 'Numbers a' };
    const [first, second] = await Promise.all([jobs.start({ ...order, ...token }), openTab().jobs.start({ ...order, ...token })]);
    expect([first.outcome, second.outcome].toSorted()).toEqual(['added', 'known']);
    expect(first).toHaveProperty('id', 'id' in second ? second.id : '');
    expect(await jobs.start({ ...order, ...token, fingerprint: 'two' })).toEqual({ outcome: 'token of another input' });
    expect(await jobs.start({ ...order, tokenKey: 'Numbers b', fingerprint: 'two' })).toMatchObject({ outcome: 'added' });
  });

  it('refuses the twenty-first job in progress until one has ended', async () => {
    const { jobs } = openTab({ pace: 30 });
    const ids = await Promise.all(Array.from({ length: 20 }, () => start(jobs)));
    expect(await jobs.start(order)).toEqual({ outcome: 'too many' });
    await jobs.stop(ids[7] ?? '', 'Makes room.');
    expect(await jobs.start(order)).toMatchObject({ outcome: 'added' });
  });

  it('forgets a job seven days after its end, and its token', async () => {
    const { jobs } = openTab();
    const id = await start(jobs, { tokenKey: 'Numbers a' });
    await ended(id);
    const now = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 7.01 * 24 * 60 * 60 * 1000);
    try {
      expect(await readJob(id)).toBeUndefined();
      expect(await jobs.start({ ...order, tokenKey: 'Numbers a', fingerprint: 'two' })).toMatchObject({ outcome: 'added' });
      await jobs.resume();
    } finally {
      now.mockRestore();
    }
    expect(await readRows(id)).toEqual([]);
  });
});

describe('a job whose tab is closed', () => {
  it('goes on where it stood, in the next tab', async () => {
    const first = openTab({ pace: 300 });
    const id = await start(first.jobs);
    const { framesDone } = await begun(id);
    await first.jobs.close();
    expect(await readJob(id)).toMatchObject({ status: 'IN_PROGRESS' });
    const second = openTab();
    await second.jobs.resume();
    expect(await ended(id)).toMatchObject({ status: 'SUCCEEDED', framesDone: 10 });
    expect(await numbersOf(id)).toEqual([...EVERY_FIFTH, 'end']);
    expect(second.seen[0]).toBe(EVERY_FIFTH[framesDone]);
    await vi.waitFor(() => expect(second.announced).toHaveLength(1));
  });

  it('starts over where the analysis cannot go on', async () => {
    const first = openTab({ pace: 300, remembers: false });
    const id = await start(first.jobs);
    await begun(id);
    await first.jobs.close();
    const second = openTab({ remembers: false });
    await second.jobs.settle(id);
    await ended(id);
    expect(second.seen).toEqual(EVERY_FIFTH);
    expect(await numbersOf(id)).toEqual([...EVERY_FIFTH, 'end']);
  });

  it('fails where only that tab had the video', async () => {
    const first = openTab({ pace: 300 });
    const id = await start(first.jobs, { source: undefined });
    await begun(id);
    await first.jobs.close();
    expect(await readJob(id)).toMatchObject({ status: 'FAILED', statusMessage: 'The client was closed while the job was running.' });
  });

  it('is left alone by others while a tab works on it', async () => {
    const first = openTab({ pace: 100 });
    const id = await start(first.jobs);
    const second = openTab();
    await second.jobs.resume();
    await ended(id);
    expect(second.seen).toEqual([]);
    expect(first.seen).toEqual(EVERY_FIFTH);
  });
});
