import type { Geometry, RegionOfInterest } from './geometry.ts';
import type { Image } from './image.ts';
import type { MetadataBearer } from './metadata.ts';

/** A line, or a word of a line. */
export const TextTypes = { LINE: 'LINE', WORD: 'WORD' } as const;
export type TextTypes = (typeof TextTypes)[keyof typeof TextTypes];

/** Word filter. */
export interface DetectionFilter {
  /** Lowest confidence of a word. Default 80. Percent, 0 to 100. */
  MinConfidence?: number | undefined;
  /** Lowest height of a word as a ratio of the picture height. 0 to 1. */
  MinBoundingBoxHeight?: number | undefined;
  /** Lowest width of a word as a ratio of the picture width. 0 to 1. */
  MinBoundingBoxWidth?: number | undefined;
}

/** Which words DetectText keeps. */
export interface DetectTextFilters {
  /** Drops words by confidence or size. */
  WordFilter?: DetectionFilter | undefined;
  /** Areas to search. 0 to 10 entries. */
  RegionsOfInterest?: RegionOfInterest[] | undefined;
}

/** One word or one line. */
export interface TextDetection {
  /** Recognised characters. */
  DetectedText?: string | undefined;
  /** LINE or WORD. */
  Type?: TextTypes | undefined;
  /** Unique within the call only; lines come first. Whole number from 0. */
  Id?: number | undefined;
  /** Id of the line that a word belongs to; absent for a line. Whole number from 0. */
  ParentId?: number | undefined;
  /** Confidence in text and place. Percent, 0 to 100. */
  Confidence?: number | undefined;
  /** Box and polygon. */
  Geometry?: Geometry | undefined;
}

/** Request of DetectText. */
export interface DetectTextRequest {
  /** The picture. Required. */
  Image: Image | undefined;
  /** Result filters. */
  Filters?: DetectTextFilters | undefined;
}

/** Response of DetectText. */
export interface DetectTextResponse {
  /** Flat list of LINE and WORD entries. */
  TextDetections?: TextDetection[] | undefined;
  /** Model version. */
  TextModelVersion?: string | undefined;
}

/** What DetectTextCommand takes. */
export interface DetectTextCommandInput extends DetectTextRequest {}

/** What DetectTextCommand resolves to. */
export interface DetectTextCommandOutput extends DetectTextResponse, MetadataBearer {}
