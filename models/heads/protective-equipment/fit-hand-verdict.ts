import type { SkinShares } from '../../../src/vision/body/skin-shares.ts';
import { verdictProbability, type Verdict } from './evidence.ts';
import { fitVerdict } from './fit-verdict.ts';
import { handEvidence } from './hand-evidence.ts';
import type { PlannedView } from './planned-views.ts';

/** What the head said of a hand whose scene it has not seen. */
interface JudgedHand {
  readonly view: PlannedView;
  readonly answer: boolean;
  /** Probability of yes. */
  readonly score: number;
}

/** The verdict, and what verdicts that were fitted without the scene say of each hand whose colours are as they were. */
export interface FittedHandVerdict<Judged extends JudgedHand> {
  readonly verdict: Verdict;
  readonly judged: Judged[];
}

/**
 * Weighs the head's probability against the skin that is seen.
 *
 * @param prior share of hands that are taken to be gloved
 * @param foldOf scenes that are left out together
 */
export function fitHandVerdict<Judged extends JudgedHand>(
  hands: readonly Judged[],
  skin: ReadonlyMap<PlannedView, SkinShares>,
  prior: number,
  foldOf: (group: string) => number,
): FittedHandVerdict<Judged> {
  const seen = hands.flatMap((hand) => {
    const shares = skin.get(hand.view);
    return shares ? [{ hand, fold: foldOf(hand.view.group), answer: hand.answer, evidence: handEvidence(hand.score, shares) }] : [];
  });
  const judged = [...new Set(seen.map(({ fold }) => fold))].flatMap((left) => {
    const verdict = fit(seen.filter(({ fold }) => fold !== left), prior);
    return seen.filter(({ fold }) => fold === left).map(({ hand, evidence }) => ({ ...hand, score: verdictProbability(verdict, evidence) }));
  });
  return { verdict: fit(seen, prior), judged };
}

function fit(hands: readonly { readonly answer: boolean; readonly evidence: readonly number[] }[], prior: number): Verdict {
  const yes = hands.filter(({ answer }) => answer).length;
  return fitVerdict(hands.map((hand) => ({ ...hand, weight: hand.answer ? prior / yes : (1 - prior) / (hands.length - yes) })));
}
