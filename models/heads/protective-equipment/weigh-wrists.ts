/**
 * Prints how many gloves of the `train` folder and how many bare hands of ordinary photos would be told at wrists that are
 * seen more or less surely, by how surely the hand network sees a hand there. LEAST_WRIST, SURE_WRIST and SURE_HAND of
 * src/vision/body/find-equipment.ts are read off this.
 *
 * Usage: tsx models/heads/protective-equipment/weigh-wrists.ts
 *
 * The ordinary photos are those that are held back for the verdicts; the head and the verdict on gloves know the clips.
 */
import { gloveProbability } from './predict.ts';
import { createNativeSessions } from '../training/native-sessions.ts';
import { openPictureDecoder } from '../training/picture-decoder.ts';
import { readPixels } from '../../../src/vision/pixel-reader.ts';
import { lookForBodies } from '../../../src/vision/body/body-sightings.ts';
import { viewCrops } from '../../../src/vision/backbone/backbone.ts';
import { viewHand } from '../../../src/vision/body/equipment-views.ts';
import { readHands } from '../../../src/vision/body/hand-points.ts';
import { handsOfPose } from '../../../src/vision/body/hands.ts';
import { personCandidates } from '../../../src/vision/body/persons.ts';
import { skinShares } from '../../../src/vision/body/skin-shares.ts';
import { intersectionOverUnion } from '../../../src/vision/geometry.ts';
import { isForVerdict } from './held-back.ts';
import { kindsIn, readLabelledBoxes } from './labelled-boxes.ts';
import { filesOf, glovePictures, pictureSets } from './picture-sets.ts';
import { WITH_GLOVES } from './plan-views.ts';

const BACKBONE = 'mobilenet-v2-imagenet';
/** One picture of gloves in five: neighbours in a clip look alike. */
const STEP = 5;
/** A wrist leads to a labelled hand when the boxes overlap by this. */
const SAME_HAND = 0.1;
/** Bars of the verdict, the wrist and the hand network. */
const TOLD = 0.8;
const WRISTS = [0.25, 0.3, 0.4, 0.5, 0.55, 1];
const PRESENCES = [0, 0.3, 0.5, 0.7, 0.8, 0.9];

/** A hand that a wrist led to. */
interface WeighedHand {
  readonly isGloved: boolean;
  readonly wrist: number;
  readonly presence: number;
  readonly glove: number;
}

const sessions = createNativeSessions();
const decoder = openPictureDecoder();
const hands: WeighedHand[] = [];
try {
  for (const file of filesOf(glovePictures).filter((_, index) => index % STEP === 2)) hands.push(...(await handsIn(file)));
  const ordinary = [pictureSets.coco, pictureSets.groups, pictureSets.crowds].flatMap((set) => filesOf(set)).filter(isForVerdict);
  for (const file of ordinary) hands.push(...(await handsIn(file)));
} finally {
  await decoder.close();
}
console.log('wrist from, to: then for each presence from, gloved told (of), bare of ordinary photos told (of)');
WRISTS.slice(0, -1).forEach((low, index) => {
  const high = WRISTS[index + 1] ?? 1;
  const counts = PRESENCES.map((bar) => {
    const count = (isGloved: boolean): string => {
      const here = hands.filter((hand) => hand.isGloved === isGloved && hand.wrist >= low && hand.wrist < high && hand.presence >= bar);
      return `${here.filter(({ glove }) => glove >= TOLD).length} (${here.length})`;
    };
    return `${bar}: ${count(true)}, ${count(false)}`;
  });
  console.log(`${low}, ${high}: ${counts.join('; ')}`);
});

/** The gloved hands of a picture of gloves, or all of an ordinary photo. */
async function handsIn(file: string): Promise<WeighedHand[]> {
  const isLabelled = file.startsWith(`${glovePictures.folder}/`);
  const image = await decoder.decode(file);
  const { width, height } = image;
  if (!isLabelled && (await kindsIn(file, width, height)).some((kind) => WITH_GLOVES.includes(kind))) return [];
  const gloved = isLabelled ? (await readLabelledBoxes(file, width, height)).filter(({ kind }) => kind === 0) : [];
  const picture = readPixels(image);
  const found = personCandidates(await lookForBodies(sessions, picture), width, height)
    .flatMap(({ pose, head }) => (pose ? handsOfPose(pose, head) : []))
    .filter(({ score, box }) => score >= (WRISTS[0] ?? 0) && (!isLabelled || gloved.some((label) => intersectionOverUnion(label.box, box) >= SAME_HAND)));
  const views = await viewCrops(sessions, found.map(({ box }) => viewHand(picture, box)), BACKBONE);
  const looks = await readHands(sessions, picture, found.map(({ box }) => box));
  return found.map(({ score, box }, index) => ({
    isGloved: isLabelled,
    wrist: score,
    presence: looks[index]?.presence ?? 0,
    glove: gloveProbability(BACKBONE, views[index]?.feature ?? new Float32Array(), skinShares(picture, box)),
  }));
}
