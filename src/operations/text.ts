import { InvalidParameterException } from '../errors.ts';
import type { BoundingBox, Geometry, RegionOfInterest } from '../shapes/geometry.ts';
import type { DetectTextFilters, DetectTextRequest, DetectTextResponse, TextDetection } from '../shapes/text.ts';
import type { PixelBox } from '../vision/geometry.ts';
import { boundsOf, type Quadrilateral } from '../vision/text/rotated-box.ts';
import { TEXT_MODEL_VERSION } from '../vision/text/text-model-version.ts';
import type { ReadLine, ReadPart, TextRequest } from '../vision/text/text.ts';
import type { Operation } from './context.ts';
import { ratioBox, type PictureSize } from './face-shapes.ts';

/** The first text model's cap on words (OPERATIONS G12). */
const MOST_WORDS = 50;
/** Percent (OPERATIONS A7). */
const DEFAULT_MIN_CONFIDENCE = 80;

/** DetectText: reads the lines and words of a picture. */
export const detectText: Operation<DetectTextRequest, DetectTextResponse> = async ({ Image, Filters }, context) => {
  const maxWords = mostWords(context.config);
  // A region without a size is refused before a picture is decoded in vain.
  const regions = Filters?.RegionsOfInterest?.map(boxOfRegion);
  const picture = await context.openPicture(Image);
  const size = { width: picture.width, height: picture.height };
  const lines = await context.vision.readText(picture, textRequest(Filters, regions, size, maxWords));
  return { TextDetections: textDetections(lines, size), TextModelVersion: TEXT_MODEL_VERSION };
};

/** Words that are told of one picture or frame. Throws InvalidParameterException. */
export function mostWords({ maxWords = MOST_WORDS }: { readonly maxWords?: number }): number {
  if (Number.isInteger(maxWords) && maxWords >= 1) return maxWords;
  throw new InvalidParameterException(`maxWords is ${maxWords} in the client's configuration: give a whole number from 1.`);
}

/** Filters of the API in pixels of a picture or frame. */
export function textRequest(
  filters: DetectTextFilters | undefined,
  regions: readonly Required<BoundingBox>[] | undefined,
  { width, height }: PictureSize,
  maxWords: number,
): TextRequest {
  const { MinConfidence = DEFAULT_MIN_CONFIDENCE, MinBoundingBoxWidth = 0, MinBoundingBoxHeight = 0 } = filters?.WordFilter ?? {};
  return {
    maxWords,
    minConfidence: MinConfidence / 100,
    minWidth: MinBoundingBoxWidth * width,
    minHeight: MinBoundingBoxHeight * height,
    // No region at all means the whole picture.
    ...(regions && regions.length > 0 && { regions: regions.map((region) => pixelBox(region, { width, height })) }),
  };
}

/** The area of a region, all of it given. */
export function boxOfRegion({ BoundingBox: box }: RegionOfInterest, index: number): { Width: number; Height: number; Left: number; Top: number } {
  const { Width, Height, Left, Top } = box ?? {};
  if (Width === undefined || Height === undefined || Left === undefined || Top === undefined) {
    throw new InvalidParameterException(`RegionsOfInterest[${index}] is no area: give BoundingBox with Width, Height, Left and Top.`);
  }
  return { Width, Height, Left, Top };
}

function pixelBox({ Width = 0, Height = 0, Left = 0, Top = 0 }: BoundingBox, { width, height }: PictureSize): PixelBox {
  return { left: Left * width, top: Top * height, width: Width * width, height: Height * height };
}

/** Lines first, then the words of each line in turn, all numbered in this order (OPERATIONS A17). */
export function textDetections(lines: readonly ReadLine[], size: PictureSize): TextDetection[] {
  let nextId = lines.length;
  return [
    ...lines.map((line, Id): TextDetection => ({ ...detection(line, size), Type: 'LINE', Id })),
    ...lines.flatMap(({ words }, ParentId) =>
      words.map((word): TextDetection => ({ ...detection(word, size), Type: 'WORD', Id: nextId++, ParentId })),
    ),
  ];
}

function detection({ text, confidence, polygon }: ReadPart, size: PictureSize): TextDetection {
  return { DetectedText: text, Confidence: confidence * 100, Geometry: geometry(polygon, size) };
}

function geometry(polygon: Quadrilateral, size: PictureSize): Geometry {
  return {
    BoundingBox: ratioBox(boundsOf(polygon), size),
    Polygon: polygon.map(({ x, y }) => ({ X: x / size.width, Y: y / size.height })),
  };
}
