import { RekognitionServiceException } from '../../errors.ts';
import { keepPiece, readPiece } from '../../jobs/custom-labels-database.ts';
import type { BackboneId } from '../../vision/backbone/backbone.ts';
import type { OperationContext } from '../context.ts';
import { withProblem, type ManifestLine } from './ground-truth-manifest.ts';
import { keyOf } from './usable-data.ts';

/** A line and the features of its picture: the picture's own first, then that of its mirror image when asked for. */
export interface DescribedLine {
  readonly line: ManifestLine;
  readonly features: readonly Float32Array[];
}

/** How lines are described. */
export interface DescribingOptions {
  readonly arn: string;
  readonly backbone: BackboneId;
  /** What the calls for one picture work with. */
  readonly contextOf: (signal: AbortSignal) => OperationContext;
  readonly signal: AbortSignal;
  /** Told after every picture. */
  readonly onPicture: () => void;
}

/** Custom Labels takes smaller pictures than other operations do (in the service's guide: 64 pixels). */
const LEAST_SIDE = 64;
/** Pictures on their way at once: one is decoded while another is looked at. */
const AT_ONCE = 2;

/**
 * Describes the pictures of lines. What was described before the page was reloaded is not described again. A picture that
 * cannot be read makes its line a problem.
 */
export async function describeLines(lines: readonly ManifestLine[], mirrored: boolean, options: DescribingOptions): Promise<(DescribedLine | ManifestLine)[]> {
  const described: (DescribedLine | ManifestLine)[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < lines.length; index = next++) {
      options.signal.throwIfAborted();
      const line = lines[index];
      if (line) described[index] = await describeLine(line, mirrored, options);
      options.onPicture();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return described;
}

/** Whether a line could be described. */
export function isDescribed(line: DescribedLine | ManifestLine): line is DescribedLine {
  return 'features' in line;
}

async function describeLine(line: ManifestLine, mirrored: boolean, { arn, backbone, contextOf, signal }: DescribingOptions): Promise<DescribedLine | ManifestLine> {
  const piece = `${backbone} ${mirrored} ${keyOf(line)}`;
  const kept = await readPiece(arn, piece);
  // Pieces of this name are written below alone.
  if (kept !== undefined) return { line, features: kept as Float32Array[] };
  // Of its own, so that its place among the calls with pictures is given back after each picture.
  const ofPicture = new AbortController();
  const context = contextOf(AbortSignal.any([signal, ofPicture.signal]));
  try {
    const picture = await context.openPicture({ S3Object: line.image }, { minSide: LEAST_SIDE });
    const features = [...(await context.vision.describePicture(picture, { backbone, mirrored }))];
    await keepPiece(arn, piece, features);
    return { line, features };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof RekognitionServiceException) || error.$fault === 'server') throw error;
    return withProblem(line, codeOf(error.name), error.message);
  } finally {
    ofPicture.abort(new Error('The picture was described.'));
  }
}

function codeOf(name: string): string {
  if (name === 'InvalidS3ObjectException') return 'ERROR_UNABLE_TO_ACCESS_IMAGE';
  if (name === 'ImageTooLargeException' || name === 'InvalidParameterException') return 'ERROR_INVALID_IMAGE_DIMENSION';
  return 'ERROR_INVALID_IMAGE';
}
