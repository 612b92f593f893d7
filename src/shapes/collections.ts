import type { Attribute, FaceDetail, QualityFilter } from './faces.ts';
import type { BoundingBox, OrientationCorrection } from './geometry.ts';
import type { Image } from './image.ts';
import type { MetadataBearer } from './metadata.ts';
import type { UnsuccessfulFaceDeletion } from './newer.ts';

/**
 * Why a face was seen but not stored: more faces than MaxFaces; head turned too far; too dark; too blurry;
 * detection unsure; box too small; too little detail.
 */
export const Reason = {
  EXCEEDS_MAX_FACES: 'EXCEEDS_MAX_FACES',
  EXTREME_POSE: 'EXTREME_POSE',
  LOW_BRIGHTNESS: 'LOW_BRIGHTNESS',
  LOW_SHARPNESS: 'LOW_SHARPNESS',
  LOW_CONFIDENCE: 'LOW_CONFIDENCE',
  SMALL_BOUNDING_BOX: 'SMALL_BOUNDING_BOX',
  LOW_FACE_QUALITY: 'LOW_FACE_QUALITY',
} as const;
export type Reason = (typeof Reason)[keyof typeof Reason];

/** Stored metadata of an indexed face. Feature vectors are never exposed. */
export interface Face {
  /** UUID given when it was indexed. */
  FaceId?: string | undefined;
  /** Box in the image it was indexed from. */
  BoundingBox?: BoundingBox | undefined;
  /** UUID of the indexed picture, shared by all faces of one IndexFaces call. */
  ImageId?: string | undefined;
  /** Id chosen by the caller, where one was given. 1 to 255 characters. */
  ExternalImageId?: string | undefined;
  /** Confidence that the box holds a face. Percent, 0 to 100. */
  Confidence?: number | undefined;
  /** Newer than this API: never filled. */
  IndexFacesModelVersion?: string | undefined;
  /** Newer than this API: never filled. */
  UserId?: string | undefined;
}

/** One newly indexed face. */
export interface FaceRecord {
  /** The part that is stored. */
  Face?: Face | undefined;
  /** The part that is only returned, never stored. */
  FaceDetail?: FaceDetail | undefined;
}

/** A face IndexFaces saw but did not store. */
export interface UnindexedFace {
  /** Why; several may apply. */
  Reasons?: Reason[] | undefined;
  /** Its description. */
  FaceDetail?: FaceDetail | undefined;
}

/** One stored face similar to the searched one. */
export interface FaceMatch {
  /** Match confidence. Percent, 0 to 100. */
  Similarity?: number | undefined;
  /** Stored metadata. */
  Face?: Face | undefined;
}

/** Request of CreateCollection. */
export interface CreateCollectionRequest {
  /** Id to create. 1 to 255 characters. Required. */
  CollectionId: string | undefined;
  /** Newer than this API: refused. */
  Tags?: Record<string, string> | undefined;
}

/** Response of CreateCollection. */
export interface CreateCollectionResponse {
  /** HTTP status, 200. Whole number from 0. */
  StatusCode?: number | undefined;
  /** ARN of the collection. */
  CollectionArn?: string | undefined;
  /** Newest face model, now bound to the collection. */
  FaceModelVersion?: string | undefined;
}

/** What CreateCollectionCommand takes. */
export interface CreateCollectionCommandInput extends CreateCollectionRequest {}

/** What CreateCollectionCommand resolves to. */
export interface CreateCollectionCommandOutput extends CreateCollectionResponse, MetadataBearer {}

/** Request of DeleteCollection. */
export interface DeleteCollectionRequest {
  /** Id to delete. 1 to 255 characters. Required. */
  CollectionId: string | undefined;
}

/** Response of DeleteCollection. */
export interface DeleteCollectionResponse {
  /** HTTP status, 200. Whole number from 0. */
  StatusCode?: number | undefined;
}

/** What DeleteCollectionCommand takes. */
export interface DeleteCollectionCommandInput extends DeleteCollectionRequest {}

/** What DeleteCollectionCommand resolves to. */
export interface DeleteCollectionCommandOutput extends DeleteCollectionResponse, MetadataBearer {}

/** Request of DescribeCollection. */
export interface DescribeCollectionRequest {
  /** Id to describe. 1 to 255 characters. Required. */
  CollectionId: string | undefined;
}

/** Response of DescribeCollection. */
export interface DescribeCollectionResponse {
  /** Number of stored faces. Whole number from 0. */
  FaceCount?: number | undefined;
  /** Face model version bound to the collection. */
  FaceModelVersion?: string | undefined;
  /** ARN of the collection. CreateCollection spells it CollectionArn. */
  CollectionARN?: string | undefined;
  /** When it was created. */
  CreationTimestamp?: Date | undefined;
  /** Newer than this API: never filled. */
  UserCount?: number | undefined;
}

/** What DescribeCollectionCommand takes. */
export interface DescribeCollectionCommandInput extends DescribeCollectionRequest {}

/** What DescribeCollectionCommand resolves to. */
export interface DescribeCollectionCommandOutput extends DescribeCollectionResponse, MetadataBearer {}

/** Request of ListCollections. */
export interface ListCollectionsRequest {
  /** Token of the previous page. At most 255 characters. */
  NextToken?: string | undefined;
  /** Page size, at most 1,000 at once; 0 means the default. Whole number, 0 to 4,096. */
  MaxResults?: number | undefined;
}

/** Response of ListCollections. */
export interface ListCollectionsResponse {
  /** Ids. */
  CollectionIds?: string[] | undefined;
  /** Set when more follow. At most 255 characters. */
  NextToken?: string | undefined;
  /** Parallel array: entry i is the model of CollectionIds[i]. */
  FaceModelVersions?: string[] | undefined;
}

/** What ListCollectionsCommand takes. */
export interface ListCollectionsCommandInput extends ListCollectionsRequest {}

/** What ListCollectionsCommand resolves to. */
export interface ListCollectionsCommandOutput extends ListCollectionsResponse, MetadataBearer {}

/** Request of IndexFaces. */
export interface IndexFacesRequest {
  /** Existing collection. 1 to 255 characters. Required. */
  CollectionId: string | undefined;
  /** The picture. Required. */
  Image: Image | undefined;
  /**
   * Id of the picture in the words of the caller, kept with every face of it. Letters, digits and `_ . - :`. 1 to
   * 255 characters.
   */
  ExternalImageId?: string | undefined;
  /** Which FaceDetail members to return. Default ["DEFAULT"]. */
  DetectionAttributes?: Attribute[] | undefined;
  /** Most faces to store; more than 100 means 100. Whole number from 1. */
  MaxFaces?: number | undefined;
  /** Drops poor faces before storing. Default AUTO. */
  QualityFilter?: QualityFilter | undefined;
}

/** Response of IndexFaces. */
export interface IndexFacesResponse {
  /** Stored faces, largest box first. */
  FaceRecords?: FaceRecord[] | undefined;
  /** Never set. */
  OrientationCorrection?: OrientationCorrection | undefined;
  /** Face model version bound to the collection. */
  FaceModelVersion?: string | undefined;
  /** Detected but not stored, with reasons. */
  UnindexedFaces?: UnindexedFace[] | undefined;
}

/** What IndexFacesCommand takes. */
export interface IndexFacesCommandInput extends IndexFacesRequest {}

/** What IndexFacesCommand resolves to. */
export interface IndexFacesCommandOutput extends IndexFacesResponse, MetadataBearer {}

/** Request of ListFaces. */
export interface ListFacesRequest {
  /** Collection to use; ids are case-sensitive. 1 to 255 characters. Required. */
  CollectionId: string | undefined;
  /** Token of the previous page. At most 255 characters. */
  NextToken?: string | undefined;
  /** Page size, at most 1,000 at once; 0 means the default. Whole number, 0 to 4,096. */
  MaxResults?: number | undefined;
  /** Newer than this API: refused. */
  UserId?: string | undefined;
  /** Newer than this API: refused. */
  FaceIds?: string[] | undefined;
}

/** Response of ListFaces. */
export interface ListFacesResponse {
  /** Stored metadata. */
  Faces?: Face[] | undefined;
  /** Set when more follow. */
  NextToken?: string | undefined;
  /** Face model version bound to the collection. */
  FaceModelVersion?: string | undefined;
}

/** What ListFacesCommand takes. */
export interface ListFacesCommandInput extends ListFacesRequest {}

/** What ListFacesCommand resolves to. */
export interface ListFacesCommandOutput extends ListFacesResponse, MetadataBearer {}

/** Request of DeleteFaces. */
export interface DeleteFacesRequest {
  /** Collection to use; ids are case-sensitive. 1 to 255 characters. Required. */
  CollectionId: string | undefined;
  /** UUIDs of the faces to delete. 1 to 4,096 entries. Required. */
  FaceIds: string[] | undefined;
}

/** Response of DeleteFaces. */
export interface DeleteFacesResponse {
  /** Ids that were deleted. 1 to 4,096 entries. */
  DeletedFaces?: string[] | undefined;
  /** Newer than this API: never filled. */
  UnsuccessfulFaceDeletions?: UnsuccessfulFaceDeletion[] | undefined;
}

/** What DeleteFacesCommand takes. */
export interface DeleteFacesCommandInput extends DeleteFacesRequest {}

/** What DeleteFacesCommand resolves to. */
export interface DeleteFacesCommandOutput extends DeleteFacesResponse, MetadataBearer {}

/** Request of SearchFaces. */
export interface SearchFacesRequest {
  /** Collection the face belongs to. 1 to 255 characters. Required. */
  CollectionId: string | undefined;
  /** UUID of the stored face to search with; it is not among the matches itself. Required. */
  FaceId: string | undefined;
  /** Most matches to return. Default: all, up to 4,096. Whole number, 1 to 4,096. */
  MaxFaces?: number | undefined;
  /** Lowest similarity to return. Percent, 0 to 100, default 80. */
  FaceMatchThreshold?: number | undefined;
}

/** Response of SearchFaces. */
export interface SearchFacesResponse {
  /** Echo of the id. */
  SearchedFaceId?: string | undefined;
  /** Matches, most similar first. */
  FaceMatches?: FaceMatch[] | undefined;
  /** Face model version bound to the collection. */
  FaceModelVersion?: string | undefined;
}

/** What SearchFacesCommand takes. */
export interface SearchFacesCommandInput extends SearchFacesRequest {}

/** What SearchFacesCommand resolves to. */
export interface SearchFacesCommandOutput extends SearchFacesResponse, MetadataBearer {}

/** Request of SearchFacesByImage. */
export interface SearchFacesByImageRequest {
  /** Collection to search. 1 to 255 characters. Required. */
  CollectionId: string | undefined;
  /** The picture. Required. */
  Image: Image | undefined;
  /** Most matches to return. Default: all, up to 4,096. Whole number, 1 to 4,096. */
  MaxFaces?: number | undefined;
  /** Lowest similarity to return. Percent, 0 to 100, default 80. */
  FaceMatchThreshold?: number | undefined;
  /** Drops poor faces before searching. Default NONE. */
  QualityFilter?: QualityFilter | undefined;
}

/** Response of SearchFacesByImage. */
export interface SearchFacesByImageResponse {
  /** Box of the face that was used. */
  SearchedFaceBoundingBox?: BoundingBox | undefined;
  /** Confidence that it is a face. Percent, 0 to 100. */
  SearchedFaceConfidence?: number | undefined;
  /** Matches, most similar first. */
  FaceMatches?: FaceMatch[] | undefined;
  /** Face model version bound to the collection. */
  FaceModelVersion?: string | undefined;
}

/** What SearchFacesByImageCommand takes. */
export interface SearchFacesByImageCommandInput extends SearchFacesByImageRequest {}

/** What SearchFacesByImageCommand resolves to. */
export interface SearchFacesByImageCommandOutput extends SearchFacesByImageResponse, MetadataBearer {}
