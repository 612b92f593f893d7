import type { ComparedFace } from './faces.ts';
import type { OrientationCorrection } from './geometry.ts';
import type { Image } from './image.ts';
import type { MetadataBearer } from './metadata.ts';
import type { KnownGender } from './newer.ts';

/** One recognised person in a still image. */
export interface Celebrity {
  /** Links with more information; empty list when there are none. */
  Urls?: string[] | undefined;
  /** Display name. */
  Name?: string | undefined;
  /** Id to use with GetCelebrityInfo. */
  Id?: string | undefined;
  /** Location and landmarks of the face. */
  Face?: ComparedFace | undefined;
  /** Confidence that the face is that person. Percent, 0 to 100. */
  MatchConfidence?: number | undefined;
  /** Newer than this API: filled where the gallery says it. */
  KnownGender?: KnownGender | undefined;
}

/** Request of RecognizeCelebrities. */
export interface RecognizeCelebritiesRequest {
  /** The picture. Required. */
  Image: Image | undefined;
}

/** Response of RecognizeCelebrities. */
export interface RecognizeCelebritiesResponse {
  /** Recognised people, at most 64. */
  CelebrityFaces?: Celebrity[] | undefined;
  /** Other faces among the 64 largest. */
  UnrecognizedFaces?: ComparedFace[] | undefined;
  /** Never set. */
  OrientationCorrection?: OrientationCorrection | undefined;
}

/** What RecognizeCelebritiesCommand takes. */
export interface RecognizeCelebritiesCommandInput extends RecognizeCelebritiesRequest {}

/** What RecognizeCelebritiesCommand resolves to. */
export interface RecognizeCelebritiesCommandOutput extends RecognizeCelebritiesResponse, MetadataBearer {}

/** Request of GetCelebrityInfo. */
export interface GetCelebrityInfoRequest {
  /** Celebrity.Id of a recognition: letters and digits. Required. */
  Id: string | undefined;
}

/** Response of GetCelebrityInfo. */
export interface GetCelebrityInfoResponse {
  /** Links; empty list when none. */
  Urls?: string[] | undefined;
  /** Display name. */
  Name?: string | undefined;
  /** Newer than this API: filled where the gallery says it. */
  KnownGender?: KnownGender | undefined;
}

/** What GetCelebrityInfoCommand takes. */
export interface GetCelebrityInfoCommandInput extends GetCelebrityInfoRequest {}

/** What GetCelebrityInfoCommand resolves to. */
export interface GetCelebrityInfoCommandOutput extends GetCelebrityInfoResponse, MetadataBearer {}
