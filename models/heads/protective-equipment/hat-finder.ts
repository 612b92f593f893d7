import { readHead, type LinearHead, type StoredHead } from '../linear-head.ts';
import type { Verdict } from './evidence.ts';
import { readNetwork, type SmallNetwork, type StoredNetwork } from '../../../src/vision/small-network.ts';
import stored from './hat-finder.json' with { type: 'json' };

/** How `hat-finder.json` holds it. */
export interface StoredHatFinder {
  readonly towerGate: StoredHead;
  readonly gate: StoredHead;
  readonly networks: readonly StoredNetwork[];
  /** On the numbers of `hatEvidence`. */
  readonly verdict: Verdict;
}

/** The finder of hats in YOLOX's inner values; it belongs to `yolox-nano` and is never run on another model. */
export interface HatFinder {
  /** A cell below 0 is no hat and needs no closer look; reads the two towers alone, which is quick. */
  readonly towerGate: LinearHead;
  /** The same from all numbers of a cell. */
  readonly gate: LinearHead;
  /** Each tells the logit of a hat, then its middle from the cell's, in cells, and the logarithms of its sides in cells; what counts is their mean. */
  readonly networks: readonly SmallNetwork[];
  /** On the numbers of `hatEvidence`. */
  readonly verdict: Verdict;
}

let opened: HatFinder | undefined;

/** Fitted by `train.ts`. */
export function hatFinder(): HatFinder {
  opened ??= openHatFinder(stored);
  return opened;
}

/** Makes a stored finder ready to be applied. */
export function openHatFinder({ towerGate, gate, networks, verdict }: StoredHatFinder): HatFinder {
  return { towerGate: readHead(towerGate), gate: readHead(gate), networks: networks.map(readNetwork), verdict };
}
