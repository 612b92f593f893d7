import type { Sessions } from '../../runtime/sessions.ts';
import type { FaceRequest } from '../face/face.ts';
import { findFaces, modelsFor } from '../face/find-faces.ts';
import { findObjects, objectDetector } from '../objects/find-objects.ts';
import { findPeople, PERSON_KIND } from '../objects/people.ts';
import type { PictureReader } from '../picture-reader.ts';
import { isOtherScene, sceneColors } from '../segments/scene-change.ts';
import type { PeopleRequest, SeenPeople, SeenPerson } from './seen-person.ts';

/** Fainter bodies are mostly none, and a tracker has the frames before and after to go by. */
const LEAST_PROBABILITY = 0.2;

/** Bodies that are expected again in the next frame. */
const SURE_BODY = 0.5;

/** Faces tell who is who; where their pupils look does not matter. */
function facesOf({ maxFaces, expected, known = [] }: PeopleRequest): FaceRequest {
  return { maxFaces, attributes: false, embeddings: true, coarseEyes: true, expected: expected?.faces, known };
}

/** Models that a request needs, to be loaded side by side. */
export function peopleModels(sessions: Sessions, request: PeopleRequest): string[] {
  return [objectDetector(sessions).model, ...modelsFor(sessions, facesOf(request))];
}

/** Everybody in a picture, each with the face that belongs to the body. */
export async function seePeople(sessions: Sessions, picture: PictureReader, request: PeopleRequest): Promise<SeenPeople> {
  const scene = sceneColors(picture);
  const goesOn = request.scene !== undefined && !isOtherScene(request.scene, scene);
  const { maxFaces } = request;
  const { expected, known }: Omit<PeopleRequest, 'maxFaces'> = goesOn ? request : {};
  const objects = await findObjects(sessions, picture, expected?.bodies.map((box) => ({ box, kind: PERSON_KIND })));
  const faces = await findFaces(sessions, picture, facesOf({ maxFaces, expected, known }));
  const sureBodies = new Set(objects.filter(({ kind, probability }) => kind === PERSON_KIND && probability >= SURE_BODY).map(({ box }) => box));
  const people = findPeople(objects, faces, picture)
    .filter(({ probability }) => probability >= LEAST_PROBABILITY)
    .map(({ box, probability, face }): SeenPerson => {
      const described = face === undefined ? undefined : faces[face];
      return { box, probability, hasBody: sureBodies.has(box), ...(described && { face: described }) };
    });
  return { people, scene, wasThorough: expected === undefined };
}
