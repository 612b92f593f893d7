import { readHead, type LinearHead, type StoredHead } from '../linear-head.ts';
import type { Verdict } from './evidence.ts';
import { readNetwork, type SmallNetwork, type StoredNetwork } from '../../../src/vision/small-network.ts';
import stored from './hat-finder.json' with { type: 'json' };

/** How `hat-finder.json` holds it. */
export interface StoredHatFinder {
  readonly gate: StoredHead;
  readonly network: StoredNetwork;
  /** On the numbers of `hatEvidence`. */
  readonly verdict: Verdict;
}

/** The finder of hats in YOLOX's inner values; it belongs to `yolox-nano` and is never run on another model. */
export interface HatFinder {
  /** A cell below 0 is no hat and needs no closer look; reads the two towers alone. */
  readonly gate: LinearHead;
  /** Logit of a hat, then its middle from the cell's, in cells, and the logarithms of its sides in cells. */
  readonly network: SmallNetwork;
  /** On the numbers of `hatEvidence`. */
  readonly verdict: Verdict;
}

let opened: HatFinder | undefined;

/** Fitted by `train.ts`. */
export function hatFinder(): HatFinder {
  const { gate, network, verdict }: StoredHatFinder = stored;
  opened ??= { gate: readHead(gate), network: readNetwork(network), verdict };
  return opened;
}
