import { InvalidParameterException, ResourceNotFoundException } from '../errors.ts';
import type { PersonMatch } from '../galleries/gallery-calls.ts';
import type { KnownPerson } from '../galleries/gallery.ts';
import type {
  Celebrity,
  GetCelebrityInfoRequest,
  GetCelebrityInfoResponse,
  RecognizeCelebritiesRequest,
  RecognizeCelebritiesResponse,
} from '../shapes/celebrities.ts';
import type { DescribedFace } from '../vision/face/face.ts';
import type { Operation, OperationContext } from './context.ts';
import { expressiveFace } from './face-shapes.ts';

/** The API's cap on faces (OPERATIONS G12). */
const MOST_FACES = 64;
/** Percent, at which at most one stranger in 178 is named: match-confidence.ts has the scale, test/accuracy/CELEBRITIES.md the rates. */
export const DEFAULT_MIN_CONFIDENCE = 50;

/** RecognizeCelebrities: names the people of the galleries among the 64 largest faces of a picture, largest first. */
export const recognizeCelebrities: Operation<RecognizeCelebritiesRequest, RecognizeCelebritiesResponse> = async ({ Image }, context) => {
  // A bar out of range is refused before a picture is decoded in vain.
  minConfidenceOf(context);
  const picture = await context.openPicture(Image);
  const size = { width: picture.width, height: picture.height };
  const [faces] = await Promise.all([
    context.vision.findFaces(picture, { maxFaces: MOST_FACES, attributes: true, embeddings: false, templates: 'asked' }),
    // A gallery that cannot be used ends the call before its faces have been described.
    context.galleries.describe(),
  ]);
  const matches = await nameFaces(faces, context);
  return {
    CelebrityFaces: faces.flatMap((face, index): Celebrity[] => {
      const match = matches[index];
      return match ? [{ ...personMembers(match.person), Face: expressiveFace(face, size), MatchConfidence: match.confidence }] : [];
    }),
    UnrecognizedFaces: faces.filter((_, index) => !matches[index]).map((face) => expressiveFace(face, size)),
  };
};

/** GetCelebrityInfo: looks up a person of the galleries by id. */
export const getCelebrityInfo: Operation<GetCelebrityInfoRequest, GetCelebrityInfoResponse> = async ({ Id = '' }, context) => {
  const person = await context.galleries.findPerson(Id);
  if (!person) {
    throw new ResourceNotFoundException(`No gallery has a person with the id "${Id}": pass an Id that RecognizeCelebrities of this client told.`);
  }
  const { Name, Urls, KnownGender } = personMembers(person);
  return { Urls, Name, ...(KnownGender && { KnownGender }) };
};

/**
 * Who of the galleries each face is, in the order of the faces, undefined for a stranger. The faces must have been asked
 * for with their templates.
 */
export function nameFaces(faces: readonly DescribedFace[], context: OperationContext): Promise<readonly (PersonMatch | undefined)[]> {
  const templates = faces.map(({ template }) => {
    if (!template) throw new Error('A face that is to be named has no template.');
    return template;
  });
  return context.galleries.recognize(templates, minConfidenceOf(context));
}

/** A person as every answer tells them. */
export function personMembers({ id, name, urls, knownGender }: KnownPerson): Pick<Celebrity, 'Urls' | 'Name' | 'Id' | 'KnownGender'> {
  return { Urls: [...urls], Name: name, Id: id, ...(knownGender && { KnownGender: { Type: knownGender } }) };
}

function minConfidenceOf({ config: { minCelebrityConfidence = DEFAULT_MIN_CONFIDENCE } }: OperationContext): number {
  if (!(minCelebrityConfidence >= 0 && minCelebrityConfidence <= 100)) {
    throw new InvalidParameterException(`minCelebrityConfidence is ${minCelebrityConfidence} in the client's configuration: give a number from 0 to 100.`);
  }
  return minCelebrityConfidence;
}
