import type { Machine } from './machine.ts';
import type { RendererMemory } from './renderer-memory.ts';
import type { AnalysisPace } from './video-page/main.ts';
import type { StageTimes } from './video-page/stages.ts';

/** How the frames were got. */
export type MeasuredPath = 'decoder' | 'element';

/** One analysis of the clip. */
export interface PaceRow extends AnalysisPace {
  readonly analysis: string;
  readonly path: MeasuredPath;
}

/** FaceDetection beside a peer's faces in the very same frames, in the same run. */
export interface PeerRow {
  readonly peer: string;
  readonly ours: AnalysisPace;
  readonly theirs: AnalysisPace;
}

export interface StageRow {
  readonly analysis: string;
  readonly times: StageTimes;
}

/** Where the analysis of the long clip stood, and what was held then. */
export interface MemoryRow extends RendererMemory {
  readonly path: MeasuredPath;
  readonly videoSeconds: number;
  readonly openFrames: number;
  readonly madeFrames: number;
}

/** Everything that is measured of stored video. */
export interface VideoReport {
  readonly machine: Machine;
  readonly threads: number;
  /** Length of the clip that the pace was measured on. */
  readonly clipSeconds: number;
  /** Frames that are looked at of each second. */
  readonly rate: number;
  readonly pace: readonly PaceRow[];
  readonly peers: readonly PeerRow[];
  readonly stages: readonly StageRow[];
  /** Length of the long clip. */
  readonly minutes: number;
  readonly memory: readonly MemoryRow[];
}

/** Seconds of video that are analysed in a second: above 1 is faster than real time. */
export function timesRealTime({ videoSeconds, workSeconds }: AnalysisPace): number {
  return videoSeconds / workSeconds;
}

export function millisecondsPerFrame({ frames, workSeconds }: AnalysisPace): number {
  return (1000 * workSeconds) / frames;
}

/** Time of ours by time of the peer: below 1 ours is faster. */
export function peerRatio({ ours, theirs }: PeerRow): number {
  return ours.workSeconds / theirs.workSeconds;
}

/** Megabytes that were held more at the end than after the first part, by which all models are loaded. */
export function memoryGrowth(memory: readonly MemoryRow[], path: MeasuredPath): { readonly heap: number; readonly process: number } | undefined {
  const rows = memory.filter((row) => row.path === path);
  const [, first] = rows;
  const last = rows.at(-1);
  return first && last ? { heap: last.heap - first.heap, process: last.process - first.process } : undefined;
}

/** Why there is one peer. */
export const WITHOUT_PEER = 'Faces are compared with those of @vladmandic/human in the same frames. None of the peers of these benchmarks answers the other seven for a video.';
