import { InvalidParameterException } from '../errors.ts';
import type {
  CompareFacesRequest,
  CompareFacesResponse,
  ComparedFace,
  DetectFacesRequest,
  DetectFacesResponse,
} from '../shapes/faces.ts';
import type { DescribedFace } from '../vision/face/face.ts';
import { embeddingDistance } from '../vision/face/embedding-distance.ts';
import { similarityFromDistance } from '../vision/face/similarity.ts';
import type { Operation } from './context.ts';
import { comparedFace, faceDetail, ratioBox, type PictureSize } from './face-shapes.ts';
import { filterFaces } from './face-quality-filter.ts';

/** The API's caps on faces in one picture. */
const MOST_FACES = 100;
const DEFAULT_SIMILARITY_THRESHOLD = 80;

/** DetectFaces: finds the faces of a picture and describes each, largest first. */
export const detectFaces: Operation<DetectFacesRequest, DetectFacesResponse> = async ({ Image, Attributes }, context) => {
  const picture = await context.openPicture(Image);
  const { width, height } = picture;
  const attributes = Attributes?.includes('ALL') ?? false;
  const faces = await context.vision.findFaces(picture, { maxFaces: MOST_FACES, attributes, embeddings: false });
  return { FaceDetails: faces.map((face) => faceDetail(face, { width, height })) };
};

/** CompareFaces: compares the largest face of one picture with the faces of another. */
export const compareFaces: Operation<CompareFacesRequest, CompareFacesResponse> = async (request, context) => {
  const { SourceImage, TargetImage, SimilarityThreshold = DEFAULT_SIMILARITY_THRESHOLD, QualityFilter = 'NONE' } = request;
  const [sourcePicture, targetPicture] = await Promise.all([
    context.openPicture(SourceImage),
    context.openPicture(TargetImage),
  ]);
  const sourceSize = { width: sourcePicture.width, height: sourcePicture.height };
  const targetSize = { width: targetPicture.width, height: targetPicture.height };
  const wanted = { attributes: false, embeddings: true };
  const [sourceFaces, targetFaces] = await Promise.all([
    // Nothing but its box is told.
    context.vision.findFaces(sourcePicture, { ...wanted, maxFaces: 1, coarseEyes: true }),
    context.vision.findFaces(targetPicture, { ...wanted, maxFaces: MOST_FACES }),
  ]);
  const [source] = filterFaces(sourceFaces, QualityFilter, { picture: sourceSize }).kept;
  if (!source) throw new InvalidParameterException(noFaceMessage('SourceImage', sourceFaces));
  if (targetFaces.length === 0) throw new InvalidParameterException(noFaceMessage('TargetImage', targetFaces));
  const { kept } = filterFaces(targetFaces, QualityFilter, { picture: targetSize });
  const compared = kept.map((face) => compare(source, face, targetSize));
  return {
    SourceImageFace: { BoundingBox: ratioBox(source.box, sourceSize), Confidence: source.confidence * 100 },
    FaceMatches: compared
      .filter(({ Similarity }) => Similarity >= SimilarityThreshold)
      .toSorted((a, b) => b.Similarity - a.Similarity),
    UnmatchedFaces: compared.filter(({ Similarity }) => Similarity < SimilarityThreshold).map(({ Face }) => Face),
  };
};

function compare(source: DescribedFace, target: DescribedFace, size: PictureSize): { Similarity: number; Face: ComparedFace } {
  return { Similarity: similarityFromDistance(embeddingDistance(embedding(source), embedding(target))), Face: comparedFace(target, size) };
}

function embedding(face: DescribedFace): Float32Array {
  if (!face.embedding) throw new Error('A face that is to be compared has no embedding.');
  return face.embedding;
}

function noFaceMessage(member: string, seen: readonly DescribedFace[]): string {
  return seen.length === 0
    ? `No face was found in ${member}: pass a picture that shows one.`
    : `The face in ${member} is below the bar of QualityFilter: pass a better picture or a lower filter.`;
}
