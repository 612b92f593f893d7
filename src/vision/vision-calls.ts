import type { Picture } from '../media/picture.ts';
import type { DescribedFace, FaceRequest } from './face/face.ts';

/** What the vision worker answers. Every call takes its picture over: the bitmap is transferred, then closed by the worker. */
export interface VisionCalls {
  /** Finds faces, largest first, and describes each as far as asked. */
  findFaces(picture: Picture, request: FaceRequest): Promise<readonly DescribedFace[]>;
}
