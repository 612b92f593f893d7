import type { VideoProgress } from '../../src/index.ts';
import type { SharedClient } from '../shared-client.ts';
import { ANALYSES, type AnalysisResult, type OfferedAnalysis } from './analyses.ts';
import type { AnalysisState } from './analysis-list.ts';

/** What the runs tell the page. */
export interface RunListener {
  readonly onState: (name: string, state: AnalysisState | undefined) => void;
  readonly onResult: (name: string, result: AnalysisResult) => void;
}

/** Analyses of one video that run, or have run. */
export interface AnalysisRuns {
  /** Starts each analysis that does not run and has not succeeded. Rejects with the first refusal. */
  readonly start: (video: Blob, analyses: readonly OfferedAnalysis[], collection: string | undefined) => Promise<void>;
  readonly stop: (name: string) => void;
  /** Stops one analysis and forgets its results: it is to be started with something else. */
  readonly forget: (name: string) => void;
  /** Stops everything and forgets the results: another video comes. */
  readonly reset: () => void;
}

interface Run {
  readonly jobId: string;
  progress?: VideoProgress;
  ended: boolean;
}

const FIRST_LOOK = 400;
const LOOKS_APART = 1200;

/** Makes a place for runs; results are read while they grow. */
export function createAnalysisRuns(client: SharedClient, { onState, onResult }: RunListener): AnalysisRuns {
  const runs = new Map<string, Run>();
  let generation = 0;

  client.listen((event) => {
    const progress = event?.video;
    if (!progress) return;
    for (const [name, run] of runs) {
      if (run.jobId !== progress.jobId || run.ended) continue;
      run.progress = progress;
      onState(name, running(progress));
    }
  });

  async function follow(analysis: OfferedAnalysis, run: Run, own: number): Promise<void> {
    const isOver = (): boolean => own !== generation || runs.get(analysis.name) !== run;
    for (let pause = FIRST_LOOK; ; pause = LOOKS_APART) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      if (isOver()) return;
      const result = await analysis.read(client.rekognition(), run.jobId);
      if (isOver()) return;
      onResult(analysis.name, result);
      if (result.status === 'IN_PROGRESS') continue;
      run.ended = true;
      onState(analysis.name, ended(result, run.progress));
      if (result.status === 'FAILED') runs.delete(analysis.name);
      return;
    }
  }

  return {
    async start(video, analyses, collection) {
      const own = generation;
      for (const analysis of analyses) {
        if (runs.has(analysis.name)) continue;
        const { JobId = '' } = await analysis.start(client.rekognition(), { Source: video }, collection);
        if (own !== generation) return;
        const run: Run = { jobId: JobId, ended: false };
        runs.set(analysis.name, run);
        onState(analysis.name, { state: 'waiting', sentence: 'Waiting for its turn', part: 0 });
        follow(analysis, run, own).catch((error: unknown) => {
          if (own !== generation || runs.get(analysis.name) !== run) return;
          runs.delete(analysis.name);
          onState(analysis.name, { state: 'failed', sentence: error instanceof Error ? error.message : String(error), part: 0 });
        });
      }
    },
    stop(name) {
      const run = runs.get(name);
      if (run && !run.ended) void client.rekognition().jobs.stop(run.jobId);
    },
    forget(name) {
      const run = runs.get(name);
      if (!run) return;
      if (!run.ended) void client.rekognition().jobs.stop(run.jobId);
      runs.delete(name);
      onState(name, undefined);
    },
    reset() {
      generation += 1;
      for (const { jobId, ended: isOver } of runs.values()) if (!isOver) void client.rekognition().jobs.stop(jobId);
      runs.clear();
      for (const { name } of ANALYSES) onState(name, undefined);
    },
  };
}

function running({ framesDone, framesTotal, timesRealTime }: VideoProgress): AnalysisState {
  return { state: 'running', sentence: `${framesDone} of ${framesTotal} frames, ${pace(timesRealTime)}`, part: framesDone / framesTotal };
}

function ended({ status, message }: AnalysisResult, progress: VideoProgress | undefined): AnalysisState {
  if (status === 'FAILED') return { state: 'failed', sentence: message ?? 'It failed.', part: 0 };
  return { state: 'done', sentence: progress ? `${progress.framesTotal} frames, ${pace(progress.timesRealTime)}` : 'Done', part: 1 };
}

function pace(times: number): string {
  return times >= 1 ? `${times.toFixed(1)} times faster than real time` : `${(1 / Math.max(times, 1e-3)).toFixed(1)} times slower than real time`;
}
