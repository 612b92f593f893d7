/** An object in a bucket: one of `rekognition.buckets`, or whatever the app's own resolver makes of the name. */
export interface S3Object {
  /** 3 to 255 letters, digits, `.`, `-` and `_`. */
  Bucket?: string | undefined;
  /** Key of the object, 1 to 1,024 characters. */
  Name?: string | undefined;
  /** Version id, 1 to 1,024 characters. Default: the newest version. */
  Version?: string | undefined;
}

/** Pictures that the page already holds; accepted beyond the API in place of bytes. */
export type ImageSource =
  | Blob
  | ImageBitmap
  | ImageData
  | HTMLImageElement
  | HTMLCanvasElement
  | OffscreenCanvas
  | HTMLVideoElement
  | VideoFrame;

/**
 * An input picture: exactly one of `Bytes`, `S3Object` and `Source`.
 *
 * A JPEG with Exif orientation is turned upright first, and every box and point of the answer refers to the upright
 * picture. Other pictures are taken as they are stored.
 */
export interface Image {
  /** A whole PNG or JPEG file, 1 to 5,242,880 bytes. */
  Bytes?: Uint8Array | undefined;
  /** A PNG or JPEG file in a bucket, at most 15 MB. */
  S3Object?: S3Object | undefined;
  /** Beyond the API: a picture of the page. It is read once, when the call is made, and never changed or closed. */
  Source?: ImageSource | undefined;
}
