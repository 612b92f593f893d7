import type { CallProfile } from '../../src/index.ts';
import type { Machine } from './machine.ts';
import type { NativeRun } from './native-limit.ts';
import type { ContenderName } from './plan.ts';
import { median, quantile } from './statistics.ts';

/** First answers, in milliseconds. */
export interface ColdTimes {
  readonly pairing: string;
  readonly contender: ContenderName;
  /** In a browser that has never seen the page. */
  readonly fresh: readonly number[];
  /** In a browser that has, started anew. */
  readonly cached: readonly number[];
  /** Of the last cached one, of this library. */
  readonly profile?: CallProfile;
}

/** One workload of one contender on one photo. */
export interface WarmRow {
  readonly pairing: string;
  readonly contender: ContenderName;
  readonly workload: string;
  readonly photo: string;
  /** Faces, words or objects. */
  readonly found: number;
  readonly milliseconds: readonly number[];
  readonly profiles: readonly CallProfile[];
}

/** The page's own thread, for one call. */
export interface PageThread {
  readonly contender: ContenderName;
  readonly workload: string;
  readonly photo: string;
  /** All that it does, the browser's own work included. */
  readonly taskMilliseconds: number;
  /** JavaScript alone. */
  readonly scriptMilliseconds: number;
}

/** What is measured. */
export interface PicturesMeasured {
  readonly machine: Machine;
  readonly threads: number;
  readonly rounds: number;
  readonly cold: readonly ColdTimes[];
  readonly warm: readonly WarmRow[];
  readonly pageThread: readonly PageThread[];
  readonly native: readonly NativeRun[];
}

/** This library beside one peer, in milliseconds; a ratio below 1 means that this library is faster. */
export interface RatioRow {
  readonly pairing: string;
  /** Photo, or state of the browser for a first answer. */
  readonly on: string;
  readonly peer: ContenderName;
  readonly ours: number;
  readonly oursP95: number;
  readonly theirs: number;
  readonly theirsP95: number;
  readonly ratio: number;
  readonly oursFound?: number;
  readonly theirsFound?: number;
}

/** Where the time of warm calls of this library goes; medians, milliseconds. */
export interface StageRow {
  readonly pairing: string;
  readonly photo: string;
  readonly call: number;
  readonly decode: number;
  readonly resize: number;
  readonly models: number;
  readonly storage: number;
  readonly rest: number;
  /** Sum of model runs by time of the call. */
  readonly modelShare: number;
}

/** One model in the page and natively: median milliseconds of a run. */
export interface LimitRow {
  readonly model: string;
  readonly page: number;
  readonly native: number;
  readonly ratio: number;
}

/** reports/bench-pictures.json. */
export interface PicturesReport extends PicturesMeasured {
  readonly coldRatios: readonly RatioRow[];
  readonly warmRatios: readonly RatioRow[];
  readonly stages: readonly StageRow[];
  readonly limits: readonly LimitRow[];
}

const sumOf = ({ stages }: CallProfile, kind: string): number => stages.reduce((sum, stage) => sum + (stage.kind === kind ? stage.milliseconds : 0), 0);

function ratio(pairing: string, on: string, peer: ContenderName, ours: readonly number[], theirs: readonly number[]): RatioRow {
  return {
    pairing, on, peer,
    ours: median(ours), oursP95: quantile(ours, 0.95),
    theirs: median(theirs), theirsP95: quantile(theirs, 0.95),
    ratio: median(ours) / median(theirs),
  };
}

function coldRatios(cold: readonly ColdTimes[]): RatioRow[] {
  return cold.filter(({ contender }) => contender === 'ours').flatMap((ours) =>
    cold
      .filter(({ pairing, contender }) => pairing === ours.pairing && contender !== 'ours')
      .flatMap((theirs) => (['fresh', 'cached'] as const).map((state) => ratio(ours.pairing, state, theirs.contender, ours[state], theirs[state]))),
  );
}

function warmRatios(warm: readonly WarmRow[]): RatioRow[] {
  return warm.filter(({ contender }) => contender === 'ours').flatMap((ours) =>
    warm
      .filter((each) => each.pairing === ours.pairing && each.photo === ours.photo && each.contender !== 'ours')
      .map((theirs) => ({
        ...ratio(ours.pairing, ours.photo, theirs.contender, ours.milliseconds, theirs.milliseconds),
        oursFound: ours.found,
        theirsFound: theirs.found,
      })),
  );
}

function stageRow({ pairing, photo, profiles }: WarmRow): StageRow {
  const of = (read: (profile: CallProfile) => number): number => median(profiles.map(read));
  return {
    pairing,
    photo,
    call: of(({ milliseconds }) => milliseconds),
    decode: of((profile) => sumOf(profile, 'decode')),
    resize: of((profile) => sumOf(profile, 'resize')),
    models: of(({ modelMilliseconds }) => modelMilliseconds),
    storage: of((profile) => sumOf(profile, 'storage')),
    rest: of(({ restMilliseconds }) => restMilliseconds),
    modelShare: of(({ modelMilliseconds, milliseconds }) => modelMilliseconds / milliseconds),
  };
}

function limits({ warm, native }: PicturesMeasured): LimitRow[] {
  const profiles = warm.find(({ contender, pairing }) => contender === 'ours' && pairing === 'DetectFaces ALL')?.profiles ?? [];
  return native.flatMap(({ model, milliseconds }) => {
    const runs = profiles.flatMap(({ stages }) => stages.filter(({ kind, name }) => kind === 'model' && name === model).map((stage) => stage.milliseconds));
    if (runs.length === 0) return [];
    return [{ model, page: median(runs), native: median(milliseconds), ratio: median(runs) / median(milliseconds) }];
  });
}

/** Makes ratios of what was measured. */
export function shapePictures(measured: PicturesMeasured): PicturesReport {
  return {
    ...measured,
    coldRatios: coldRatios(measured.cold),
    warmRatios: warmRatios(measured.warm),
    stages: measured.warm.filter(({ profiles }) => profiles.length > 0).map(stageRow),
    limits: limits(measured),
  };
}
