import type { Sessions } from '../../runtime/sessions.ts';
import { mirroredFeatures } from './age-and-gender.ts';
import { EMBEDDING_LENGTH, embedFaces } from './embedding.ts';
import { projectFeature, unitLength, unpackProjection, type FeatureProjection } from './feature-projection.ts';
import type { FaceMesh } from './mesh.ts';
import { TEMPLATE_LENGTH } from './template-length.ts';
import { templateWeights } from './template-weights.ts';

/*
 * A template is what a gallery keeps of a face. Two networks that were trained on different faces for different ends err
 * on different strangers, so it holds both: dlib's embedding, and faceres' feature in the directions in which people
 * differ. Both are averaged with those of the mirrored face.
 */

/** What the two networks tell of who a face is, each averaged over the face and its mirror image. */
export interface FaceIdentity {
  /** 128 numbers. */
  readonly embedding: Float32Array;
  /** 1,024 numbers of unit length. */
  readonly feature: Float32Array;
}

/** How much the two parts of a template count, as factors of their numbers. */
export interface TemplateWeights {
  readonly embedding: number;
  readonly feature: number;
}

/** @param features of the same faces as they are, not mirrored */
export async function describeIdentity(sessions: Sessions, meshes: readonly FaceMesh[], features: readonly Float32Array[]): Promise<FaceIdentity[]> {
  const embeddings = await embedFaces(sessions, meshes);
  const mirroredEmbeddings = await embedFaces(sessions, meshes, true);
  const mirrored = await mirroredFeatures(sessions, meshes);
  return meshes.map((_, index) => {
    const [embedding, mirroredEmbedding, feature, mirroredFeature] = [embeddings[index], mirroredEmbeddings[index], features[index], mirrored[index]];
    if (!embedding || !mirroredEmbedding || !feature || !mirroredFeature) throw new Error('A model answered for fewer faces than were shown to it.');
    return { embedding: mean(embedding, mirroredEmbedding), feature: unitLength(mean(feature, mirroredFeature)) };
  });
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

function mean(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, index) => (value + (b[index] ?? Number.NaN)) / 2);
}
