import { verdictProbability } from '../../../models/heads/protective-equipment/evidence.ts';
import { hatEvidence, type DoubtedHead } from '../../../models/heads/protective-equipment/hat-evidence.ts';
import { hatFinder } from '../../../models/heads/protective-equipment/hat-finder.ts';
import { equipmentProbability, gloveProbability, headCoverBox } from '../../../models/heads/protective-equipment/predict.ts';
import type { Sessions } from '../../runtime/sessions.ts';
import { backboneOf, viewCrops, type BackboneId, type BackboneView } from '../backbone/backbone.ts';
import { center, intersectionOverUnion, sharedPartOfSmaller } from '../geometry.ts';
import { objectDetector } from '../objects/find-objects.ts';
import { objectProbability } from '../objects/object-probability.ts';
import type { PictureReader } from '../picture-reader.ts';
import type { EquippedPerson, FoundBodyPart, FoundEquipment, Probability } from './body.ts';
import { lookForBodies, sightingModels } from './body-sightings.ts';
import { headSquareSide, viewFace, viewHand, viewHead } from './equipment-views.ts';
import { faceCoverBox } from './face-cover-box.ts';
import { faceOfPose } from './face-of-pose.ts';
import { handPointModels, readHands } from './hand-points.ts';
import { handsOfPose, type Hand } from './hands.ts';
import { absoluteBox } from './head-evidence.ts';
import { withoutTwins, type ToldPerson } from './person-twins.ts';
import { headJointScore, personCandidates, type PersonCandidate } from './persons.ts';
import { skinShares } from './skin-shares.ts';
import { withoutHatsOnBodies, type SeenPerson } from './worn-by-nobody.ts';

/** The API's cap. */
const MOST_PERSONS = 15;
/** What is less likely than this is not told. */
const LEAST_PROBABILITY = 0.5;
/** A glove is told where skin is missing: the verdict has to be surer (models/heads/protective-equipment/report.md). */
const LEAST_HAND_COVER = 0.8;
/** Where the wrist itself is doubtful, missing skin says nothing: of 76 hands of photos without gloves two were told to wear one, with wrists at 0.50 and 0.51. */
const SURE_WRIST = 0.55;
/** A doubtful wrist is believed when the hand network sees a hand there at least this surely (models/heads/protective-equipment/weigh-wrists.ts). */
const SURE_HAND = 0.8;
/** Wrists that are less sure than this are not looked at. */
const LEAST_WRIST = 0.3;
/** Hats that overlap more than this are one. */
const SAME_HAT = 0.3;
/** Of two hats the smaller is a part of the larger when this much of it lies inside. */
const PART_OF_HAT = 0.6;
/** Models that `findEquipment` runs. */
export function equipmentModels(sessions: Sessions): string[] {
  return [...sightingModels(sessions), backboneOf(sessions), ...handPointModels];
}

/** Finds persons and what covers their faces, heads and hands: at most 15, surest first. */
export async function findEquipment(sessions: Sessions, picture: PictureReader): Promise<EquippedPerson[]> {
  const heads = await lookAtHeads(sessions, picture);
  const persons = withoutTwins(withoutHatsOnBodies(heads.filter(({ confidence }) => confidence >= LEAST_PROBABILITY)))
    .toSorted((a, b) => b.confidence - a.confidence)
    .slice(0, MOST_PERSONS);
  const equipped: EquippedPerson[] = [];
  for (const person of persons) equipped.push(await describePerson(sessions, picture, person));
  return equipped;
}

/** What covers the heads of a picture, however unlikely: `findEquipment` tells the likely ones. Measurements need the others, too. */
export async function weighHeadCovers(sessions: Sessions, picture: PictureReader): Promise<FoundEquipment[]> {
  return (await lookAtHeads(sessions, picture)).map(({ headCover }) => headCover);
}

/** A candidate whose head was looked at. */
interface LookedAt extends ToldPerson, SeenPerson {
  readonly candidate: PersonCandidate;
  readonly headCover: FoundEquipment;
}

/** Heads, each once. A hat is worn by somebody: it can make a person of what is doubtful otherwise. */
async function lookAtHeads(sessions: Sessions, picture: PictureReader): Promise<LookedAt[]> {
  const candidates = personCandidates(await lookForBodies(sessions, picture), picture.width, picture.height);
  const backbone = backboneOf(sessions);
  const views = await viewCrops(sessions, candidates.map(({ head }) => viewHead(picture, head)), backbone);
  const detector = objectDetector(sessions).model;
  const headCovers = headCoversOf(candidates, views, backbone, sessions.has('yolox-nano'));
  const looked = candidates.map((candidate, index): LookedAt => {
    const headCover = headCovers[index];
    if (!headCover) throw new Error('A head was left out.');
    const asObject = candidate.score > 0 ? objectProbability(detector, candidate.score) : 0;
    return {
      candidate,
      headCover,
      box: candidate.box,
      head: candidate.head,
      hasFace: candidate.face !== undefined,
      isHatAlone: candidate.face === undefined && candidate.score === 0,
      showsHead: candidate.face !== undefined || headCover.confidence >= LEAST_PROBABILITY,
      confidence: either(asObject, candidate.face?.score ?? 0, headCover.confidence),
    };
  });
  return distinct(looked);
}

/**
 * Seen from near, two guesses of one head meet in the same hat: of those the best is kept, first who has a face, then whose
 * hat is surer. Heads without hats were told apart before.
 */
function distinct(looked: readonly LookedAt[]): LookedAt[] {
  const rank = ({ candidate, headCover }: LookedAt): number => (candidate.face ? 1 : 0) + headCover.confidence;
  const kept: LookedAt[] = [];
  for (const each of looked.toSorted((a, b) => rank(b) - rank(a))) {
    const isTwin = kept.some(({ headCover }) => areOneHat(headCover, each.headCover));
    if (!isTwin || each.candidate.face) kept.push(each);
  }
  return kept;
}

function areOneHat(a: FoundEquipment, b: FoundEquipment): boolean {
  const areBothLikely = Math.min(a.confidence, b.confidence) >= LEAST_PROBABILITY;
  return intersectionOverUnion(a.box, b.box) > SAME_HAT || (areBothLikely && sharedPartOfSmaller(a.box, b.box) > PART_OF_HAT);
}

function headCoversOf(candidates: readonly PersonCandidate[], views: readonly BackboneView[], backbone: BackboneId, hatsWereSought: boolean): FoundEquipment[] {
  const heads = candidates.map((candidate, index): DoubtedHead => {
    const { feature } = viewAt(views, index);
    const { head, hat } = candidate;
    // The finder's box is nearer to the hat than what the head tells of it.
    const box = hat?.box ?? absoluteBox(headCoverBox(backbone, feature), { ...center(head), unit: headSquareSide(head) });
    return { candidate, byHead: equipmentProbability('headCover', backbone, feature), box };
  });
  const evidence = hatEvidence(heads);
  return heads.map(({ box, byHead }, index) => {
    const confidence = hatsWereSought ? verdictProbability(hatFinder().verdict, evidence[index] ?? []) : byHead;
    // The head was trained on hats that are worn against whatever else is seen at a head: to find one is to find it worn.
    return { kind: 'headCover', box, confidence, covers: confidence };
  });
}

async function describePerson(sessions: Sessions, picture: PictureReader, { candidate, headCover, confidence }: LookedAt): Promise<EquippedPerson> {
  const { box, pose, head } = candidate;
  const face = candidate.face ?? (pose && faceOfPose(pose));
  const hands = pose ? handsOfPose(pose, head).filter(({ score, box: hand }) => score >= LEAST_WRIST && isInside(center(hand), picture)) : [];
  const backbone = backboneOf(sessions);
  const [faceView, ...handViews] = await viewCrops(
    sessions,
    [...(face ? [viewFace(picture, face.points)] : []), ...hands.map((hand) => viewHand(picture, hand.box))],
    backbone,
  ).then((views) => (face ? views : [undefined, ...views]));
  const parts: FoundBodyPart[] = [];
  if (face && faceView) {
    const covered = equipmentProbability('faceCover', backbone, faceView.feature);
    parts.push({ name: 'face', confidence: face.score, equipment: likely({ kind: 'faceCover', box: faceCoverBox(face.points), confidence: covered, covers: covered }) });
  }
  const headSeen = either(face?.score ?? 0, headCover.confidence, headJointScore(candidate));
  if (headSeen >= LEAST_PROBABILITY) parts.push({ name: 'head', confidence: headSeen, equipment: likely(headCover) });
  const covered = hands.map((hand, index) => gloveProbability(backbone, viewAt(handViews, index).feature, skinShares(picture, hand.box)));
  parts.push(...(await describeHands(sessions, picture, hands, covered)));
  return { box, confidence, parts };
}

/**
 * Hands whose wrists are seen, and gloved ones whose wrists are doubtful but where the hand network sees a hand: gloves hide
 * wrists.
 *
 * @param covered probability of a glove for each hand
 */
async function describeHands(sessions: Sessions, picture: PictureReader, hands: readonly Hand[], covered: readonly Probability[]): Promise<FoundBodyPart[]> {
  const seen = hands.map((hand, index) => ({ ...hand, covered: covered[index] ?? 0 }));
  const doubtful = seen.filter(({ score, covered: byGlove }) => score < SURE_WRIST && byGlove >= LEAST_HAND_COVER);
  const looks = await readHands(sessions, picture, doubtful.map(({ box }) => box));
  return seen.flatMap((hand) => {
    const presence = looks[doubtful.indexOf(hand)]?.presence ?? 0;
    const isSure = hand.score >= SURE_WRIST || presence >= SURE_HAND;
    const confidence = presence >= SURE_HAND ? Math.max(hand.score, presence) : hand.score;
    if (confidence < LEAST_PROBABILITY) return [];
    const glove: FoundEquipment = { kind: 'handCover', box: hand.box, confidence: hand.covered, covers: hand.covered };
    return [{ name: hand.name, confidence, equipment: isSure ? likely(glove, LEAST_HAND_COVER) : [] }];
  });
}

function likely(piece: FoundEquipment, least = LEAST_PROBABILITY): readonly FoundEquipment[] {
  return piece.confidence >= least ? [piece] : [];
}

/** Probability that at least one of some independent signs is right. */
function either(...signs: readonly Probability[]): Probability {
  return 1 - signs.reduce((none, sign) => none * (1 - sign), 1);
}

function isInside({ x, y }: { readonly x: number; readonly y: number }, { width, height }: PictureReader): boolean {
  return x >= 0 && y >= 0 && x < width && y < height;
}

function viewAt(views: readonly (BackboneView | undefined)[], index: number): BackboneView {
  const view = views[index];
  if (!view) throw new Error('The backbone left out a view.');
  return view;
}
