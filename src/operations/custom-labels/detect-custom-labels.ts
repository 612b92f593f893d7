import { ResourceNotReadyException } from '../../errors.ts';
import type { Picture } from '../../media/picture.ts';
import type { CustomLabel, DetectCustomLabelsRequest, DetectCustomLabelsResponse } from '../../shapes/custom-labels.ts';
import type { BoundingBox } from '../../shapes/geometry.ts';
import { headConfidences } from '../../training/trained-head.ts';
import type { BackboneId } from '../../vision/backbone/backbone.ts';
import type { Operation, OperationContext } from '../context.ts';
import { ratioBox } from '../face-shapes.ts';
import { unknownVersion } from './project-versions.ts';
import { findsPlaces, LEAST_SCORE, type VersionHead } from './version-head.ts';

/** Bytes in the request itself (OPERATIONS 8.9). */
const LIMITS = { maxBytes: 4 * 1024 * 1024 } as const;

/** DetectCustomLabels: the labels that a running version sees in a picture, surest first, and where they are if it was trained to tell. */
export const detectCustomLabels: Operation<DetectCustomLabelsRequest, DetectCustomLabelsResponse> = async (request, context) => {
  const { ProjectVersionArn: arn = '', Image, MaxResults, MinConfidence } = request;
  const { versions, headOf } = await context.customLabels();
  const row = await versions.read(arn);
  if (!row) throw unknownVersion(arn);
  if (row.status !== 'RUNNING') throw new ResourceNotReadyException(`The model version is ${row.status}: start it, and wait until it is RUNNING.`);
  const head = await headOf(arn);
  await checkBackbone(head, context);
  const seen = await lookAt(head, await context.openPicture(Image, LIMITS), context, MinConfidence);
  return { CustomLabels: labelsTold(head, seen, MinConfidence).slice(0, MaxResults || undefined) };
};

/** What a head sees in a picture. */
export interface SeenLabel {
  /** Index of the label. */
  readonly label: number;
  /** 0 to 1. */
  readonly confidence: number;
  /** Where the head finds things. */
  readonly place?: BoundingBox;
}

async function lookAt(head: VersionHead, picture: Picture, { vision }: Pick<OperationContext, 'vision'>, minConfidence: number | undefined): Promise<SeenLabel[]> {
  if (!findsPlaces(head)) {
    const [feature] = await vision.describePicture(picture, { backbone: head.backbone as BackboneId, mirrored: false });
    if (!feature) throw new Error('The picture was not described.');
    return headConfidences(head, feature).map((confidence, label) => ({ label, confidence }));
  }
  const least = minConfidence === undefined ? Math.min(...head.thresholds) : minConfidence / 100;
  const { backbone, labels, network } = head;
  const found = await vision.findThings(picture, { backbone, labels, network }, Math.max(LEAST_SCORE, least));
  return found.map(({ label, score, box }) => ({ label, confidence: score, place: ratioBox(box, picture) }));
}

/** The labels that count, surest first. A head tells each label from its own threshold on, unless one is given for all. */
export function labelsTold({ labels, thresholds }: Pick<VersionHead, 'labels' | 'thresholds'>, seen: readonly SeenLabel[], minConfidence: number | undefined): CustomLabel[] {
  return seen
    .map(({ label, confidence, place }) => ({ Name: labels[label] ?? '', Confidence: 100 * confidence, least: minConfidence ?? 100 * (thresholds[label] ?? 1), place }))
    .filter(({ Confidence, least }) => Confidence >= least)
    .toSorted((a, b) => b.Confidence - a.Confidence || (a.Name < b.Name ? -1 : 1))
    .map(({ Name, Confidence, place }) => ({ Name, Confidence, ...(place && { Geometry: { BoundingBox: place } }) }));
}

/** Shows a square without anything to a head's model, to make sure that it answers. */
export async function lookAtNothing(head: VersionHead, context: Pick<OperationContext, 'vision'>): Promise<void> {
  await checkBackbone(head, context);
  const bitmap = await createImageBitmap(new ImageData(TRIAL_SIDE, TRIAL_SIDE));
  await lookAt(head, { bitmap, width: TRIAL_SIDE, height: TRIAL_SIDE }, context, undefined);
}

const TRIAL_SIDE = 64;

/** On another model than its own the numbers of a head mean nothing. Throws ResourceNotReadyException where this build lacks it. */
export async function checkBackbone(head: VersionHead, { vision }: Pick<OperationContext, 'vision'>): Promise<void> {
  const known: readonly string[] = findsPlaces(head) ? await vision.cellBackbones() : await vision.backbones();
  if (known.includes(head.backbone)) return;
  throw new ResourceNotReadyException(`The model version was trained on features of the model ${head.backbone}, which this build lacks: serve its file, or train again.`);
}
