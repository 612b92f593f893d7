/** A decoded picture or video frame, upright (Exif orientation applied), ready to be handed to the vision worker. */
export interface Picture {
  /** Transferred to the worker by the first vision call that takes it; pass each Picture to one call only. */
  readonly bitmap: ImageBitmap | VideoFrame;
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
}

/** Limits that differ between operations. */
export interface PictureLimits {
  /** Default 5,242,880. */
  readonly maxBytes?: number;
  /** Shortest allowed side in pixels. Default 80. */
  readonly minSide?: number;
  /** Longest allowed side in pixels. Default: none but the decoder's own bound. */
  readonly maxSide?: number;
}
