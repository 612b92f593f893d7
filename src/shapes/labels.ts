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
  /** Colours of what the box holds, most common first; only with IMAGE_PROPERTIES among Features, and only for objects and people. */
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
  /** Other names of the same. */
  Aliases?: LabelAlias[] | undefined;
  /** The one category that the label belongs to. */
  Categories?: LabelCategory[] | undefined;
}

/** Request of DetectLabels. */
export interface DetectLabelsRequest {
  /** The picture. Required. */
  Image: Image | undefined;
  /** Keep only this many labels, the surest ones. Whole number from 0; 0 and numbers above 1,000 mean 1,000, the default. */
  MaxLabels?: number | undefined;
  /** Lowest confidence to return. Percent, 0 to 100, default 55. */
  MinConfidence?: number | undefined;
  /** What to tell. Default GENERAL_LABELS; IMAGE_PROPERTIES asks for colours, sharpness, brightness and contrast. */
  Features?: DetectLabelsFeatureName[] | undefined;
  /** Filters of labels (at most 100 names each, compared exactly) and the number of dominant colours (0 to 20, default 10). */
  Settings?: DetectLabelsSettings | undefined;
}

/** Response of DetectLabels. */
export interface DetectLabelsResponse {
  /** Labels found, surest first, each with all its ancestors, which are labels too. Empty when GENERAL_LABELS is not asked for. */
  Labels?: Label[] | undefined;
  /** Never set. */
  OrientationCorrection?: OrientationCorrection | undefined;
  /** Label model version; it names what a build without the models by URL lacks. */
  LabelModelVersion?: string | undefined;
  /** Colours and quality; only with IMAGE_PROPERTIES among Features. */
  ImageProperties?: DetectLabelsImageProperties | undefined;
}

/** What DetectLabelsCommand takes. */
export interface DetectLabelsCommandInput extends DetectLabelsRequest {}

/** What DetectLabelsCommand resolves to. */
export interface DetectLabelsCommandOutput extends DetectLabelsResponse, MetadataBearer {}
