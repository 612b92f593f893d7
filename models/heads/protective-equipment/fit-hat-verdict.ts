import type { Sessions } from '../../../src/runtime/sessions.ts';
import { viewCrops } from '../../../src/vision/backbone/backbone.ts';
import { headSquareSide, viewHead } from '../../../src/vision/body/equipment-views.ts';
import { findHats } from '../../../src/vision/body/find-hats.ts';
import { absoluteBox } from '../../../src/vision/body/head-evidence.ts';
import { personCandidates } from '../../../src/vision/body/persons.ts';
import { center, intersectionOverUnion, type PixelBox } from '../../../src/vision/geometry.ts';
import { suppressNonMaxima } from '../../../src/vision/non-maximum-suppression.ts';
import { headProbability, readHead, rootsOf } from '../linear-head.ts';
import { readNetwork } from '../../../src/vision/small-network.ts';
import { fitLogisticRegression, type LinearDecision } from '../training/logistic-regression.ts';
import type { PictureDecoder } from '../training/picture-decoder.ts';
import { readPixels } from '../training/pixel-reader.ts';
import type { HatPicture } from './fit-head-boxes.ts';
import type { HatVerdict, StoredHatFinder } from './hat-finder.ts';
import type { StoredEquipmentHeads } from './predict.ts';

const BACKBONE = 'mobilenet-v2-imagenet';
/** A head is right when the box that would be told of its hat overlaps a labelled one by this. */
const SAME_HAT = 0.5;
const PENALTY = 1e-4;
/** As src/vision/body/find-equipment.ts has it. */
const ONE_HAT = 0.3;

/** Weighs the finder's score against the head's probability, on pictures that neither has seen. */
export async function fitHatVerdict({ pictures, finder, heads, sessions, decoder }: {
  readonly pictures: readonly HatPicture[];
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
  for (const { seen, hats } of pictures) {
    const picture = readPixels(await decoder.decode(seen.file));
    const found = await findHats(sessions, picture, ready);
    const candidates = personCandidates({ persons: seen.persons, faces: seen.faces, hats: found.hats }, picture.width, picture.height);
    const views = await viewCrops(sessions, candidates.map((candidate) => viewHead(picture, candidate.head)), BACKBONE);
    looked.push(candidates.map((candidate, index) => {
      const roots = rootsOf(views[index]?.feature ?? new Float32Array());
      const [x = 0, y = 0, width = 0, height = 0] = box.map((each) => each.weights.reduce((sum, weight, at) => sum + weight * (roots[at] ?? 0), each.bias));
      const told = absoluteBox([x, y, width, height], { ...center(candidate.head), unit: headSquareSide(candidate.head) });
      const { hatScore } = candidate;
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
  const { bias, weights: [finderWeight = 0, headWeight = 0, unseenWeight = 0] } = fit(left);
  const rounded = (value: number): number => Number(value.toPrecision(5));
  const verdict = { bias: rounded(bias), finder: rounded(finderWeight), head: rounded(headWeight), unseen: rounded(unseenWeight / finderWeight) };
  console.log(`hat verdict: ${left.length} heads, ${left.filter(({ answer }) => answer).length} with hats, ${JSON.stringify(verdict)}`);
  return verdict;
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
