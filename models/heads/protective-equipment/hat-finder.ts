import { readHead, type LinearHead, type StoredHead } from '../linear-head.ts';
import { readNetwork, type SmallNetwork, type StoredNetwork } from '../../../src/vision/small-network.ts';
import stored from './hat-finder.json' with { type: 'json' };

/** How `hat-finder.json` holds it. */
export interface StoredHatFinder {
  readonly gate: StoredHead;
  readonly network: StoredNetwork;
  readonly verdict: HatVerdict;
}

/** How the finder's score and the head cover's probability are put together: weights of their logits. */
export interface HatVerdict {
  readonly bias: number;
  readonly finder: number;
  readonly head: number;
  /** Logit that stands for the finder's score where it sees nothing. */
  readonly unseen: number;
}

/** The finder of hats in YOLOX's inner values; it belongs to `yolox-nano` and is never run on another model. */
export interface HatFinder {
  /** A cell below 0 is no hat and needs no closer look; reads the two towers alone. */
  readonly gate: LinearHead;
  /** Logit of a hat, then its middle from the cell's, in cells, and the logarithms of its sides in cells. */
  readonly network: SmallNetwork;
  readonly verdict: HatVerdict;
}

let opened: HatFinder | undefined;

/** Fitted by `train.ts`. */
export function hatFinder(): HatFinder {
  const { gate, network, verdict }: StoredHatFinder = stored;
  opened ??= { gate: readHead(gate), network: readNetwork(network), verdict };
  return opened;
}
