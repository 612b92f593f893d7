import type { Picture } from '../media/picture.ts';
import type { BackboneId } from './backbone/backbone.ts';
import type { DescriptionRequest } from './backbone/describe-picture.ts';
import type { CellBackboneId } from './cells/cell-backbones.ts';
import type { DetectionHead, FoundThing } from './cells/detection-head.ts';
import type { CellSample } from './cells/sample-cells.ts';
import type { CellSampleRequest } from './cells/look-at-cells.ts';
import type { EquippedPerson } from './body/body.ts';
import type { DescribedFace, FaceRequest } from './face/face.ts';
import type { SceneRequest, SeenPicture } from './labels/seen-picture.ts';
import type { PixelImage } from './pixels.ts';
import type { PeopleRequest, SeenPeople } from './people/seen-person.ts';
import type { SeenConcerns } from './moderation/concerns.ts';
import type { ReadLine, TextRequest } from './text/text.ts';

/** What the vision worker answers. Every call takes its picture over: the bitmap is transferred, then closed by the worker. */
export interface VisionCalls {
  /** Finds faces, largest first, and describes each as far as asked. */
  findFaces(picture: Picture, request: FaceRequest): Promise<readonly DescribedFace[]>;
  /** Reads the text of a picture, in reading order. */
  readText(picture: Picture, request: TextRequest): Promise<readonly ReadLine[]>;
  /** Looks for what somebody may not want to see. */
  seeConcerns(picture: Picture): Promise<SeenConcerns>;
  /** Finds persons with what covers their faces, heads and hands, surest first. */
  findEquipment(picture: Picture): Promise<readonly EquippedPerson[]>;
  /** Sees what a picture shows: objects, people, classes, concepts and, when asked, its colours. */
  seePicture(picture: Picture, request: SceneRequest): Promise<SeenPicture>;
  /** Finds everybody, by body and by face, the faces described with their embeddings. */
  seePeople(picture: Picture, request: PeopleRequest): Promise<SeenPeople>;
  /** Makes a picture so many pixels wide. */
  shrinkPicture(picture: Picture, width: number): Promise<PixelImage>;
  /** The feature of a picture, and that of its mirror image when asked, for heads that are trained on them. */
  describePicture(picture: Picture, request: DescriptionRequest): Promise<readonly Float32Array[]>;
  /** Backbones of this build whose features heads may be trained on, the one to prefer first. */
  backbones(): Promise<readonly BackboneId[]>;
  /** Cells of a picture to train a head on that finds things, for each view of it. */
  sampleCells(picture: Picture, request: CellSampleRequest): Promise<readonly CellSample[]>;
  /** Finds things with a trained head, of each label the surest first. */
  findThings(picture: Picture, head: DetectionHead, leastScore: number): Promise<readonly FoundThing[]>;
  /** Detectors of this build whose cells such heads may be trained on, the one to prefer first. */
  cellBackbones(): Promise<readonly CellBackboneId[]>;
  /** Model ids of what labels are made with in this build, of those that a build may lack. */
  labelModels(): Promise<readonly string[]>;
  /** Model id of the face detector in use: `yunet`, or `blazeface` where the build could not have it. */
  faceDetector(): Promise<string>;
  /** Runs one small model on the golden input, to find out whether this device can be trusted. */
  probe(): Promise<readonly number[]>;
}
