import { QualityFilter } from '../../shapes/faces.ts';
import type * as api from '../../shapes/index.ts';
import { integer, listOf, oneOf, required } from '../../validation/constraint.ts';
import * as scalar from '../../validation/scalars.ts';
import * as shape from '../../validation/structures.ts';
import * as operations from '../collections.ts';
import { command } from '../command.ts';

/** Creates an empty collection. */
export class CreateCollectionCommand extends command<api.CreateCollectionRequest, api.CreateCollectionResponse>(
  'CreateCollection',
  { CollectionId: required(scalar.collectionId), Tags: shape.newer },
  operations.createCollection,
) {}

/** Deletes a collection with all its faces. */
export class DeleteCollectionCommand extends command<api.DeleteCollectionRequest, api.DeleteCollectionResponse>(
  'DeleteCollection',
  { CollectionId: required(scalar.collectionId) },
  operations.deleteCollection,
) {}

/** Reports size and model of a collection. */
export class DescribeCollectionCommand extends command<api.DescribeCollectionRequest, api.DescribeCollectionResponse>(
  'DescribeCollection',
  { CollectionId: required(scalar.collectionId) },
  operations.describeCollection,
) {}

/** Lists collections. */
export class ListCollectionsCommand extends command<api.ListCollectionsRequest, api.ListCollectionsResponse>(
  'ListCollections',
  { NextToken: scalar.paginationToken, MaxResults: scalar.pageSize },
  operations.listCollections,
) {}

/** Detects faces and stores their vectors in a collection. */
export class IndexFacesCommand extends command<api.IndexFacesRequest, api.IndexFacesResponse>(
  'IndexFaces',
  {
    CollectionId: required(scalar.collectionId),
    Image: required(shape.image),
    ExternalImageId: scalar.externalImageId,
    DetectionAttributes: shape.faceAttributes,
    MaxFaces: integer(1),
    QualityFilter: oneOf(QualityFilter),
  },
  operations.indexFaces,
) {}

/** Lists stored faces of a collection. */
export class ListFacesCommand extends command<api.ListFacesRequest, api.ListFacesResponse>(
  'ListFaces',
  {
    CollectionId: required(scalar.collectionId),
    NextToken: scalar.paginationToken,
    MaxResults: scalar.pageSize,
    UserId: shape.newer,
    FaceIds: shape.newer,
  },
  operations.listFaces,
) {}

/** Removes faces by id. */
export class DeleteFacesCommand extends command<api.DeleteFacesRequest, api.DeleteFacesResponse>(
  'DeleteFaces',
  {
    CollectionId: required(scalar.collectionId),
    FaceIds: required(listOf(scalar.faceId, { min: 1, max: 4096 })),
  },
  operations.deleteFaces,
) {}

/** Finds faces similar to an already stored one. */
export class SearchFacesCommand extends command<api.SearchFacesRequest, api.SearchFacesResponse>(
  'SearchFaces',
  {
    CollectionId: required(scalar.collectionId),
    FaceId: required(scalar.faceId),
    MaxFaces: integer(1, 4096),
    FaceMatchThreshold: scalar.percent,
  },
  operations.searchFaces,
) {}

/** Finds stored faces similar to the largest face of a picture. */
export class SearchFacesByImageCommand extends command<api.SearchFacesByImageRequest, api.SearchFacesByImageResponse>(
  'SearchFacesByImage',
  {
    CollectionId: required(scalar.collectionId),
    Image: required(shape.image),
    MaxFaces: integer(1, 4096),
    FaceMatchThreshold: scalar.percent,
    QualityFilter: oneOf(QualityFilter),
  },
  operations.searchFacesByImage,
) {}
