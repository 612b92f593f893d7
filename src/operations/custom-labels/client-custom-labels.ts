import type { RekognitionConfig, TrainingProgress } from '../../config.ts';
import type { VersionRow } from '../../jobs/custom-label-record.ts';
import * as database from '../../jobs/custom-labels-database.ts';
import { openModelVersions, type ModelVersions } from '../../jobs/model-versions.ts';
import type { WorkerHost } from '../../runtime/worker-host.ts';
import type { EpochEvent, TrainingCalls } from '../../training/training-calls.ts';
import type { OperationContext } from '../context.ts';
import { lookAtNothing } from './detect-custom-labels.ts';
import { trainVersion } from './train-version.ts';
import type { VersionHead } from './version-head.ts';

/** Projects and versions of this site, as a client sees them. */
export interface ClientCustomLabels {
  readonly database: typeof database;
  readonly versions: ModelVersions;
  /** The head of a trained version, which stays in memory. */
  readonly headOf: (arn: string) => Promise<VersionHead>;
  /** Ends the work of this client; trainings go on where a client opens next. */
  readonly close: () => Promise<void>;
}

/** What a client lends to its trainings. */
export interface CustomLabelsSurroundings {
  readonly config: RekognitionConfig;
  /** What the calls for one picture work with. */
  readonly contextOf: (signal: AbortSignal, requestId: string) => OperationContext;
  /** Makes ready a worker for training, which starts when it is called. */
  readonly hostTraining: (onEpoch: (event: EpochEvent) => void) => WorkerHost<TrainingCalls>;
  readonly tell: (progress: TrainingProgress) => void;
}

/** Opens the database of projects and goes on with trainings that were interrupted by a reload. */
export async function openClientCustomLabels({ config, contextOf, hostTraining, tell }: CustomLabelsSurroundings): Promise<ClientCustomLabels> {
  const heads = new Map<string, VersionHead>();
  // Trainings take turns, so an epoch is always one of the training at work.
  let onEpoch: (event: EpochEvent) => void = () => {};
  const worker = hostTraining((event) => onEpoch(event));

  async function headOf(arn: string): Promise<VersionHead> {
    // Kept by trainVersion alone.
    const head = heads.get(arn) ?? ((await database.readHead(arn)) as VersionHead | undefined);
    if (!head) throw new Error('The model of the version is gone from this browser: train it again.');
    heads.set(arn, head);
    return head;
  }

  async function tryOut(row: VersionRow, signal: AbortSignal): Promise<void> {
    await lookAtNothing(await headOf(row.arn), contextOf(signal, row.name));
  }

  const versions = openModelVersions({
    tryOut,
    train: (row, signal, goesOn) =>
      trainVersion(row, signal, goesOn, {
        config,
        contextOf: (ofPicture) => contextOf(ofPicture, row.name),
        training: (ofHead, listener) => {
          onEpoch = listener;
          return worker.calls(ofHead);
        },
        tell,
      }),
  });
  await versions.resume();
  return {
    database,
    versions,
    headOf,
    async close() {
      await versions.close();
      worker.stop();
    },
  };
}
