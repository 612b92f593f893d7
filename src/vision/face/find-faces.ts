import type { Sessions } from '../../runtime/sessions.ts';
import { area, intersectionOverUnion, type PixelBox } from '../geometry.ts';
import { suppressNonMaxima } from '../non-maximum-suppression.ts';
import type { PictureReader } from '../picture-reader.ts';
import { estimateAgeAndGender } from './age-and-gender.ts';
import { faceAttributes } from './attributes.ts';
import { createBlazeface } from './blazeface.ts';
import type { FaceCandidate, FaceDetector } from './detector.ts';
import { embedFaces } from './embedding.ts';
import { readExpressions } from './expression.ts';
import type { DescribedFace, FaceRequest } from './face.ts';
import { lookAtEyes } from './iris.ts';
import { faceBox, faceLandmarks } from './landmarks.ts';
import { fitMeshes, type FaceMesh } from './mesh.ts';
import { headPose } from './pose.ts';
import { judgeQuality } from './quality.ts';
import { describeAsked, describePortraits, faceTemplate, readTemplateProjection } from './template.ts';
import { createYunet } from './yunet.ts';

/** Two meshes that overlap more than this have found the same face. */
const SAME_FACE = 0.5;
/** A face that overlaps a known place so much is the one known there. */
const SAME_PLACE = 0.4;
/** A candidate whose mesh model sees no face there at all is dropped unless the detector was sure. */
const LEAST_PRESENCE = 0.1;
const SURE_SCORE = 0.86;

/** The detector that this build can use. */
export function faceDetector(sessions: Sessions): FaceDetector {
  return sessions.has('yunet') ? createYunet(sessions) : createBlazeface(sessions);
}

/** Models that a request needs, to be loaded side by side. */
export function modelsFor(sessions: Sessions, request: FaceRequest): string[] {
  return [
    faceDetector(sessions).model,
    'facemesh',
    ...(request.coarseEyes ? [] : ['iris']),
    ...(needsFeatures(request) ? ['faceres'] : []),
    ...(request.attributes ? ['face-expression'] : []),
    ...(request.embeddings || request.templates ? ['face-recognition'] : []),
  ];
}

function needsFeatures({ attributes, features = false, templates }: FaceRequest): boolean {
  return attributes || features || templates !== undefined;
}

/** The whole way of one picture: detect, fit a mesh to every face, keep the largest, describe them. */
export async function findFaces(sessions: Sessions, picture: PictureReader, request: FaceRequest): Promise<DescribedFace[]> {
  return describeFaces(sessions, picture, await faceDetector(sessions).detect(picture, request), request);
}

/** The same for faces that have been detected already. */
export async function describeFaces(
  sessions: Sessions,
  picture: PictureReader,
  candidates: readonly FaceCandidate[],
  request: FaceRequest,
): Promise<DescribedFace[]> {
  return describe(sessions, await largestFaces(sessions, picture, candidates, request.maxFaces), request);
}

interface FittedFace {
  readonly mesh: FaceMesh;
  readonly score: number;
  readonly box: PixelBox;
}

/** The largest of the candidates that are faces: where one turns out to be none, the next in size takes its place. */
async function largestFaces(sessions: Sessions, picture: PictureReader, candidates: readonly FaceCandidate[], count: number): Promise<FittedFace[]> {
  const waiting = candidates.toSorted((a, b) => area(b.box) - area(a.box));
  let faces: FittedFace[] = [];
  while (waiting.length > 0 && faces.length < count) {
    const next = waiting.splice(0, count - faces.length);
    const meshes = await fitMeshes(sessions, picture, next);
    faces = distinctFaces([...faces, ...meshes.map((mesh, index) => ({ mesh, score: next[index]?.score ?? 0, box: faceBox(mesh) }))]);
  }
  return faces;
}

function distinctFaces(fitted: readonly FittedFace[]): FittedFace[] {
  const real = fitted.filter(({ mesh, score }) => mesh.presence >= LEAST_PRESENCE || score >= SURE_SCORE);
  return suppressNonMaxima(real, SAME_FACE).toSorted((a, b) => area(b.box) - area(a.box));
}

async function describe(sessions: Sessions, faces: readonly FittedFace[], request: FaceRequest): Promise<DescribedFace[]> {
  const meshes = faces.map(({ mesh }) => mesh);
  const eyes = await lookAtEyes(sessions, meshes, !request.coarseEyes);
  const expressions = request.attributes ? await readExpressions(sessions, meshes) : [];
  const people = needsFeatures(request) ? await estimateAgeAndGender(sessions, meshes) : [];
  const embeddings = request.embeddings ? await embedUnknown(sessions, meshes, request.known ?? []) : [];
  const templates = request.templates ? await makeTemplates(sessions, meshes, people.map(({ feature }) => feature), request.templates) : [];
  return faces.map(({ mesh, score }, index) => {
    const eyesOfFace = eyes[index];
    if (!eyesOfFace) throw new Error('A face was left without eyes.');
    const person = people[index];
    const expression = expressions[index];
    const embedding = embeddings[index];
    const template = templates[index];
    return {
      box: faceBox(mesh),
      confidence: score,
      landmarks: faceLandmarks(mesh, eyesOfFace),
      pose: headPose(mesh),
      quality: judgeQuality(mesh),
      ...(request.attributes && person && expression && { attributes: faceAttributes(mesh, eyesOfFace, person, expression) }),
      ...(embedding && { embedding }),
      ...(template && { template }),
      ...(request.features && person && { feature: person.feature }),
    };
  });
}

/** @param features of the faces in their usual view */
async function makeTemplates(
  sessions: Sessions,
  meshes: readonly FaceMesh[],
  features: readonly Float32Array[],
  purpose: 'asked' | 'portrait',
): Promise<Float32Array[]> {
  const projection = await readTemplateProjection(sessions);
  const describeFor = purpose === 'portrait' ? describePortraits : describeAsked;
  const identities = await describeFor(sessions, meshes, features);
  return identities.map((identity) => faceTemplate(identity, projection));
}

/** Embeddings of the faces that are not where one is known already. */
async function embedUnknown(sessions: Sessions, meshes: readonly FaceMesh[], known: readonly PixelBox[]): Promise<(Float32Array | undefined)[]> {
  const isKnown = (mesh: FaceMesh): boolean => known.some((box) => intersectionOverUnion(faceBox(mesh), box) >= SAME_PLACE);
  const unknown = meshes.filter((mesh) => !isKnown(mesh));
  const embeddings = await embedFaces(sessions, unknown);
  return meshes.map((mesh) => embeddings[unknown.indexOf(mesh)]);
}
