/** Milliseconds. */
type Milliseconds = number;

/**
 * Where a call spends time. `turn`: waiting for other calls; `decode`: picture file to pixels; `device`: choosing between WebGPU and
 * WASM; `worker`: starting the worker; `runtime`: loading the WASM runtime; `fetch`: a model file from network or cache, checked;
 * `session`: making a model ready to run; `resize`: reading pixels at the size a model wants; `model`: one run of a model;
 * `storage`: a question to collections or galleries.
 */
export type ProfileStageKind = 'turn' | 'decode' | 'device' | 'worker' | 'runtime' | 'fetch' | 'session' | 'resize' | 'model' | 'storage';

/** One stretch of a call. Stretches may overlap: models are loaded side by side. */
export interface ProfileStage {
  readonly kind: ProfileStageKind;
  /** Model id for `fetch`, `session` and `model`; name of the worker or of its call for `worker` and `storage`; else absent. */
  readonly name?: string;
  /** Since the call began. A model that an earlier call asked for may have begun to load before: then it is negative. */
  readonly startedAt: Milliseconds;
  readonly milliseconds: Milliseconds;
}

/** Where one answered call spent its time, as the option `debug` tells it. */
export interface CallProfile {
  /** `DetectFaces`. */
  readonly operation: string;
  /** As in `$metadata.requestId`. */
  readonly requestId: string;
  /** From the call to its answer. */
  readonly milliseconds: Milliseconds;
  /** In the order in which they began. Those under 0.05 ms are left out. */
  readonly stages: readonly ProfileStage[];
  /** Sum of all model runs. */
  readonly modelMilliseconds: Milliseconds;
  /** What no stage covers: pre- and post-processing in plain code, and messages between page and worker. */
  readonly restMilliseconds: Milliseconds;
}

/** A stage on the clock that page and workers share. */
export interface TimedStage {
  readonly kind: ProfileStageKind;
  readonly name: string | undefined;
  /** Milliseconds since 1970, with fractions. */
  readonly begunAt: Milliseconds;
  readonly milliseconds: Milliseconds;
}

/** Takes a stage down; absent where nobody asked for profiles. */
export type RecordStage = (stage: TimedStage) => void;

/** Shorter stages say nothing and would fill the list. */
const SHORTEST: Milliseconds = 0.05;

/** Milliseconds since 1970 with fractions: `performance.now` counts from another moment in every worker. */
export function sharedClock(): Milliseconds {
  return performance.timeOrigin + performance.now();
}

/** Does a task, and takes down how long it took. */
export async function timed<Result>(
  record: RecordStage | undefined,
  kind: ProfileStageKind,
  name: string | undefined,
  task: () => Promise<Result>,
): Promise<Result> {
  if (!record) return task();
  const begunAt = sharedClock();
  try {
    return await task();
  } finally {
    record({ kind, name, begunAt, milliseconds: sharedClock() - begunAt });
  }
}

/** The same for a task that ends at once. */
export function timedNow<Result>(record: RecordStage, kind: ProfileStageKind, task: () => Result): Result {
  const begunAt = sharedClock();
  const result = task();
  record({ kind, name: undefined, begunAt, milliseconds: sharedClock() - begunAt });
  return result;
}

/** What is known when a call has been answered. */
export interface ProfiledCall {
  readonly operation: string;
  readonly requestId: string;
  readonly begunAt: Milliseconds;
  readonly endedAt: Milliseconds;
  readonly stages: readonly TimedStage[];
}

/** Puts the stages of a call in order and adds them up. */
export function profileOf({ operation, requestId, begunAt, endedAt, stages }: ProfiledCall): CallProfile {
  const ordered = stages.filter(({ milliseconds }) => milliseconds >= SHORTEST).toSorted((a, b) => a.begunAt - b.begunAt);
  const milliseconds = endedAt - begunAt;
  return {
    operation,
    requestId,
    milliseconds,
    stages: ordered.map((stage) => ({
      kind: stage.kind,
      ...(stage.name !== undefined && { name: stage.name }),
      startedAt: stage.begunAt - begunAt,
      milliseconds: stage.milliseconds,
    })),
    modelMilliseconds: stages.reduce((sum, stage) => sum + (stage.kind === 'model' ? stage.milliseconds : 0), 0),
    restMilliseconds: milliseconds - coveredTime(ordered, begunAt, endedAt),
  };
}

/** How much of a stretch of time stages cover, those that overlap counted once. */
function coveredTime(ordered: readonly TimedStage[], from: Milliseconds, to: Milliseconds): Milliseconds {
  let covered = 0;
  let reached = from;
  for (const { begunAt, milliseconds } of ordered) {
    const end = Math.min(to, begunAt + milliseconds);
    covered += Math.max(0, end - Math.max(reached, begunAt));
    reached = Math.max(reached, end);
  }
  return covered;
}
