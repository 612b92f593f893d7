import type { Picture } from '../media/picture.ts';
import type { EquippedPerson } from './body/body.ts';
import type { DescribedFace, FaceRequest } from './face/face.ts';
import type { SceneRequest, SeenPicture } from './labels/seen-picture.ts';
import type { ReadLine, TextRequest } from './text/text.ts';

/** What the vision worker answers. Every call takes its picture over: the bitmap is transferred, then closed by the worker. */
export interface VisionCalls {
  /** Finds faces, largest first, and describes each as far as asked. */
  findFaces(picture: Picture, request: FaceRequest): Promise<readonly DescribedFace[]>;
  /** Reads the text of a picture, in reading order. */
  readText(picture: Picture, request: TextRequest): Promise<readonly ReadLine[]>;
  /** Finds persons with what covers their faces, heads and hands, surest first. */
  findEquipment(picture: Picture): Promise<readonly EquippedPerson[]>;
  /** Sees what a picture shows: objects, people, classes, concepts and, when asked, its colours. */
  seePicture(picture: Picture, request: SceneRequest): Promise<SeenPicture>;
  /** Model ids of what labels are made with in this build, of those that a build may lack. */
  labelModels(): Promise<readonly string[]>;
  /** Model id of the face detector in use: `yunet`, or `blazeface` where the build could not have it. */
  faceDetector(): Promise<string>;
  /** Runs one small model on the golden input, to find out whether this device can be trusted. */
  probe(): Promise<readonly number[]>;
}
