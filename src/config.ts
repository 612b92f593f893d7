import type { FramePath } from './media/video/open-video.ts';
import type { CallProfile } from './profile/call-profile.ts';
import type { S3Object } from './shapes/image.ts';
import type { JobNotification } from './shapes/stored-video.ts';

/** Where a picture or a model is computed. `auto` probes WebGPU first and falls back to WASM, saying so in `onProgress`. */
export type Device = 'auto' | 'webgpu' | 'wasm';

/** How far a job on a stored video is, told by the tab that works on it. */
export interface VideoProgress {
  readonly jobId: string;
  /** `FaceDetection` for a job of StartFaceDetection. */
  readonly analysis: string;
  readonly framesDone: number;
  /** Of how many; an estimate where every frame is seen. */
  readonly framesTotal: number;
  /** Seconds of video for each second of work: above 1 is faster than real time. */
  readonly timesRealTime: number;
}

/** How far a training of Custom Labels is, told by the tab that works on it. */
export interface TrainingProgress {
  readonly projectVersionArn: string;
  /** `pictures`: the pictures are being looked at; `head`: what was seen is being learnt from; `testing`: places are looked for in the pictures to test on. */
  readonly phase: 'pictures' | 'head' | 'testing';
  readonly picturesDone: number;
  readonly picturesTotal: number;
  /** Of learning, from 1. Present for `head`, as the next three. */
  readonly epoch?: number;
  /** It may stop earlier. */
  readonly epochsAtMost?: number;
  /** Mean cross-entropy of what is learnt from, and for boxes the error of their places besides. */
  readonly loss?: number;
  /** The same of those held out, where there are enough pictures to hold some out. */
  readonly heldOutLoss?: number;
  /** Seconds until this phase ends, at most. An estimate. */
  readonly secondsLeft: number;
}

/** What is being told while models load and a call or job runs. */
export interface ProgressEvent {
  /**
   * `download`: bytes of one model arriving; `ready`: a model can be used; `device`: which device was chosen and why;
   * `video`: a job on a stored video has seen a frame; `training`: a training of Custom Labels has come further.
   */
  readonly kind: 'download' | 'ready' | 'device' | 'video' | 'training';
  /** Model id of `models/manifest.ts`, absent for `device`, `video` and `training`. */
  readonly model?: string;
  /** Present for `video`. */
  readonly video?: VideoProgress;
  /** Present for `training`. */
  readonly training?: TrainingProgress;
  /** Bytes of all models asked for so far that have arrived. */
  readonly loadedBytes: number;
  /** Bytes of all models asked for so far. */
  readonly totalBytes: number;
  /** A sentence for a person. */
  readonly message: string;
}

/**
 * An app's own way from a bucket and a name to the bytes: a Blob, a URL to fetch, or undefined for an object it does
 * not know, which is then looked for in the page's buckets.
 */
export type ResolveS3Object = (object: S3Object) => Blob | URL | undefined | Promise<Blob | URL | undefined>;

/** A file of known people: its address, the file itself, or `default`, the gallery that comes with the library. */
export type GallerySource = string | URL | Blob;

/** Options of `new Rekognition(config)`; every one may be left out. */
export interface RekognitionConfig {
  /**
   * Folder that serves the model files, as `pagesight models <dir>` copies them.
   * Default: beside the library itself.
   */
  readonly modelsUrl?: string;
  /** Default `auto`. */
  readonly device?: Device;
  /**
   * Threads of the WASM runtime, 1 to 16. Default: the machine's cores, at most 4.
   * Without cross-origin isolation (COOP and COEP headers) it is 1 whatever is asked.
   */
  readonly threads?: number;
  /** Told about model downloads, readiness, the chosen device and the frames of jobs on stored videos. */
  readonly onProgress?: (event: ProgressEvent) => void;
  /**
   * Tells, after each answered call, where its time went: `true` prints it to the console, a function is handed it. Jobs on stored
   * videos and stream processors go on after their call and are not told. Default false, which measures nothing.
   */
  readonly debug?: boolean | ((profile: CallProfile) => void);
  /** Finds the objects that `S3Object` names. Default: `rekognition.buckets` alone. */
  readonly resolveS3Object?: ResolveS3Object;
  /**
   * Takes the Bytes of a picture that has an S3Object as well, instead of refusing it with InvalidParameterException.
   * Default false.
   */
  readonly preferBytes?: boolean;
  /**
   * Encrypts collections made from now on at rest: AES-GCM with a key that scripts can use but never read, erased with
   * the collection. It keeps copies of single databases and logs unreadable. It does not protect from scripts of the
   * same site, nor from someone who holds the browser's whole profile, which contains the key. Default false.
   */
  readonly encryptCollections?: boolean;
  /**
   * Most words that DetectText tells of one picture or frame, from 1. Default 50, as the API's first text model;
   * its later models tell 100.
   */
  readonly maxWords?: number;
  /** Frames of a stored video that are looked at in a second, above 0 to 240. Default 5. Segments see every frame. */
  readonly samplesPerSecond?: number;
  /**
   * How frames of stored videos are read: `decoder` straight from the file, `element` by seeking in a video element,
   * `auto` by the decoder where it can. Default `auto`.
   */
  readonly framePath?: FramePath;
  /** Told the end of each job with a NotificationChannel, whatever tab of the site it ran in; `notifications` fires the same. */
  readonly onNotification?: (message: JobNotification) => void;
  /**
   * Galleries whose people RecognizeCelebrities names, as `pagesight gallery` and `rekognition.buildGallery` make them.
   * Default: `default`, the one that comes with the library. Passing others takes its place; name it among them to keep it.
   */
  readonly celebrities?: GallerySource | readonly GallerySource[];
  /**
   * Lowest MatchConfidence at which RecognizeCelebrities gives a face a name. Percent, 0 to 100. Default 50: at most
   * one stranger in 178 is as near to anyone of the galleries; 80: at most one in 1,000.
   */
  readonly minCelebrityConfidence?: number;
  /** Part of the resource names (ARNs) that the page makes up; nothing is sent to any region. Default `page`. */
  readonly region?: string;
}
