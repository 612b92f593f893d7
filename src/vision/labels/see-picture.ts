import type { Sessions } from '../../runtime/sessions.ts';
import { backboneOf, viewPicture } from '../backbone/backbone.ts';
import { describeFaces, faceDetector } from '../face/find-faces.ts';
import type { FaceCandidate } from '../face/detector.ts';
import { area, intersectionOverUnion } from '../geometry.ts';
import { imageProperties, type ImageProperties } from '../image-properties/image-properties.ts';
import { findObjects, objectDetector } from '../objects/find-objects.ts';
import { faceProbability } from '../objects/object-probability.ts';
import { findPeople, PERSON_KIND } from '../objects/people.ts';
import type { PictureReader } from '../picture-reader.ts';
import { seeConcepts } from './concepts.ts';
import { coloredBoxes, type SceneRequest, type SeenFace, type SeenPicture } from './seen-picture.ts';

/** So many of the largest faces are described; the others are only counted. */
const DESCRIBED_FACES = 6;
/** Pixels; the attributes of smaller faces are guesses. */
const LEAST_DESCRIBED_HEIGHT = 36;
/** A described face and a candidate that overlap by more than this are the same. */
const SAME_FACE = 0.3;

/** Models that a request needs, to be loaded side by side. */
export function sceneModels(sessions: Sessions, { labels }: SceneRequest): string[] {
  const detectors = [objectDetector(sessions).model, faceDetector(sessions).model];
  return labels ? [...detectors, backboneOf(sessions), 'facemesh', 'faceres', 'face-expression'] : detectors;
}

/** Object detector and backbone of this build. */
export function labelModels(sessions: Sessions): readonly string[] {
  return [objectDetector(sessions).model, backboneOf(sessions)];
}

/** The whole way of one picture: objects, faces, people, classes, concepts, colours. */
export async function seePicture(sessions: Sessions, picture: PictureReader, request: SceneRequest): Promise<SeenPicture> {
  const objects = await findObjects(sessions, picture);
  // Labels of a picture that lies on its side are poor anyway: turning it would cost more than all else.
  const detector = faceDetector(sessions);
  const candidates = await detector.detect(picture, { upright: true });
  const plainFace = ({ box, score }: FaceCandidate): SeenFace => ({ box, confidence: faceProbability(detector.model, score) });
  const faces = request.labels ? await describeLargest(sessions, picture, candidates, plainFace) : candidates.map(plainFace);
  const people = findPeople(objects, faces, picture);
  const things = objects.filter(({ kind }) => kind !== PERSON_KIND);
  const whole = request.labels ? await seeWhole(sessions, picture) : { concepts: [] };
  return { objects: things, people, faces, ...whole, ...(request.properties && { properties: propertiesOf(picture, things, people, request.properties) }) };
}

/** Objects from this probability on are what the picture is of. */
const FOREGROUND = 0.5;

function propertiesOf(
  picture: PictureReader,
  objects: SeenPicture['objects'],
  people: SeenPicture['people'],
  { maxColors, boxesFrom }: NonNullable<SceneRequest['properties']>,
): ImageProperties {
  const foreground = [...objects, ...people].filter(({ probability }) => probability >= FOREGROUND).map(({ box }) => box);
  return imageProperties(picture, foreground, coloredBoxes({ objects, people }, boxesFrom), maxColors);
}

/** All faces; those that are large enough with what can be told of them. */
async function describeLargest(
  sessions: Sessions,
  picture: PictureReader,
  candidates: readonly FaceCandidate[],
  plainFace: (candidate: FaceCandidate) => SeenFace,
): Promise<SeenFace[]> {
  const bySize = candidates.toSorted((a, b) => area(b.box) - area(a.box));
  const large = bySize.filter(({ box }, index) => index < DESCRIBED_FACES && box.height >= LEAST_DESCRIBED_HEIGHT);
  const described = await describeFaces(sessions, picture, large, { maxFaces: DESCRIBED_FACES, attributes: true, embeddings: false, coarseEyes: true });
  // What was looked at closely and is no face drops out.
  const others = bySize.slice(large.length).filter(({ box }) => described.every((face) => intersectionOverUnion(face.box, box) <= SAME_FACE));
  return [
    ...described.map(({ box, confidence, pose, attributes }): SeenFace => ({ box, confidence, pose, ...(attributes && { attributes }) })),
    ...others.map(plainFace),
  ];
}

async function seeWhole(sessions: Sessions, picture: PictureReader): Promise<Pick<SeenPicture, 'classes' | 'concepts'>> {
  const backbone = backboneOf(sessions);
  const views = await viewPicture(sessions, picture, backbone);
  const concepts = seeConcepts(views, backbone);
  return backbone === 'mobilenet-v2-imagenet' ? { concepts, classes: meanClasses(views) } : { concepts };
}

/** Probability of each of the 1,000 ImageNet classes, from the two views of a picture by that backbone. */
export function meanClasses({ squashed, middle }: Awaited<ReturnType<typeof viewPicture>>): Float32Array {
  // Entry 0 is "background", which is no class.
  return mean(squashed.probabilities, middle.probabilities).slice(1);
}

function mean(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, index) => (value + (b[index] ?? 0)) / 2);
}
