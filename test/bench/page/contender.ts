import type { CallProfile } from '../../../src/index.ts';

/** A photo, the same for every contender. */
export interface Photo {
  /** Decoded. */
  readonly canvas: HTMLCanvasElement;
  /** The same as a file. */
  readonly jpeg: Blob;
}

/** What one contender does with photos; each workload resolves to the number of faces, words or objects it found. */
export interface Contender {
  /** Loads the models of all its workloads; called once, in a fresh page. */
  readonly load: (threads: number) => Promise<void>;
  /** Profiles of the calls since it was last asked, of a contender that has such. */
  readonly takeProfiles?: () => readonly CallProfile[];
  /** By name of the workload. The photo is the one of the run; `source` is a portrait to compare it with. */
  readonly workloads: Readonly<Record<string, (photo: Photo, source: Photo) => Promise<number>>>;
}
