import { RekognitionServiceException } from '../../errors.ts';
import { keepPiece, readPiece } from '../../jobs/custom-labels-database.ts';
import type { Picture } from '../../media/picture.ts';
import type { OperationContext } from '../context.ts';
import { withProblem, type ManifestLine } from './ground-truth-manifest.ts';
import { keyOf } from './usable-data.ts';

/** A line and what was seen in its picture. */
export interface DescribedLine<Seen> {
  readonly line: ManifestLine;
  readonly seen: Seen;
}

/** What is to be seen in pictures. */
export interface Look<Seen> {
  /** Names the kind of what is seen, all that it depends on besides the picture included. */
  readonly piece: (line: ManifestLine) => string;
  readonly see: (picture: Picture, context: OperationContext, line: ManifestLine) => Promise<Seen>;
}

/** How lines are described. */
export interface DescribingOptions {
  readonly arn: string;
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
export async function describeLines<Seen>(lines: readonly ManifestLine[], look: Look<Seen>, options: DescribingOptions): Promise<(DescribedLine<Seen> | ManifestLine)[]> {
  const described: (DescribedLine<Seen> | ManifestLine)[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < lines.length; index = next++) {
      options.signal.throwIfAborted();
      const line = lines[index];
      if (line) described[index] = await describeLine(line, look, options);
      options.onPicture();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return described;
}

/** Whether a line could be described. */
export function isDescribed<Seen>(line: DescribedLine<Seen> | ManifestLine): line is DescribedLine<Seen> {
  return 'seen' in line;
}

async function describeLine<Seen>(line: ManifestLine, look: Look<Seen>, { arn, contextOf, signal }: DescribingOptions): Promise<DescribedLine<Seen> | ManifestLine> {
  const piece = `${look.piece(line)} ${keyOf(line)}`;
  const kept = await readPiece(arn, piece);
  // Pieces of this name are written below alone.
  if (kept !== undefined) return { line, seen: kept as Seen };
  // Of its own, so that its place among the calls with pictures is given back after each picture.
  const ofPicture = new AbortController();
  const context = contextOf(AbortSignal.any([signal, ofPicture.signal]));
  try {
    const picture = await context.openPicture({ S3Object: line.image }, { minSide: LEAST_SIDE });
    if (line.marked && (line.marked.width !== picture.width || line.marked.height !== picture.height)) {
      const { width, height } = line.marked;
      picture.bitmap.close();
      return withProblem(line, 'ERROR_INVALID_IMAGE_DIMENSION', `"image_size" says ${width} x ${height}, but the upright picture has ${picture.width} x ${picture.height} pixels.`);
    }
    const seen = await look.see(picture, context, line);
    await keepPiece(arn, piece, seen);
    return { line, seen };
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
