import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createNativeSessions } from '../../models/heads/training/native-sessions.ts';
import { openPictureDecoder, type PictureDecoder } from '../../models/heads/training/picture-decoder.ts';
import { readPixels } from '../../src/vision/pixel-reader.ts';
import type { Sessions } from '../../src/runtime/sessions.ts';
import { estimateAgeAndGender } from '../../src/vision/face/age-and-gender.ts';
import { FACE_MODEL_VERSION } from '../../src/vision/face/face-model-version.ts';
import { faceDetector } from '../../src/vision/face/find-faces.ts';
import { fitMeshes } from '../../src/vision/face/mesh.ts';
import { describeAsked, describePortraits as describeForGallery, type FaceIdentity } from '../../src/vision/face/template.ts';
import { TEMPLATE_VERSION } from '../../src/vision/face/template-version.ts';
import { area } from '../../src/vision/geometry.ts';
import { repositoryRoot } from '../set-up/stages.ts';
import type { Portrait } from './identities.ts';

/** A portrait with what the two networks tell of its largest face. */
export interface IdentifiedFace extends Portrait {
  /** As it is asked for. */
  readonly asked: FaceIdentity;
  /** As a gallery holds it. */
  readonly held: FaceIdentity;
}

/** Numbers as bytes of 32-bit floats in base64. */
interface KeptIdentity {
  readonly embedding: string;
  readonly feature: string;
}

/** What is kept of a picture, or null where no face was found. */
type Kept = Record<string, { readonly asked: KeptIdentity; readonly held: KeptIdentity } | null>;

/**
 * The largest face of every portrait, by the library's own code on the native runtime, which is several times faster than
 * a page. What was seen is kept in .cache/celebrity-faces, because the fit and the report look at the same thousands of
 * pictures: delete that folder after a change to how faces are found or described.
 */
export async function describePortraits(portraits: readonly Portrait[]): Promise<readonly IdentifiedFace[]> {
  const [first] = portraits;
  if (!first) return [];
  const file = `${repositoryRoot}.cache/celebrity-faces/${FACE_MODEL_VERSION}-${TEMPLATE_VERSION}-${dirname(first.path).replaceAll('/', '-')}.json`;
  const seen = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Kept) : {};
  const unseen = portraits.filter(({ path }) => !(path in seen));
  if (unseen.length > 0) {
    const sessions = createNativeSessions();
    const decoder = openPictureDecoder();
    for (const [index, { path }] of unseen.entries()) {
      seen[path] = await describePortrait(path, sessions, decoder);
      if ((index + 1) % 100 === 0) console.log(`${index + 1} of ${unseen.length} pictures of ${dirname(path)}`);
    }
    await decoder.close();
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(seen));
  }
  return portraits.flatMap((portrait): IdentifiedFace[] => {
    const face = seen[portrait.path];
    return face ? [{ ...portrait, asked: opened(face.asked), held: opened(face.held) }] : [];
  });
}

async function describePortrait(path: string, sessions: Sessions, decoder: PictureDecoder): Promise<Kept[string]> {
  const picture = readPixels(await decoder.decode(path));
  const candidates = await faceDetector(sessions).detect(picture);
  const meshes = await fitMeshes(sessions, picture, candidates.toSorted((a, b) => area(b.box) - area(a.box)).slice(0, 1));
  const features = (await estimateAgeAndGender(sessions, meshes)).map(({ feature }) => feature);
  const [asked] = await describeAsked(sessions, meshes, features);
  const [held] = await describeForGallery(sessions, meshes, features);
  return asked && held ? { asked: kept(asked), held: kept(held) } : null;
}

function kept({ embedding, feature }: FaceIdentity): KeptIdentity {
  return { embedding: base64(embedding), feature: base64(feature) };
}

function opened({ embedding, feature }: KeptIdentity): FaceIdentity {
  return { embedding: floats(embedding), feature: floats(feature) };
}

function base64(values: Float32Array): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
}

function floats(text: string): Float32Array {
  return new Float32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer);
}
