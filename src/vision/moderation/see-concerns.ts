import { predictSmoking, smokingProbability } from '../../../models/heads/smoking/predict.ts';
import type { Sessions } from '../../runtime/sessions.ts';
import { backboneOf, viewCrops, type BackboneId, type BackboneView } from '../backbone/backbone.ts';
import { handDetectorModels } from '../body/hand-detector.ts';
import { handPointModels, readHands } from '../body/hand-points.ts';
import { faceDetector } from '../face/find-faces.ts';
import { objectDetector, type FoundObject } from '../objects/find-objects.ts';
import type { PictureReader } from '../picture-reader.ts';
import { concernProbabilities } from './bars.ts';
import type { ConcernScores, SeenConcerns } from './concerns.ts';
import { alcoholInVessel, imageNetSign, type ImageNetConcern } from './imagenet-signs.ts';
import { handsOfPeople } from './hands-of-people.ts';
import { middleFingerSign } from './middle-finger.ts';
import { classifyNsfw, NSFW_MODELS, type NsfwClasses } from './nsfw.ts';
import { bodyView, frameOf, handView, LOWEST_FACE, smokingView, torsoView, vesselViews, wholeViews, type FaceFrame } from './views.ts';

/** The largest faces, around which somebody may smoke. */
const MOST_SMOKERS = 6;
/** The largest faces, below which a body is looked at. */
const MOST_BODIES = 3;
/** Bottles, wine glasses and cups, by COCO's numbers: what they hold is read from the object itself. */
const VESSELS: ReadonlySet<number> = new Set([39, 40, 41]);
const MOST_VESSELS = 4;
const VIEWS_OF_VESSEL = 3;
/** An object below this is not looked at. */
const LEAST_OBJECT = 0.3;

/** Models that `seeConcerns` runs, the object detector's among them. */
export function concernModels(sessions: Sessions): string[] {
  return [objectDetector(sessions).model, faceDetector(sessions).model, ...NSFW_MODELS, backboneOf(sessions), ...handDetectorModels, ...handPointModels];
}

/**
 * Looks for everything that somebody may not want to see.
 *
 * @param objects what a detector has found in the same picture
 */
export async function seeConcerns(sessions: Sessions, picture: PictureReader, objects: readonly FoundObject[]): Promise<SeenConcerns> {
  return { probabilities: concernProbabilities(await lookForConcerns(sessions, picture, objects), backboneOf(sessions)), backbone: backboneOf(sessions) };
}

/** The same, as the models have it: test/accuracy/fit-moderation.ts fits the bars on these numbers. */
export async function lookForConcerns(sessions: Sessions, picture: PictureReader, objects: readonly FoundObject[]): Promise<ConcernScores> {
  const faces = await facesOf(sessions, picture);
  const hands = await handsOfPeople(sessions, picture, faces, objects);
  const whole = wholeViews(picture);
  const bodies = faces.slice(0, MOST_BODIES).flatMap((face) => [torsoView(picture, face), bodyView(picture, face)]);
  const smokers = [...faces.slice(0, MOST_SMOKERS).map((face) => smokingView(picture, face)), ...hands.map((hand) => handView(picture, hand))];
  const vessels = vesselsOf(objects).flatMap(({ box }) => vesselViews(picture, box));
  const nsfw = await classifyNsfw(sessions, 'nsfw-mobilenet-v2', [...whole, ...bodies]);
  const secondOpinion = await classifyNsfw(sessions, 'nsfw-mobilenet-v2-mid', whole);
  const views = await viewCrops(sessions, [...whole, ...bodies, ...smokers, ...vessels]);
  const take = (count: number): BackboneView[] => views.splice(0, count);
  return {
    ...nsfwSigns(nsfw, secondOpinion),
    middleFinger: Math.max(0, ...(await readHands(sessions, picture, hands)).map(middleFingerSign)),
    ...backboneSigns(backboneOf(sessions), nsfw, { whole: take(2), bodies: take(bodies.length), smokers: take(smokers.length), vessels: take(vessels.length) }),
  };
}

async function facesOf(sessions: Sessions, picture: PictureReader): Promise<FaceFrame[]> {
  const frames = (await faceDetector(sessions).detect(picture)).map(frameOf);
  return frames.filter(({ height }) => height >= LOWEST_FACE).toSorted((a, b) => b.height - a.height);
}

function vesselsOf(objects: readonly FoundObject[]): FoundObject[] {
  const vessels = objects.filter(({ kind, probability }) => VESSELS.has(kind) && probability >= LEAST_OBJECT);
  return vessels.toSorted((a, b) => b.probability - a.probability).slice(0, MOST_VESSELS);
}

/** The first two of `views` are of the whole picture, which `secondOpinion` is about as well. */
function nsfwSigns(views: readonly NsfwClasses[], secondOpinion: readonly NsfwClasses[]): ConcernScores {
  const whole = views.slice(0, 2);
  const bodies = views.slice(2);
  const both = [...whole, ...secondOpinion];
  return {
    nudity: mean(both.map(({ porn }) => porn)),
    drawnNudity: mean(both.map(({ hentai }) => hentai)),
    revealingClothes: Math.max(mean(whole.map(({ sexy }) => sexy)), ...bodies.map(({ sexy }) => sexy)),
  };
}

/**
 * Sleeveless dresses look like swimsuits to one network and bare shoulders suggestive to the other: each view counts as far
 * as both agree, and torso and body of a face as far as they do.
 *
 * @param agreed products for the two views of the whole picture, then for torso and body of each face
 */
function swimwearSign(agreed: readonly number[]): number {
  const pairs = Array.from({ length: agreed.length / 2 }, (_, index) => agreed.slice(2 * index, 2 * index + 2));
  return Math.max(...pairs.map(mean));
}

function inVessels(views: readonly BackboneView[]): number[] {
  const vessels = Array.from({ length: views.length / VIEWS_OF_VESSEL }, (_, index) => views.slice(index * VIEWS_OF_VESSEL, (index + 1) * VIEWS_OF_VESSEL));
  return vessels.map((ofOne) => alcoholInVessel(ofOne.map(({ probabilities }) => probabilities)));
}

interface BackboneViews {
  readonly whole: readonly BackboneView[];
  readonly bodies: readonly BackboneView[];
  readonly smokers: readonly BackboneView[];
  readonly vessels: readonly BackboneView[];
}

function backboneSigns(backbone: BackboneId, nsfw: readonly NsfwClasses[], { whole, bodies, smokers, vessels }: BackboneViews): ConcernScores {
  const smoking = smokingProbability(
    backbone,
    whole.map(({ feature }) => predictSmoking(backbone, 'whole', feature)),
    smokers.map(({ feature }) => predictSmoking(backbone, 'near', feature)),
  );
  if (backbone !== 'mobilenet-v2-imagenet') return { smoking };
  const signs = (views: readonly BackboneView[], concern: ImageNetConcern): number[] =>
    views.map(({ probabilities }) => imageNetSign(probabilities, concern));
  const inWhole = (concern: ImageNetConcern): number => mean(signs(whole, concern));
  return {
    smoking,
    femaleSwimwear: swimwearSign([...whole, ...bodies].map(({ probabilities }, index) => imageNetSign(probabilities, 'femaleSwimwear') * (nsfw[index]?.sexy ?? 0))),
    maleSwimwear: inWhole('maleSwimwear'),
    // The class is of trunks, but below a face the network sees the bare chest above them.
    bareChest: Math.max(0, ...signs(bodies, 'maleSwimwear')),
    alcohol: Math.max(inWhole('alcohol'), ...inVessels(vessels)),
    weapon: inWhole('weapon'),
    pills: inWhole('pills'),
    syringe: inWhole('syringe'),
    gambling: inWhole('gambling'),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
