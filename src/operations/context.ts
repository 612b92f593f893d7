import type { RekognitionConfig } from '../config.ts';
import type { GalleryCalls } from '../galleries/gallery-calls.ts';
import type { Image } from '../shapes/image.ts';
import type { Picture, PictureLimits } from '../media/picture.ts';
import type { StreamProcessors } from '../jobs/stream-processors.ts';
import type { CollectionCalls } from '../storage/collection-calls.ts';
import type { VisionCalls } from '../vision/vision-calls.ts';
import type { ClientCustomLabels } from './custom-labels/client-custom-labels.ts';
import type { ClientVideoJobs } from './video/client-video-jobs.ts';

/** What an operation may use besides its request. One is made for every call. */
export interface OperationContext {
  /** Aborted when the caller gives up or the client is closed. */
  readonly signal: AbortSignal;
  /** UUID of this call, also found in `$metadata.requestId`. */
  readonly requestId: string;
  /**
   * Checks and decodes the picture of a request.
   * Throws InvalidParameterException, ImageTooLargeException, InvalidImageFormatException or InvalidS3ObjectException.
   */
  readonly openPicture: (image: Image | undefined, limits?: PictureLimits) => Promise<Picture>;
  /** The senses, computed in the vision worker: pixels in, plain numbers in pixels out. */
  readonly vision: VisionCalls;
  /** Faces kept in this browser, held by the collections worker. */
  readonly collections: CollectionCalls;
  /** Jobs on stored videos, kept in this browser; the code for them is loaded by the first call. */
  readonly videoJobs: () => Promise<ClientVideoJobs>;
  /** People to be recognised, held by the galleries worker. */
  readonly galleries: GalleryCalls;
  /** Processors of live video, kept in this browser; the code for them is loaded by the first call. */
  readonly streamProcessors: () => Promise<StreamProcessors>;
  /** Projects and versions of models, kept in this browser; the code for them is loaded by the first call. */
  readonly customLabels: () => Promise<ClientCustomLabels>;
  /** As the client was given it. */
  readonly config: RekognitionConfig;
}

/** One operation of the API: a validated request in, a response (without `$metadata`) out. */
export type Operation<Request, Response> = (request: Request, context: OperationContext) => Promise<Response>;
