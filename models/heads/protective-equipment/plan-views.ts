import { headSquareSide } from '../../../src/vision/body/equipment-views.ts';
import { handsOfPose } from '../../../src/vision/body/hands.ts';
import { headOfFace, headOfPose } from '../../../src/vision/body/head-box.ts';
import { faceEvidence, relativeBox } from '../../../src/vision/body/head-evidence.ts';
import { personCandidates } from '../../../src/vision/body/persons.ts';
import { area, center, intersectionOverUnion, type PixelBox } from '../../../src/vision/geometry.ts';
import { randomNumbers } from '../../../test/set-up/random-numbers.ts';
import type { SeenPicture } from './collect-sightings.ts';
import type { HatPicture } from './fit-head-boxes.ts';
import type { LabelledBox } from './labelled-boxes.ts';
import { hash, personOf } from './picture-sets.ts';
import type { PlannedView } from './planned-views.ts';
import type { BoxInSquare } from './predict.ts';

/** A head's box that overlaps a labelled hat by this is that hat; one that overlaps by less than the second number is none. */
const SAME_HAT = 0.35;
const NO_HAT = 0.1;
/** How far the drawn boxes are shifted and resized, in sides: as far as the library's own boxes miss them. */
const HAT_JITTER = { shift: 0.18, size: 0.3 };
const HAND_JITTER = { shift: 0.4, size: 0.35 };
/** Longer sides, in pixels, that bare heads of large photos are made small to. */
const SMALL_HEAD = { low: 14, high: 48 };
/** Units of a face's frame, in pixels, that faces are made small to. */
const SMALL_FACE = { low: 7, high: 20 };
/** A wrist that is surer than this has a hand, as in src/vision/body/find-equipment.ts. */
const SURE_WRIST = 0.5;
/** COCO's kinds that are held or worn with gloves: skis, snowboard, baseball bat and glove. */
export const WITH_GLOVES = [30, 31, 34, 35];

/** The largest face of each picture, as it is and, of every second picture, made small. People have several pictures: the name without its number tells whom. */
export function planMasks(pictures: readonly SeenPicture[], answer: boolean): PlannedView[] {
  return pictures.flatMap(({ file, faces }) => {
    const [largest] = faces.toSorted((a, b) => area(b.box) * b.score - area(a.box) * a.score);
    if (!largest) return [];
    const view: PlannedView = {
      head: 'faceCover', file, answer, group: personOf(file), source: 'masks', target: { part: 'face', points: largest.points },
    };
    const isSecond = hash(file) % 2 === 0;
    return [view, ...(isSecond ? smaller(view, faceEvidence(largest.points).frame.unit, SMALL_FACE) : [])];
  });
}

/** Faces of other photos: hardly any is covered. */
export function planBareFaces(pictures: readonly SeenPicture[], source: string): PlannedView[] {
  return pictures.flatMap(({ file, faces }) =>
    faces.flatMap(({ points }) => {
      const view: PlannedView = { head: 'faceCover', file, answer: false, group: file, source, target: { part: 'face', points } };
      return [view, ...smaller(view, faceEvidence(points).frame.unit, SMALL_FACE)];
    }),
  );
}

/** Heads as the library finds them on building sites, and the drawn boxes themselves, shifted. */
export function planHats(pictures: readonly HatPicture[]): PlannedView[] {
  return pictures.flatMap(({ seen, hats }) => {
    const { file, width, height, persons, faces } = seen;
    const plan = (box: PixelBox, hat: PixelBox | undefined, source: string): PlannedView => ({
      head: 'headCover', file, answer: hat !== undefined, group: file, source, target: { part: 'head', box },
      ...(hat && { truth: boxInSquare(hat, box) }),
    });
    // Without the hat finder's finds: the heads have to see what it misses, and serve builds that lack it.
    const found = personCandidates({ persons, faces }, width, height).flatMap(({ head, face }) => {
      const hat = hats.toSorted((a, b) => intersectionOverUnion(b, head) - intersectionOverUnion(a, head))[0];
      const overlap = hat ? intersectionOverUnion(hat, head) : 0;
      const source = face ? 'heads with faces' : 'heads without faces';
      if (hat && overlap >= SAME_HAT) return [plan(head, hat, source)];
      return overlap < NO_HAT ? [plan(head, undefined, source)] : [];
    });
    const drawn = hats.map((hat, index) => plan(shifted(hat, HAT_JITTER, hash(`${file} ${index}`)), hat, 'drawn boxes'));
    return [...found, ...drawn];
  });
}

/** Where a hat is in the square that is shown of a head. */
function boxInSquare(hat: PixelBox, head: PixelBox): BoxInSquare {
  return relativeBox(hat, { ...center(head), unit: headSquareSide(head) });
}

/** Heads of other photos, made as small as those on building sites: without them every second bare head is called a hat. */
export function planBareHeads(pictures: readonly SeenPicture[], source: string): PlannedView[] {
  return pictures.flatMap(({ file, faces, persons }) => {
    const sure = persons.filter(({ score }) => score > 0.5).map(({ box, pose }) => headOfPose(box, pose));
    const withFaces = faces.map(({ points }) => headOfFace(points));
    const alone = sure.filter((head) => withFaces.every((other) => intersectionOverUnion(head, other) < 0.2));
    return [...withFaces, ...alone].flatMap((box, index) => {
      const jittered = shifted(box, HAT_JITTER, hash(`${file} ${index}`));
      const view: PlannedView = { head: 'headCover', file, answer: false, group: file, source, target: { part: 'head', box: jittered } };
      return [view, ...smaller(view, Math.max(box.width, box.height), SMALL_HEAD)];
    });
  });
}

/** Labelled hands, shifted, as they are and in other colours. The scene is the clip that the picture is from. */
export function planHands(file: string, hands: readonly LabelledBox[]): PlannedView[] {
  const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
  const clip = name.includes('-') ? name.slice(0, name.lastIndexOf('-')) : 'numbered pictures';
  return hands.filter(({ box }) => Math.min(box.width, box.height) > 5).flatMap(({ kind, box }, index) =>
    [undefined, 1].map((version): PlannedView => {
      const seed = hash(`${file} ${index} ${version ?? 0}`);
      return {
        head: 'handCover', file, answer: kind === 0, group: clip, source: clip,
        target: { part: 'hand', box: shifted(box, HAND_JITTER, seed) },
        ...(version !== undefined && { colours: seed }),
      };
    }),
  );
}

/** Hands of people in other photos, where nothing speaks for gloves. */
export function planBareHands(pictures: readonly SeenPicture[], source: string, kindsIn: (picture: SeenPicture) => readonly number[]): PlannedView[] {
  return pictures.filter((picture) => !kindsIn(picture).some((kind) => WITH_GLOVES.includes(kind))).flatMap(({ file, persons }) =>
    persons.filter(({ score }) => score > 0.5).flatMap(({ box, pose }) =>
      handsOfPose(pose, headOfPose(box, pose)).filter(({ score }) => score > SURE_WRIST).flatMap((hand, index) =>
        [undefined, 1].map((version): PlannedView => ({
          head: 'handCover', file, answer: false, group: file, source, target: { part: 'hand', box: hand.box },
          ...(version !== undefined && { colours: hash(`${file} ${index} ${box.left}`) }),
        })),
      ),
    ),
  );
}

/** The same view of the picture made small, unless it is small already. */
function smaller(view: PlannedView, size: number, { low, high }: { readonly low: number; readonly high: number }): PlannedView[] {
  const wanted = low + randomNumbers(hash(view.file))() * (high - low);
  // One scale for a picture, so that it is decoded once.
  const scale = Number((wanted / size).toPrecision(2));
  return scale < 0.7 ? [{ ...view, scale, source: `${view.source}, small` }] : [];
}

function shifted({ left, top, width, height }: PixelBox, { shift, size }: typeof HAT_JITTER, seed: number): PixelBox {
  const random = randomNumbers(seed);
  const around = (): number => 2 * random() - 1;
  const side = Math.max(width, height);
  const factor = Math.exp(around() * size);
  const x = left + width / 2 + around() * shift * side;
  const y = top + height / 2 + around() * shift * side;
  return { left: x - (width * factor) / 2, top: y - (height * factor) / 2, width: width * factor, height: height * factor };
}

/** At most so many of the views, always the same ones. */
export function thin(views: readonly PlannedView[], most: number): PlannedView[] {
  if (views.length <= most) return [...views];
  const order = views.map((view, index) => ({ view, rank: hash(`${view.file} ${index}`) }));
  return order.toSorted((a, b) => a.rank - b.rank).slice(0, most).map(({ view }) => view);
}
