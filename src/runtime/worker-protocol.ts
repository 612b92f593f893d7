import type { RecordStage, TimedStage } from '../profile/call-profile.ts';
import type { GalleryPlace } from '../galleries/gallery-calls.ts';

/** What a worker is told before its first call. */
export interface WorkerSettings {
  /** Folder of the model files, ending in a slash; absent: where the library itself has them. */
  readonly modelsUrl?: string;
  /** Where the galleries of known people are; absent: the library's own. */
  readonly galleries?: readonly GalleryPlace[];
  /** WASM threads, at least 1. */
  readonly threads: number;
  /** Answers come with what they spent time on, as {@link ProfiledAnswer}. Default false. */
  readonly profiled?: boolean;
  /** Held by the worker for as long as it lives: whoever else gets this Web Lock knows that the worker is gone. */
  readonly lifeLock: string;
}

/** An answer of a worker whose settings ask for profiles. */
export interface ProfiledAnswer {
  readonly answer: unknown;
  readonly stages: readonly TimedStage[];
}

/** Something a worker tells without being asked. */
export type WorkerListener<Event> = (event: Event) => void;

/** The signal of one call, which carries its profile past the layers that need not know of it. */
export interface CallSignal extends AbortSignal {
  /** Takes down where the call spends its time; absent where nobody asked. */
  readonly record?: RecordStage;
}

/** The calls of a worker as the worker implements them: each is also given the signal of its caller. */
export type WorkerSide<Calls> = {
  readonly [Name in keyof Calls]: Calls[Name] extends (...parameters: infer Parameters) => infer Result
    ? (signal: CallSignal, ...parameters: Parameters) => Result
    : never;
};

/** What crosses the border: one entry for all calls, so that any of them can be cancelled by its number. */
export interface WorkerEndpoint<Event> {
  open(settings: WorkerSettings, listener: WorkerListener<Event>): Promise<void>;
  /** Resolves to a {@link ProfiledAnswer} where the settings ask for it. */
  run(call: number, name: string, parameters: readonly unknown[]): Promise<unknown>;
  cancel(call: number): void;
}
