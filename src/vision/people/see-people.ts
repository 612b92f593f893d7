import type { Sessions } from '../../runtime/sessions.ts';
import { findFaces, modelsFor } from '../face/find-faces.ts';
import { findObjects, objectDetector } from '../objects/find-objects.ts';
import { findPeople } from '../objects/people.ts';
import type { PictureReader } from '../picture-reader.ts';
import type { PeopleRequest, SeenPerson } from './seen-person.ts';

/** Fainter bodies are mostly none, and a tracker has the frames before and after to go by. */
const LEAST_PROBABILITY = 0.2;

const wanted = { attributes: false, embeddings: true } as const;

/** Models that a request needs, to be loaded side by side. */
export function peopleModels(sessions: Sessions, request: PeopleRequest): string[] {
  return [objectDetector(sessions).model, ...modelsFor(sessions, { ...wanted, ...request })];
}

/** Everybody in a picture, the surest first, each with the face that belongs to the body. */
export async function seePeople(sessions: Sessions, picture: PictureReader, request: PeopleRequest): Promise<SeenPerson[]> {
  const objects = await findObjects(sessions, picture);
  const faces = await findFaces(sessions, picture, { ...wanted, ...request });
  return findPeople(objects, faces, picture)
    .filter(({ probability }) => probability >= LEAST_PROBABILITY)
    .map(({ box, probability, face }): SeenPerson => {
      const described = face === undefined ? undefined : faces[face];
      return { box, probability, ...(described && { face: described }) };
    });
}
