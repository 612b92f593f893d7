import type { SmallNetwork } from '../vision/small-network.ts';

/** Features and truth of the pictures to learn from. Several rows may show one picture. */
export interface TrainingExamples {
  /** Features one after another, as the vision worker gives them. */
  readonly features: Float32Array;
  /** Numbers in each. */
  readonly featureLength: number;
  /** For each row one number for each label: 1 for yes, 0 for no. */
  readonly targets: Float32Array;
  readonly labelCount: number;
  /** Whether a picture has exactly one label. */
  readonly exclusive: boolean;
  /** Which rows are looked at for when to stop, and never learnt from: 1 for those. May be none. */
  readonly heldOut: Uint8Array;
}

/** Where a training is; it goes on from there as if it had never stopped. */
export interface TrainingState {
  readonly epoch: number;
  /** What is learnt, in an order that the training knows. */
  readonly parameters: readonly Float32Array[];
  /** Of the optimiser: its steps, then the first moments of all parameters and the second ones. */
  readonly steps: number;
  readonly moments: readonly Float32Array[];
  readonly best: { readonly loss: number; readonly parameters: readonly Float32Array[] };
  /** Epochs since the loss last fell. */
  readonly sinceBest: number;
}

/** Cells to learn from, of several views of several pictures. */
export interface DetectionExamples {
  /** Numbers of the cells, one cell after another, as the vision worker gives them. */
  readonly features: Float32Array;
  /** Numbers of a cell. */
  readonly length: number;
  /** For each cell the index of the label of the thing whose middle it shows, or -1 where it shows none. */
  readonly labels: Int32Array;
  /** For each cell the four numbers of its box. */
  readonly places: Float32Array;
  readonly labelCount: number;
  /** Which cells are looked at for when to stop, and never learnt from: 1 for those. May be none. */
  readonly heldOut: Uint8Array;
}

/** A trained head that finds things. */
export interface DetectionOutcome {
  readonly network: SmallNetwork;
  /** Epochs learnt. */
  readonly epochs: number;
}

/** A trained head, for features as the vision worker gives them. */
export interface TrainingOutcome {
  readonly weights: Float32Array;
  readonly biases: Float32Array;
  /** Epochs learnt. */
  readonly epochs: number;
}

/** What the training worker tells after an epoch. */
export interface EpochEvent {
  readonly epoch: number;
  /** Mean loss of the rows learnt from: cross-entropy, and where boxes are learnt the error of their places besides. */
  readonly loss: number;
  /** The same of those held out, where there are some. */
  readonly heldOutLoss?: number;
  /** Most epochs there will be. */
  readonly epochsAtMost: number;
  /** From time to time. */
  readonly state?: TrainingState;
}

/** What the training worker answers. */
export interface TrainingCalls {
  /** Trains a linear head; tells every epoch. */
  trainHead(examples: TrainingExamples, from: TrainingState | undefined): Promise<TrainingOutcome>;
  /** Trains a head that finds things; tells every epoch. */
  trainDetection(examples: DetectionExamples, from: TrainingState | undefined): Promise<DetectionOutcome>;
}
