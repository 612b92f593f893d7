import type { Sessions } from '../../../src/runtime/sessions.ts';
import { viewCrops } from '../../../src/vision/backbone/backbone.ts';
import { lookForBodies } from '../../../src/vision/body/body-sightings.ts';
import { headSquareSide, viewHead } from '../../../src/vision/body/equipment-views.ts';
import { absoluteBox } from '../../../src/vision/body/head-evidence.ts';
import { personCandidates } from '../../../src/vision/body/persons.ts';
import { center, intersectionOverUnion, type PixelBox } from '../../../src/vision/geometry.ts';
import { suppressNonMaxima } from '../../../src/vision/non-maximum-suppression.ts';
import { headProbability, readHead, rootsOf } from '../linear-head.ts';
import { readNetwork } from '../../../src/vision/small-network.ts';
import { fitLogisticRegression, type LinearDecision } from '../training/logistic-regression.ts';
import type { PictureDecoder } from '../training/picture-decoder.ts';
import { readPixels } from '../training/pixel-reader.ts';
import type { HatVerdict, StoredHatFinder } from './hat-finder.ts';
import { readLabelledBoxes } from './labelled-boxes.ts';
import type { StoredEquipmentHeads } from './predict.ts';

const BACKBONE = 'mobilenet-v2-imagenet';
/** A head wears a hat when the box that would be told overlaps a labelled one by this. */
const SAME_HAT = 0.35;
const PENALTY = 1e-4;
/** Share of heads that are taken to wear a hat, as for the head that looks at them; set by hand. */
const PRIOR = 0.4;
/** As src/vision/body/find-equipment.ts has it. */
const ONE_HAT = 0.3;

/** Weighs the finder's score against the head's probability, on pictures that neither has seen. */
export async function fitHatVerdict({ files, finder, heads, sessions, decoder }: {
  /** Relative to ../shared/data. */
  readonly files: readonly string[];
  readonly finder: Omit<StoredHatFinder, 'verdict'>;
  /** Those of the preferred backbone. */
  readonly heads: StoredEquipmentHeads;
  readonly sessions: Sessions;
  readonly decoder: PictureDecoder;
}): Promise<HatVerdict> {
  const ready = { gate: readHead(finder.gate), network: readNetwork(finder.network) };
  const head = readHead(heads.heads.headCover);
  const box = heads.headCoverBox.map(readHead);
  const looked: Looked[][] = [];
  const overlaps: (readonly [finder: number, head: number, mean: number])[] = [];
  for (const file of files) {
    const picture = readPixels(await decoder.decode(file));
    const hats = (await readLabelledBoxes(file, picture.width, picture.height)).map((each) => each.box);
    const candidates = personCandidates(await lookForBodies(sessions, picture, ready), picture.width, picture.height);
    const views = await viewCrops(sessions, candidates.map((candidate) => viewHead(picture, candidate.head)), BACKBONE);
    looked.push(candidates.map((candidate, index) => {
      const roots = rootsOf(views[index]?.feature ?? new Float32Array());
      const [x = 0, y = 0, width = 0, height = 0] = box.map((each) => each.weights.reduce((sum, weight, at) => sum + weight * (roots[at] ?? 0), each.bias));
      const ofHead = absoluteBox([x, y, width, height], { ...center(candidate.head), unit: headSquareSide(candidate.head) });
      const hatScore = candidate.hat?.score;
      const told = candidate.hat?.box ?? ofHead;
      if (candidate.hat) overlaps.push(...hats.map((hat) => [told, ofHead, meanBox(told, ofHead)].map((each) => intersectionOverUnion(hat, each)) as [number, number, number]).filter((pair) => Math.max(...pair) >= SAME_HAT));
      return {
        row: [hatScore === undefined ? 0 : logit(hatScore), logit(headProbability(head, roots)), hatScore === undefined ? 1 : 0],
        box: told,
        answer: hats.some((hat) => intersectionOverUnion(hat, told) >= SAME_HAT),
      };
    }));
  }
  // The library tells one hat once: what counts is who is left then, which depends on the verdict itself.
  const first = fit(looked.flat());
  const left = looked.flatMap((ofPicture) =>
    suppressNonMaxima(ofPicture.map((each) => ({ ...each, score: first.bias + each.row.reduce((sum, value, at) => sum + value * (first.weights[at] ?? 0), 0) })), ONE_HAT),
  );
  const { bias: fittedBias, weights: [finderWeight = 0, headWeight = 0, unseenWeight = 0] } = fit(left);
  const share = left.filter(({ answer }) => answer).length / left.length;
  const bias = fittedBias + Math.log(PRIOR / (1 - PRIOR)) - Math.log(share / (1 - share));
  const rounded = (value: number): number => Number(value.toPrecision(5));
  const verdict = { bias: rounded(bias), finder: rounded(finderWeight), head: rounded(headWeight), unseen: rounded(unseenWeight / finderWeight) };
  const half = (which: 0 | 1 | 2): number => overlaps.filter((pair) => pair[which] >= 0.5).length;
  console.log(`hat verdict: of ${overlaps.length} hats the finder's box overlaps ${half(0)} by half or more, the head's ${half(1)}, their mean ${half(2)}`);
  console.log(`hat verdict: ${left.length} heads, ${left.filter(({ answer }) => answer).length} with hats, ${JSON.stringify(verdict)}`);
  return verdict;
}

function meanBox(a: PixelBox, b: PixelBox): PixelBox {
  return { left: (a.left + b.left) / 2, top: (a.top + b.top) / 2, width: (a.width + b.width) / 2, height: (a.height + b.height) / 2 };
}

/** A head as finder and head have seen it. */
interface Looked {
  /** Logits of finder and head, and 1 where the finder saw nothing. */
  readonly row: readonly number[];
  /** As it would be told. */
  readonly box: PixelBox;
  readonly answer: boolean;
}

function fit(looked: readonly Looked[]): LinearDecision {
  return fitLogisticRegression({
    rows: { values: Float32Array.from(looked.flatMap(({ row }) => row)), count: looked.length, length: 3 },
    answers: Uint8Array.from(looked, ({ answer }) => (answer ? 1 : 0)),
    rowWeights: new Float64Array(looked.length).fill(1 / looked.length),
    penalty: PENALTY,
  });
}

function logit(probability: number): number {
  const bounded = Math.min(1 - 1e-4, Math.max(1e-4, probability));
  return Math.log(bounded / (1 - bounded));
}
