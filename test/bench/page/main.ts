import type { CallProfile } from '../../../src/index.ts';
import type { Contender, Photo } from './contender.ts';
import { openPhoto, type PhotoSource } from './photos.ts';

/** One timed call. */
export interface Timing {
  readonly milliseconds: number;
  /** Faces, words or objects. */
  readonly found: number;
}

/** What the program outside asks of the page. Every page runs one contender. */
export interface BenchPage {
  readonly open: (photos: readonly PhotoSource[], source: PhotoSource) => Promise<void>;
  /** Library, models and the first answer, from nothing; resolves to the names of the workloads too. */
  readonly cold: (contender: string, workload: string | undefined, photo: string, threads: number) => Promise<Timing & { workloads: readonly string[] }>;
  readonly warm: (workload: string, photo: string) => Promise<Timing>;
  /** Profiles of the calls since it was last asked; none of peers. */
  readonly profiles: () => readonly CallProfile[];
}

declare global {
  interface Window {
    bench: BenchPage;
  }
}

const contenders: Readonly<Record<string, () => Promise<{ contender: Contender }>>> = {
  ours: () => import('./ours.ts'),
  'face-api': () => import('./face-api.ts'),
  human: () => import('./human.ts'),
  tesseract: () => import('./tesseract.ts'),
};

const photos = new Map<string, Photo>();
let source: Photo | undefined;
let loaded: Contender | undefined;

function call(workload: string, photoName: string): Promise<number> {
  const photo = photos.get(photoName);
  const run = loaded?.workloads[workload];
  if (photo === undefined || source === undefined || run === undefined) throw new Error(`Nothing to run for "${workload}" on "${photoName}".`);
  return run(photo, source);
}

async function timed(work: () => Promise<number>): Promise<Timing> {
  const start = performance.now();
  const found = await work();
  return { milliseconds: performance.now() - start, found };
}

window.bench = {
  open: async (sources, portrait) => {
    if (!crossOriginIsolated) throw new Error('The page is not cross-origin isolated: every contender would run on one thread.');
    for (const each of sources) photos.set(each.name, await openPhoto(each));
    source = await openPhoto(portrait);
  },
  cold: async (name, workload, photo, threads) => {
    const importContender = contenders[name];
    if (importContender === undefined) throw new Error(`There is no contender "${name}".`);
    const timing = await timed(async () => {
      ({ contender: loaded } = await importContender());
      await loaded.load(threads);
      return call(workload ?? Object.keys(loaded.workloads)[0] ?? '', photo);
    });
    return { ...timing, workloads: Object.keys(loaded?.workloads ?? {}) };
  },
  warm: (workload, photo) => timed(() => call(workload, photo)),
  profiles: () => loaded?.takeProfiles?.() ?? [],
};
