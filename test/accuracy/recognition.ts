import { unpackGallery, packGallery } from '../../src/galleries/gallery-format.ts';
import { indexPeople, type PeopleIndex } from '../../src/galleries/nearest-person.ts';
import type { PersonMatch } from '../../src/galleries/gallery-calls.ts';
import { faceTemplate, type FaceIdentity } from '../../src/vision/face/template.ts';
import type { IdentifiedFace } from './described-portraits.ts';
import type { TemplateFit } from './template-fit.ts';

/** Who is recognised at which bar, by a gallery. */
export interface Recognizer {
  readonly index: PeopleIndex;
  /** @param bar lowest MatchConfidence, percent */
  readonly take: (face: IdentifiedFace, bar: number) => PersonMatch | undefined;
}

/** A gallery of one portrait of each person, packed to a file and read again as an app does. */
export async function openRecognizer(faces: readonly IdentifiedFace[], { projection, weights, strangers }: TemplateFit): Promise<Recognizer> {
  const template = (identity: FaceIdentity): Float32Array => faceTemplate(identity, projection, weights);
  const people = faces.map((face) => ({ id: face.person, name: face.person, urls: [], templates: [template(face.held)] }));
  const file = await packGallery({ title: '', licence: '', source: '', people });
  const index = indexPeople([await unpackGallery(new Uint8Array(await file.arrayBuffer()), 'of the report')], strangers);
  return { index, take: (face, bar) => index.recognize(template(face.asked), bar) };
}

/** Faces of people who are in the gallery: those named right and those named wrong. */
export function countOutcomes({ take }: Recognizer, faces: readonly IdentifiedFace[], bar: number): { readonly right: number; readonly wrong: number } {
  const told = faces.map((face) => ({ face, match: take(face, bar) }));
  return {
    right: told.filter(({ face, match }) => match?.person.id === face.person).length,
    wrong: told.filter(({ face, match }) => match && match.person.id !== face.person).length,
  };
}

/** Faces of people who are not in the gallery: how many are named. */
export function countNamed({ take }: Recognizer, faces: readonly IdentifiedFace[], bar: number): number {
  return faces.filter((face) => take(face, bar)).length;
}
