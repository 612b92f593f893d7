import { Rekognition } from '../../src/index.ts';
import { openFeeder, type Feeder, type Outcome } from './feed.ts';
import { diceOf, mutate, type Mutation } from './mutate.ts';
import { resealCollection, resealGallery, resealModel, resealPng } from './reseal.ts';
import { fileKinds, makeSpecimens, type FileKind, type Specimens } from './specimens.ts';

/** A mutated file; kind, seed and index make it again. */
export interface MutatedFile {
  readonly kind: FileKind;
  readonly index: number;
  readonly changes: readonly string[];
  /** The file itself. */
  readonly base64: string;
}

/** What came of a file, and how long that took. */
export interface FuzzOutcome extends Outcome {
  readonly milliseconds: number;
}

/** Mutates files and hands them to the library. */
export interface FuzzRun {
  make(seed: number, index: number): Promise<MutatedFile>;
  /** Resolves after 10 seconds at the latest, unless the page itself hangs. */
  feed(file: Pick<MutatedFile, 'kind' | 'index' | 'base64'>): Promise<FuzzOutcome>;
  close(): Promise<void>;
}

/** Nothing may take longer. */
const PATIENCE_MILLISECONDS = 10_000;

/** Dear kinds come less often. */
const order: readonly FileKind[] = ['JPEG', 'WebM', 'collection', 'PNG', 'gallery', 'MP4', 'JPEG', 'trained model', 'WebM', 'collection', 'PNG', 'Ground Truth manifest', 'MP4', 'gallery', 'JPEG', 'model file'];
const jsonKinds: readonly FileKind[] = ['collection', 'gallery', 'trained model', 'Ground Truth manifest'];
const reseals: Partial<Readonly<Record<FileKind, (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>>>> = {
  PNG: resealPng,
  collection: resealCollection,
  gallery: resealGallery,
  'trained model': resealModel,
};

/** The mutation of a number: the same for the same specimens. */
async function mutationOf(specimens: Specimens, seed: number, index: number): Promise<Mutation & { readonly kind: FileKind }> {
  const dice = diceOf(seed, index);
  const kind = order[index % order.length] ?? 'JPEG';
  const mutation = mutate(dice.pick(specimens[kind]), specimens[dice.pick(fileKinds)][0], jsonKinds.includes(kind), dice);
  const reseal = reseals[kind];
  if (!reseal || dice.below(4) === 0) return { ...mutation, kind };
  return { kind, bytes: await reseal(mutation.bytes), changes: [...mutation.changes, 'checksums made right'] };
}

/** Makes the specimens and the clients. */
export async function openFuzzRun(): Promise<FuzzRun> {
  const rekognition = new Rekognition({ device: 'wasm' });
  const specimens = await makeSpecimens(rekognition);
  let feeder: Promise<Feeder> = openFeeder(rekognition, specimens);
  // Loading models is not the file's doing.
  await rekognition.detectFaces({ Image: { Bytes: specimens.JPEG[0] } });

  async function outcomeOf(kind: FileKind, bytes: Uint8Array<ArrayBuffer>, index: number): Promise<Outcome> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<Outcome>((resolve) => {
      timer = setTimeout(() => resolve({ told: 'nothing', failure: `nothing within ${PATIENCE_MILLISECONDS / 1000} s` }), PATIENCE_MILLISECONDS);
    });
    const outcome = await Promise.race([(await feeder).feed(kind, bytes, index), late]);
    clearTimeout(timer);
    if (outcome.told !== 'nothing') return outcome;
    // Whatever it is still at must not disturb the next file.
    await rekognition.eraseEverything({ keepModels: true });
    feeder = makeSpecimens(rekognition).then(() => openFeeder(rekognition, specimens));
    return outcome;
  }

  return {
    async make(seed, index) {
      const { kind, bytes, changes } = await mutationOf(specimens, seed, index);
      return { kind, index, changes, base64: base64Of(bytes) };
    },
    async feed({ kind, index, base64 }) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const begun = performance.now();
      return { ...(await outcomeOf(kind, bytes, index)), milliseconds: performance.now() - begun };
    },
    async close() {
      await (await feeder).close();
      await rekognition.close();
    },
  };
}

function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
