import type { PixelImage } from '../pixels.ts';

/** Pixels across of the small image that segments are found in, whatever the video's shape. */
export const SMALL_FRAME_WIDTH = 64;
/** Pixels down of the small image. */
export const SMALL_FRAME_HEIGHT = 36;
/** Pixels of the small image. */
export const SMALL_FRAME_PIXELS = SMALL_FRAME_WIDTH * SMALL_FRAME_HEIGHT;

/** One frame of a video, made small by averaging. */
export interface SmallFrame {
  /** `SMALL_FRAME_WIDTH` x `SMALL_FRAME_HEIGHT`; alpha is not looked at. */
  readonly image: PixelImage;
  /** Number of the frame, the video's first is 0. Every frame is seen once, in order. */
  readonly frame: number;
  /** When the frame begins, in seconds from the start of the video. */
  readonly start: number;
}

/** A stretch of a video, in whole frames. */
export interface FrameRange {
  /** First frame. */
  readonly startFrame: number;
  /** Last frame, which still belongs to the stretch. */
  readonly endFrame: number;
  /** When the first frame begins, in seconds. */
  readonly start: number;
  /** When the last frame ends, in seconds. */
  readonly end: number;
}

/** Throws where an image has not the size that all numbers here are made for. */
export function assertSmallFrame({ image }: SmallFrame): void {
  if (image.width === SMALL_FRAME_WIDTH && image.height === SMALL_FRAME_HEIGHT) return;
  throw new Error(`A frame of ${image.width} x ${image.height} pixels was given; segments are found in ${SMALL_FRAME_WIDTH} x ${SMALL_FRAME_HEIGHT}.`);
}
