import type { Sessions } from '../../runtime/sessions.ts';
import { faceFeatures } from './age-and-gender.ts';
import { EMBEDDING_LENGTH, embedFaces } from './embedding.ts';
import { portraitViews, usualView, type FaceView } from './face-view.ts';
import { projectFeature, unitLength, unpackProjection, type FeatureProjection } from './feature-projection.ts';
import type { FaceMesh } from './mesh.ts';
import { TEMPLATE_LENGTH } from './template-length.ts';
import { templateWeights } from './template-weights.ts';

/*
 * A template is what faces are compared with a gallery by. Two networks that were trained on different faces for different
 * ends err on different strangers, so it holds both: dlib's embedding, and faceres' feature in the directions in which
 * people differ. A gallery's portraits are described once and compared ever after, so those are seen in several views.
 * The embedding is of a closer view than the one that collections hold: hair and ears change more in some years than a face.
 */

/** Side of the embedding's crop per the side that the network is used to. */
const EMBEDDED_SCALE = 0.84;

/** What the two networks tell of who a face is. */
export interface FaceIdentity {
  /** 128 numbers of unit length. */
  readonly embedding: Float32Array;
  /** 1,024 numbers of unit length. */
  readonly feature: Float32Array;
}

/** How much the two parts of a template count, as factors of their numbers. */
export interface TemplateWeights {
  readonly embedding: number;
  readonly feature: number;
}

/**
 * Faces to be compared with a gallery, seen once.
 *
 * @param features of the same faces in their usual view
 */
export async function describeAsked(sessions: Sessions, meshes: readonly FaceMesh[], features: readonly Float32Array[]): Promise<FaceIdentity[]> {
  return identitiesOf(await embedFaces(sessions, meshes, embeddedView(usualView)), features);
}

/**
 * Faces that a gallery is to hold: the mean of several views, at several times the cost.
 *
 * @param usualFeatures of the same faces in their usual view
 */
export async function describePortraits(sessions: Sessions, meshes: readonly FaceMesh[], usualFeatures: readonly Float32Array[]): Promise<FaceIdentity[]> {
  const embeddings: (readonly Float32Array[])[] = [];
  const features: (readonly Float32Array[])[] = [];
  for (const view of portraitViews) {
    embeddings.push(await embedFaces(sessions, meshes, embeddedView(view)));
    features.push(view === usualView ? usualFeatures : await faceFeatures(sessions, meshes, view));
  }
  return identitiesOf(meanOfViews(embeddings), meanOfViews(features));
}

/** The projection that comes with the models. */
export async function readTemplateProjection(sessions: Sessions): Promise<FeatureProjection> {
  return unpackProjection(await sessions.sideFile('faceres', 'template-projection'));
}

/** 320 numbers, compared by Euclidean distance. */
export function faceTemplate({ embedding, feature }: FaceIdentity, projection: FeatureProjection, weights: TemplateWeights = templateWeights): Float32Array {
  const template = new Float32Array(TEMPLATE_LENGTH);
  template.set(embedding.map((value) => value * weights.embedding));
  template.set(projectFeature(feature, projection).map((value) => value * weights.feature), EMBEDDING_LENGTH);
  return template;
}

function embeddedView(view: FaceView): FaceView {
  return { ...view, scale: view.scale * EMBEDDED_SCALE };
}

function identitiesOf(embeddings: readonly Float32Array[], features: readonly Float32Array[]): FaceIdentity[] {
  return embeddings.map((embedding, index) => {
    const feature = features[index];
    if (!feature) throw new Error('A model answered for fewer faces than were shown to it.');
    return { embedding: unitLength(embedding), feature: unitLength(feature) };
  });
}

/** @param views of each, the numbers of every face */
function meanOfViews([first = [], ...others]: readonly (readonly Float32Array[])[]): Float32Array[] {
  return first.map((numbers, face) => numbers.map((value, index) => others.reduce((sum, view) => sum + (view[face]?.[index] ?? Number.NaN), value) / (others.length + 1)));
}
