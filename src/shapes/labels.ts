import type { MetadataBearer } from './metadata.ts';
import type { BoundingBox, OrientationCorrection } from './geometry.ts';
import type { Image } from './image.ts';
import type {
  DetectLabelsFeatureName,
  DetectLabelsImageProperties,
  DetectLabelsSettings,
  DominantColor,
  LabelAlias,
  LabelCategory,
} from './newer.ts';

/** One located occurrence of a label. */
export interface Instance {
  /** Where it is. */
  BoundingBox?: BoundingBox | undefined;
  /** Confidence in the box, not in the label. Percent, 0 to 100. */
  Confidence?: number | undefined;
  /** Newer than this API: never filled. */
  DominantColors?: DominantColor[] | undefined;
}

/** Ancestor of a label. */
export interface Parent {
  /** Ancestor name. */
  Name?: string | undefined;
}

/** Detected object, scene or concept; in videos also an activity. */
export interface Label {
  /** Label name. */
  Name?: string | undefined;
  /** Confidence in the label. Percent, 0 to 100. */
  Confidence?: number | undefined;
  /** Boxes, for common objects only; otherwise an empty list. */
  Instances?: Instance[] | undefined;
  /** All ancestors, not only the direct parent. */
  Parents?: Parent[] | undefined;
  /** Newer than this API: never filled. */
  Aliases?: LabelAlias[] | undefined;
  /** Newer than this API: never filled. */
  Categories?: LabelCategory[] | undefined;
}

/** Request of DetectLabels. */
export interface DetectLabelsRequest {
  /** The picture. Required. */
  Image: Image | undefined;
  /** Keep only this many labels, the surest ones. Whole number from 0. */
  MaxLabels?: number | undefined;
  /** Lowest confidence to return. Percent, 0 to 100, default 55. */
  MinConfidence?: number | undefined;
  /** Newer than this API: refused. */
  Features?: DetectLabelsFeatureName[] | undefined;
  /** Newer than this API: refused. */
  Settings?: DetectLabelsSettings | undefined;
}

/** Response of DetectLabels. */
export interface DetectLabelsResponse {
  /** Labels found. */
  Labels?: Label[] | undefined;
  /** Never set. */
  OrientationCorrection?: OrientationCorrection | undefined;
  /** Label model version. */
  LabelModelVersion?: string | undefined;
  /** Newer than this API: never filled. */
  ImageProperties?: DetectLabelsImageProperties | undefined;
}

/** What DetectLabelsCommand takes. */
export interface DetectLabelsCommandInput extends DetectLabelsRequest {}

/** What DetectLabelsCommand resolves to. */
export interface DetectLabelsCommandOutput extends DetectLabelsResponse, MetadataBearer {}
