import type { Evaluation } from '../../training/evaluation.ts';
import { stratifiedSplit } from '../../training/split.ts';
import type { TrainingCalls, TrainingState } from '../../training/training-calls.ts';
import type { OperationContext } from '../context.ts';
import type { DescribedLine, Look } from './picture-features.ts';
import type { EvaluatedVersion } from './training-files.ts';
import { keyOf, type UsableData } from './usable-data.ts';
import type { VersionHead } from './version-head.ts';

/** What the learning of labels of whole pictures and the learning of places have in common. */
export interface Learning<Seen> {
  /** What is to be seen in pictures of the training data, of which AutoCreate puts some aside for testing. */
  readonly atTraining: Look<Seen>;
  /** What is to be seen in pictures of test data of their own. */
  readonly atTesting: Look<Seen>;
  /** Trains a head and tests it. */
  readonly learn: (data: UsableData, training: readonly DescribedLine<Seen>[], testing: readonly DescribedLine<Seen>[], school: School) => Promise<Learnt>;
}

/** A trained head and what was found out about it. */
export interface Learnt {
  readonly head: VersionHead;
  readonly evaluation: Evaluation;
  /** The lines of the tested pictures with what was told of them. */
  readonly manifest: (version: EvaluatedVersion) => string;
}

/** What learning works with. */
export interface School {
  readonly signal: AbortSignal;
  /** What the calls for one picture work with. */
  readonly contextOf: (signal: AbortSignal) => OperationContext;
  /**
   * Lets the training worker train, from the last checkpoint that was kept under a name.
   *
   * @param name of the checkpoint; it has to differ for other examples: pictures may have come or gone meanwhile
   */
  readonly train: <Outcome>(name: string, train: (calls: TrainingCalls, from: TrainingState | undefined) => Promise<Outcome>) => Promise<Outcome>;
  /** Told after every picture that is tested after training. */
  readonly onTested: (done: number, total: number) => void;
}

/** With fewer pictures of a label none is spared for finding out when to stop: the training's own loss tells. */
const ENOUGH_TO_HOLD_OUT = 20;
const HELD_OUT_PART = 0.1;
const HOLD_OUT_SEED = 7;

/** Keys of the pictures that are not learnt from, because they tell when to stop. */
export function heldOutKeys<Seen>(described: readonly DescribedLine<Seen>[], labels: readonly string[]): ReadonlySet<string> {
  const counts = labels.map((label) => described.filter(({ line }) => line.labels.includes(label)).length);
  if (Math.min(...counts) < ENOUGH_TO_HOLD_OUT) return new Set();
  const items = described.map(({ line }) => ({ key: keyOf(line), labels: line.labels }));
  return new Set(stratifiedSplit(items, HELD_OUT_PART, HOLD_OUT_SEED).smaller.map(({ key }) => key));
}
