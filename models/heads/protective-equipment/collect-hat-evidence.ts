import type { Sessions } from '../../../src/runtime/sessions.ts';
import { viewCrops } from '../../../src/vision/backbone/backbone.ts';
import { headSquareSide, viewHead } from '../../../src/vision/body/equipment-views.ts';
import { absoluteBox } from '../../../src/vision/body/head-evidence.ts';
import { personCandidates } from '../../../src/vision/body/persons.ts';
import { center, intersectionOverUnion, type PixelBox } from '../../../src/vision/geometry.ts';
import { headDecision, headProbability, readHead, rootsOf } from '../linear-head.ts';
import type { PictureDecoder } from '../training/picture-decoder.ts';
import { readPixels } from '../../../src/vision/pixel-reader.ts';
import type { SeenPicture } from './collect-sightings.ts';
import { hatEvidence, type DoubtedHead } from './hat-evidence.ts';
import { readLabelledBoxes } from './labelled-boxes.ts';
import type { StoredEquipmentHeads } from './predict.ts';

const BACKBONE = 'mobilenet-v2-imagenet';
/** A head wears a hat when the box that would be told overlaps a labelled one by this. */
const SAME_HAT = 0.35;

/** A head as finder and head have seen it. */
export interface SeenHead {
  readonly evidence: readonly number[];
  /** As it would be told. */
  readonly box: PixelBox;
  readonly answer: boolean;
}

/** The heads of one picture. */
export interface HeadsOfPicture {
  readonly file: string;
  readonly heads: readonly SeenHead[];
}

/** What speaks for a hat on each head, and whether there is one; in pictures without labels there is none. */
export async function collectHatEvidence({ seen, areLabelled, heads, sessions, decoder }: {
  readonly seen: readonly SeenPicture[];
  readonly areLabelled: boolean;
  /** Those of the preferred backbone. */
  readonly heads: StoredEquipmentHeads;
  readonly sessions: Sessions;
  readonly decoder: PictureDecoder;
}): Promise<HeadsOfPicture[]> {
  const head = readHead(heads.heads.headCover);
  const box = heads.headCoverBox.map(readHead);
  const collected: HeadsOfPicture[] = [];
  for (const sighting of seen) {
    const { file, width, height } = sighting;
    const picture = readPixels(await decoder.decode(file));
    const hats = areLabelled ? (await readLabelledBoxes(file, width, height)).map((each) => each.box) : [];
    const candidates = personCandidates(sighting, width, height);
    const views = await viewCrops(sessions, candidates.map((candidate) => viewHead(picture, candidate.head)), BACKBONE);
    const doubted = candidates.map((candidate, index): DoubtedHead => {
      const roots = rootsOf(views[index]?.feature ?? new Float32Array());
      const [x = 0, y = 0, across = 0, down = 0] = box.map((each) => headDecision(each, roots));
      const ofHead = absoluteBox([x, y, across, down], { ...center(candidate.head), unit: headSquareSide(candidate.head) });
      return { candidate, byHead: headProbability(head, roots), box: candidate.hat?.box ?? ofHead };
    });
    const evidence = hatEvidence(doubted);
    collected.push({
      file,
      heads: doubted.map((each, index) => ({
        evidence: evidence[index] ?? [],
        box: each.box,
        answer: hats.some((hat) => intersectionOverUnion(hat, each.box) >= SAME_HAT),
      })),
    });
  }
  return collected;
}
