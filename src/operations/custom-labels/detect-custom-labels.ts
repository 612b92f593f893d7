import { ResourceNotReadyException } from '../../errors.ts';
import type { CustomLabel, DetectCustomLabelsRequest, DetectCustomLabelsResponse } from '../../shapes/custom-labels.ts';
import { headConfidences } from '../../training/trained-head.ts';
import type { BackboneId } from '../../vision/backbone/backbone.ts';
import type { Operation, OperationContext } from '../context.ts';
import { unknownVersion } from './project-versions.ts';
import type { VersionHead } from './train-version.ts';

/** Bytes in the request itself (OPERATIONS 8.9). */
const LIMITS = { maxBytes: 4 * 1024 * 1024 } as const;

/** DetectCustomLabels: the labels that a running version sees in a picture, surest first. */
export const detectCustomLabels: Operation<DetectCustomLabelsRequest, DetectCustomLabelsResponse> = async (request, context) => {
  const { ProjectVersionArn: arn = '', Image, MaxResults, MinConfidence } = request;
  const { versions, headOf } = await context.customLabels();
  const row = await versions.read(arn);
  if (!row) throw unknownVersion(arn);
  if (row.status !== 'RUNNING') throw new ResourceNotReadyException(`The model version is ${row.status}: start it, and wait until it is RUNNING.`);
  const head = await headOf(arn);
  const backbone = await backboneFor(head, context);
  const picture = await context.openPicture(Image, LIMITS);
  const [feature] = await context.vision.describePicture(picture, { backbone, mirrored: false });
  if (!feature) throw new Error('The picture was not described.');
  return { CustomLabels: labelsTold(head, headConfidences(head, feature), MinConfidence).slice(0, MaxResults || undefined) };
};

/** The labels that count, surest first. A head tells each label from its own threshold on, unless one is given for all. */
export function labelsTold({ labels, thresholds }: Pick<VersionHead, 'labels' | 'thresholds'>, confidences: readonly number[], minConfidence: number | undefined): CustomLabel[] {
  return labels
    .map((Name, index) => ({ Name, Confidence: 100 * (confidences[index] ?? 0), least: minConfidence ?? 100 * (thresholds[index] ?? 1) }))
    .filter(({ Confidence, least }) => Confidence >= least)
    .toSorted((a, b) => b.Confidence - a.Confidence || (a.Name < b.Name ? -1 : 1))
    .map(({ Name, Confidence }) => ({ Name, Confidence }));
}

/** The head's own backbone; on another its numbers mean nothing. Throws ResourceNotReadyException where this build lacks it. */
export async function backboneFor({ backbone }: VersionHead, context: Pick<OperationContext, 'vision'>): Promise<BackboneId> {
  const found = (await context.vision.backbones()).find((id) => id === backbone);
  if (found) return found;
  throw new ResourceNotReadyException(`The model version was trained on features of the model ${backbone}, which this build lacks: serve its file, or train again.`);
}
