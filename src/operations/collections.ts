import { InvalidParameterException } from '../errors.ts';
import type * as api from '../shapes/collections.ts';
import type { StoredFace } from '../storage/collection-calls.ts';
import { askForPersistence } from '../storage/persistence.ts';
import type { DescribedFace } from '../vision/face/face.ts';
import { FACE_MODEL_VERSION } from '../vision/face/face-model-version.ts';
import type { Operation, OperationContext } from './context.ts';
import { faceIdOf, imageIdOf, type IdentifiedFace } from './collection-identity.ts';
import { pageSize, readToken, writeToken, type TokenScope } from './collection-paging.ts';
import { answered } from './collection-problems.ts';
import { faceOf, searchEmbedding, searchStoredFace } from './collection-search.ts';
import { filterFaces } from './face-quality-filter.ts';
import { faceDetail, ratioBox, type PictureSize } from './face-shapes.ts';

/** Faces of one picture that are looked at; beyond them nothing is told. */
const MOST_FACES = 100;

const COLLECTION_TOKEN = { operation: 'ListCollections', position: /^\d{1,15}$/ } as const satisfies TokenScope;

/** CreateCollection: makes an empty collection bound to the present face model. */
export const createCollection: Operation<api.CreateCollectionRequest, api.CreateCollectionResponse> = async (request, context) => {
  const name = required(request.CollectionId);
  const encrypted = context.config.encryptCollections ?? false;
  void askForPersistence();
  const { faceModelVersion } = await answered(context.collections.createCollection(name, FACE_MODEL_VERSION, { encrypted }));
  return { StatusCode: 200, CollectionArn: arnOf(name, context), FaceModelVersion: faceModelVersion };
};

/** DeleteCollection: removes a collection, its faces and its key. */
export const deleteCollection: Operation<api.DeleteCollectionRequest, api.DeleteCollectionResponse> = async (request, context) => {
  await answered(context.collections.deleteCollection(required(request.CollectionId)));
  return { StatusCode: 200 };
};

/** DescribeCollection: size, face model and age of a collection. */
export const describeCollection: Operation<api.DescribeCollectionRequest, api.DescribeCollectionResponse> = async (
  request,
  context,
) => {
  const name = required(request.CollectionId);
  const { faceCount, faceModelVersion, createdAt } = await answered(context.collections.describeCollection(name));
  return {
    FaceCount: faceCount,
    FaceModelVersion: faceModelVersion,
    CollectionARN: arnOf(name, context),
    CreationTimestamp: new Date(createdAt),
  };
};

/** ListCollections: names and face models, in the order of creation. */
export const listCollections: Operation<api.ListCollectionsRequest, api.ListCollectionsResponse> = async (
  { NextToken, MaxResults },
  context,
) => {
  const after = readToken(COLLECTION_TOKEN, NextToken);
  const page = { limit: pageSize(MaxResults), ...(after === undefined ? {} : { after: Number(after) }) };
  const { collections, next } = await answered(context.collections.listCollections(page));
  return {
    CollectionIds: collections.map(({ name }) => name),
    FaceModelVersions: collections.map(({ faceModelVersion }) => faceModelVersion),
    ...(next === undefined ? {} : { NextToken: writeToken(COLLECTION_TOKEN, String(next)) }),
  };
};

/** IndexFaces: finds the faces of a picture and stores those that are good enough. */
export const indexFaces: Operation<api.IndexFacesRequest, api.IndexFacesResponse> = async (request, context) => {
  const { Image, ExternalImageId, DetectionAttributes, MaxFaces = MOST_FACES, QualityFilter = 'AUTO' } = request;
  const name = required(request.CollectionId);
  await mustHoldThisFaceModel(name, context);
  void askForPersistence();
  const picture = await context.openPicture(Image);
  const size = { width: picture.width, height: picture.height };
  const attributes = DetectionAttributes?.includes('ALL') ?? false;
  const faces = await context.vision.findFaces(picture, { maxFaces: MOST_FACES, attributes, embeddings: true });

  const { kept, dropped } = filterFaces(faces, QualityFilter, { maxFaces: MaxFaces, picture: size });
  const imageId = await imageIdOf(faces.map((face) => identified(face, size)), ExternalImageId);
  const stored = await store(kept, { name, imageId, externalImageId: ExternalImageId, size }, context);
  return {
    FaceRecords: kept.map((face, index) => ({ Face: faceOf(required(stored[index])), FaceDetail: faceDetail(face, size) })),
    FaceModelVersion: FACE_MODEL_VERSION,
    UnindexedFaces: dropped.map(({ face, reasons }) => ({ Reasons: [...reasons], FaceDetail: faceDetail(face, size) })),
  };
};

/** ListFaces: the stored faces, FaceId ascending. */
export const listFaces: Operation<api.ListFacesRequest, api.ListFacesResponse> = async ({ CollectionId, NextToken, MaxResults }, context) => {
  const name = required(CollectionId);
  const scope: TokenScope = { operation: 'ListFaces', listed: name, position: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/ };
  const after = readToken(scope, NextToken);
  const page = { limit: pageSize(MaxResults), ...(after === undefined ? {} : { after }) };
  const { faces, faceModelVersion, more } = await answered(context.collections.listFaces(name, page));
  const last = faces.at(-1);
  return {
    Faces: faces.map(faceOf),
    FaceModelVersion: faceModelVersion,
    ...(more && last ? { NextToken: writeToken(scope, last.faceId) } : {}),
  };
};

/** DeleteFaces: removes faces by id; ids that are not there are left out of the answer. */
export const deleteFaces: Operation<api.DeleteFacesRequest, api.DeleteFacesResponse> = async (request, context) => {
  const faceIds = required(request.FaceIds);
  const deleted = await answered(context.collections.deleteFaces(required(request.CollectionId), faceIds));
  return { DeletedFaces: [...deleted] };
};

/** SearchFaces: the faces that are like a stored one, without that one. */
export const searchFaces: Operation<api.SearchFacesRequest, api.SearchFacesResponse> = async (request, context) => {
  const faceId = required(request.FaceId);
  return { SearchedFaceId: faceId, ...(await searchStoredFace(required(request.CollectionId), faceId, request, context)) };
};

/** SearchFacesByImage: the stored faces that are like the largest one of a picture. */
export const searchFacesByImage: Operation<api.SearchFacesByImageRequest, api.SearchFacesByImageResponse> = async (
  request,
  context,
) => {
  const name = required(request.CollectionId);
  const { Image, QualityFilter = 'NONE' } = request;
  await mustHoldThisFaceModel(name, context);
  const picture = await context.openPicture(Image);
  const size = { width: picture.width, height: picture.height };
  const seen = await context.vision.findFaces(picture, { maxFaces: 1, attributes: false, embeddings: true, coarseEyes: true });
  const [face] = filterFaces(seen, QualityFilter, { picture: size }).kept;
  if (!face) {
    throw new InvalidParameterException(
      seen.length === 0
        ? 'No face was found in Image: pass a picture that shows one.'
        : 'The largest face in Image is below the bar of QualityFilter: pass a better picture or a lower filter.',
    );
  }
  return {
    SearchedFaceBoundingBox: ratioBox(face.box, size),
    SearchedFaceConfidence: face.confidence * 100,
    ...(await searchEmbedding(name, identified(face, size).embedding, request, context)),
  };
};

interface IndexedPicture {
  readonly name: string;
  readonly imageId: string;
  readonly externalImageId: string | undefined;
  readonly size: PictureSize;
}

async function store(
  faces: readonly DescribedFace[],
  { name, imageId, externalImageId, size }: IndexedPicture,
  { collections }: OperationContext,
): Promise<readonly StoredFace[]> {
  if (faces.length === 0) return [];
  const described = faces.map((face) => identified(face, size));
  const ids = await Promise.all(described.map((face) => faceIdOf(face, externalImageId)));
  const rows = described.map(({ box }, index) => ({
    faceId: required(ids[index]),
    imageId,
    ...(externalImageId === undefined ? {} : { externalImageId }),
    box,
    confidence: required(faces[index]).confidence * 100,
  }));
  const embeddings = new Float32Array(described.flatMap(({ embedding }) => Array.from(embedding)));
  return answered(collections.addFaces(name, FACE_MODEL_VERSION, rows, embeddings));
}

function identified({ box, embedding }: DescribedFace, { width, height }: PictureSize): IdentifiedFace {
  if (!embedding) throw new Error('A face that is to be indexed or searched has no embedding.');
  return { box: { left: box.left / width, top: box.top / height, width: box.width / width, height: box.height / height }, embedding };
}

/** Refuses before the picture is looked at what the worker would refuse after it. */
export async function mustHoldThisFaceModel(name: string, { collections }: OperationContext): Promise<void> {
  const { faceModelVersion } = await answered(collections.describeCollection(name));
  if (faceModelVersion === FACE_MODEL_VERSION) return;
  throw new InvalidParameterException(
    `The collection "${name}" is bound to face model ${faceModelVersion}, this version has ${FACE_MODEL_VERSION}, and faces of two models ` +
      'cannot be compared. Index the pictures again into a new collection.',
  );
}

/** There is neither region nor account: the first is the config's word, the second zeros. */
function arnOf(name: string, { config }: OperationContext): string {
  return `arn:aws:rekognition:${config.region ?? 'page'}:000000000000:collection/${name}`;
}

/** A member that validation has found in the request, or that a list of the same length has. */
function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new TypeError('A required value is missing.');
  return value;
}
