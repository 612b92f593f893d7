import type { Sessions } from '../../../src/runtime/sessions.ts';
import { viewCrops } from '../../../src/vision/backbone/backbone.ts';
import { viewHead } from '../../../src/vision/body/equipment-views.ts';
import { findHats } from '../../../src/vision/body/find-hats.ts';
import { personCandidates } from '../../../src/vision/body/persons.ts';
import { intersectionOverUnion } from '../../../src/vision/geometry.ts';
import { headProbability, readHead, rootsOf, type StoredHead } from '../linear-head.ts';
import { readNetwork } from '../small-network.ts';
import { fitLogisticRegression } from '../training/logistic-regression.ts';
import type { PictureDecoder } from '../training/picture-decoder.ts';
import { readPixels } from '../training/pixel-reader.ts';
import type { HatPicture } from './fit-head-boxes.ts';
import type { HatVerdict, StoredHatFinder } from './hat-finder.ts';

const BACKBONE = 'mobilenet-v2-imagenet';
/** A head whose box overlaps a labelled hat by this wears it. */
const SAME_HAT = 0.4;
const PENALTY = 1e-4;

/** Weighs the finder's score against the head's probability, on pictures that neither has seen. */
export async function fitHatVerdict({ pictures, finder, headCover, sessions, decoder }: {
  readonly pictures: readonly HatPicture[];
  readonly finder: Omit<StoredHatFinder, 'verdict'>;
  readonly headCover: StoredHead;
  readonly sessions: Sessions;
  readonly decoder: PictureDecoder;
}): Promise<HatVerdict> {
  const ready = { gate: readHead(finder.gate), network: readNetwork(finder.network) };
  const head = readHead(headCover);
  const rows: number[] = [];
  const answers: number[] = [];
  for (const { seen, hats } of pictures) {
    const picture = readPixels(await decoder.decode(seen.file));
    const found = await findHats(sessions, picture, ready);
    const candidates = personCandidates({ persons: seen.persons, faces: seen.faces, hats: found.hats }, picture.width, picture.height);
    const views = await viewCrops(sessions, candidates.map((candidate) => viewHead(picture, candidate.head)), BACKBONE);
    candidates.forEach((candidate, index) => {
      const byHead = headProbability(head, rootsOf(views[index]?.feature ?? new Float32Array()));
      const { hatScore } = candidate;
      rows.push(hatScore === undefined ? 0 : logit(hatScore), logit(byHead), hatScore === undefined ? 1 : 0);
      answers.push(hats.some((hat) => intersectionOverUnion(hat, candidate.head) >= SAME_HAT) ? 1 : 0);
    });
  }
  const { bias, weights: [finderWeight = 0, headWeight = 0, unseenWeight = 0] } = fitLogisticRegression({
    rows: { values: Float32Array.from(rows), count: answers.length, length: 3 },
    answers: Uint8Array.from(answers),
    rowWeights: new Float64Array(answers.length).fill(1 / answers.length),
    penalty: PENALTY,
  });
  const rounded = (value: number): number => Number(value.toPrecision(5));
  const verdict = { bias: rounded(bias), finder: rounded(finderWeight), head: rounded(headWeight), unseen: rounded(unseenWeight / finderWeight) };
  console.log(`hat verdict: ${answers.length} heads, ${answers.filter((answer) => answer === 1).length} with hats, ${JSON.stringify(verdict)}`);
  return verdict;
}

function logit(probability: number): number {
  const bounded = Math.min(1 - 1e-4, Math.max(1e-4, probability));
  return Math.log(bounded / (1 - bounded));
}
