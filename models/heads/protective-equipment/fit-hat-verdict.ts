import { suppressNonMaxima } from '../../../src/vision/non-maximum-suppression.ts';
import type { HeadsOfPicture, SeenHead } from './collect-hat-evidence.ts';
import { verdictProbability, type Verdict } from './evidence.ts';
import { fitVerdict, type EvidenceRow } from './fit-verdict.ts';
import { hash } from './picture-sets.ts';

/** As src/vision/body/find-equipment.ts has it. */
const ONE_HAT = 0.3;
/** How much a head on an ordinary photo counts, against one on a building site: there are five times as many of these. */
const ORDINARY_WEIGHT = 4;
/** Parts into which the pictures are divided; each is judged by a verdict fitted on the others. */
const FOLDS = 5;
/** From this probability on a hat is told. */
const TOLD = 0.5;

/** Weighs what speaks for hats on building sites and on ordinary photos that neither finder nor head has seen. */
export function fitHatVerdict(sites: readonly HeadsOfPicture[], ordinary: readonly HeadsOfPicture[]): Verdict {
  const folds = Array.from({ length: FOLDS }, (_, fold) => {
    const isIn = ({ file }: HeadsOfPicture): boolean => hash(file) % FOLDS === fold;
    const verdict = fitOn(sites.filter((each) => !isIn(each)), ordinary.filter((each) => !isIn(each)));
    return { sites: told(sites.filter(isIn), verdict), ordinary: told(ordinary.filter(isIn), verdict) };
  });
  const onSites = folds.flatMap((fold) => fold.sites);
  const onOrdinary = folds.flatMap((fold) => fold.ordinary);
  const yes = (heads: readonly SeenHead[]): number => heads.filter(({ answer }) => answer).length;
  const verdict = fitOn(sites, ordinary);
  console.log(`hat verdict: ${JSON.stringify(verdict)}`);
  console.log(`hat verdict, by verdicts fitted without the picture: in ${sites.length} pictures of building sites ${yes(onSites)} hats told rightly and ${onSites.length - yes(onSites)} wrongly, in ${ordinary.length} ordinary photos ${onOrdinary.length}`);
  return verdict;
}

/** The library tells one hat once: what counts is who is left then, which depends on the verdict itself. */
function fitOn(sites: readonly HeadsOfPicture[], ordinary: readonly HeadsOfPicture[]): Verdict {
  const rows = (kept: (picture: HeadsOfPicture) => readonly SeenHead[]): EvidenceRow[] => [
    ...sites.flatMap(kept).map((head) => ({ ...head, weight: 1 })),
    ...ordinary.flatMap(kept).map((head) => ({ ...head, weight: ORDINARY_WEIGHT })),
  ];
  const first = fitVerdict(rows(({ heads }) => heads));
  return fitVerdict(rows((picture) => distinct(picture, first)));
}

function distinct({ heads }: HeadsOfPicture, verdict: Verdict): (SeenHead & { readonly score: number })[] {
  return suppressNonMaxima(heads.map((head) => ({ ...head, score: verdictProbability(verdict, head.evidence) })), ONE_HAT);
}

function told(pictures: readonly HeadsOfPicture[], verdict: Verdict): SeenHead[] {
  return pictures.flatMap((picture) => distinct(picture, verdict)).filter(({ score }) => score >= TOLD);
}
