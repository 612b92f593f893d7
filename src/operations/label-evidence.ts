import calibration from '../../models/heads/class-sums/calibration.json' with { type: 'json' };
import type { PixelBox } from '../vision/geometry.ts';
import type { FaceAttributes } from '../vision/face/face.ts';
import type { SeenFace, SeenPicture } from '../vision/labels/seen-picture.ts';
import { scoreLogit } from '../vision/objects/object-probability.ts';
import { cocoLabels } from './label-taxonomy/coco-labels.ts';
import { imagenetLabels } from './label-taxonomy/imagenet-labels.ts';
import type { PictureSize } from './face-shapes.ts';

/** One reason to give a label, with the boxes that it rests on. */
export interface LabelEvidence {
  readonly name: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly instances: readonly { readonly box: PixelBox; readonly confidence: number }[];
}

/** Everything that was seen, by the names of labels; a name can occur several times. Ancestors of objects and people are not among them. */
export function labelEvidence(seen: SeenPicture, size: PictureSize): LabelEvidence[] {
  return [
    ...seen.objects.map(({ kind, probability, box }) => located(cocoLabels[kind] ?? '', probability, box)),
    ...seen.people.map(({ probability, box }) => located('Person', probability, box)),
    ...seen.people.flatMap(({ face, box, probability }) => personEvidence(face === undefined ? undefined : seen.faces[face], box, probability)),
    ...faceEvidence(seen.faces, size),
    ...groupEvidence(seen),
    ...(seen.classes ? classEvidence(seen.classes, seen.concepts.map(({ name }) => name)) : []),
    ...seen.concepts.map(({ name, probability }) => everywhere(name, probability)),
  ];
}

function located(name: string, confidence: number, box: PixelBox): LabelEvidence {
  return { name, confidence, instances: [{ box, confidence }] };
}

function everywhere(name: string, confidence: number): LabelEvidence {
  return { name, confidence, instances: [] };
}

/**
 * Names with the sum of the probabilities of all classes that carry them, calibrated. Ancestors are among them; what a
 * head of its own has judged is not.
 */
function classEvidence(classes: Float32Array, judgedByHeads: readonly string[]): LabelEvidence[] {
  return [...classSums(classes)]
    .filter(([name]) => !withheld.has(name) && !judgedByHeads.includes(name))
    .map(([name, sum]) => everywhere(name, 1 / (1 + Math.exp(-(calibration.slope * scoreLogit(sum) + calibration.offset)))));
}

const withheld: ReadonlySet<string> = new Set(calibration.withheld);

/** Sums below this are no reason for anything. */
const LEAST_SUM = 0.02;

/** The sum of the probabilities of all classes that carry a name, for every name. */
export function classSums(classes: Float32Array): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  imagenetLabels().forEach((names, index) => {
    for (const name of names) sums.set(name, (sums.get(name) ?? 0) + (classes[index] ?? 0));
  });
  return new Map([...sums].filter(([, sum]) => sum >= LEAST_SUM));
}

/** A man or woman is told from this probability of the gender on; what is less sure is told as a person only. */
const SURE_GENDER = 0.8;
/** Years; grown up with probability one half, and how quickly surety grows around it: estimates are off by several years. */
const GROWN_UP = { age: 21, width: 2 } as const;

function personEvidence(face: SeenFace | undefined, box: PixelBox, person: number): LabelEvidence[] {
  if (!face?.attributes) return [];
  const { female, age } = face.attributes;
  const adult = person / (1 + Math.exp(-((age.low + age.high) / 2 - GROWN_UP.age) / GROWN_UP.width));
  const gender = Math.max(female, 1 - female);
  const [young, grown] = female >= 0.5 ? ['Female', 'Woman'] : ['Male', 'Man'];
  if (gender < SURE_GENDER || young === undefined || grown === undefined) return [located('Adult', adult, box)];
  return [located('Adult', adult, box), located(young, person * gender, box), located(grown, Math.min(adult, person * gender), box)];
}

/** What a face shows, as labels. */
const attributeLabels: readonly (readonly [string, (attributes: FaceAttributes) => number])[] = [
  ['Smile', ({ smile }) => smile],
  ['Happy', ({ expressions }) => expressions.happy],
  ['Glasses', ({ eyeglasses, sunglasses }) => Math.max(eyeglasses, sunglasses)],
  ['Sunglasses', ({ sunglasses }) => sunglasses],
  ['Beard', ({ beard }) => beard],
  ['Mustache', ({ mustache }) => mustache],
];

/** A picture is a portrait of its only face when the face is at least about this high, per height of the picture. */
const PORTRAIT_FACE = 0.3;

function faceEvidence(faces: readonly SeenFace[], { height }: PictureSize): LabelEvidence[] {
  const [only, ...others] = faces;
  const portrait = only && others.length === 0 ? only.confidence * Math.min(1, only.box.height / height / PORTRAIT_FACE) : 0;
  return [
    ...faces.map(({ confidence }) => everywhere('Face', confidence)),
    ...faces.flatMap(({ attributes, confidence }) =>
      attributes ? attributeLabels.map(([name, probability]) => everywhere(name, Math.min(confidence, probability(attributes)))) : [],
    ),
    ...(portrait > 0 ? [everywhere('Portrait', portrait)] : []),
  ];
}

/** Set by hand: a label is 55 sure from two people on, and a crowd from eight. */
const GROUP = { people: 1.5, crowd: 6.5 } as const;

function groupEvidence({ people }: SeenPicture): LabelEvidence[] {
  const count = people.filter(({ probability }) => probability >= 0.5).length;
  if (count < 2) return [];
  return [everywhere('People', count / (count + GROUP.people)), everywhere('Crowd', count / (count + GROUP.crowd))];
}
