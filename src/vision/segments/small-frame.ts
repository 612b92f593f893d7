/**
 * One frame of a video, made small: 48 to 160 pixels wide, so that its look is left and its detail is not. Every frame
 * of the video is needed, in order.
 */
export interface SmallFrame {
  /** RGBA, row by row; width · height · 4 bytes of full-range sRGB. */
  readonly pixels: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  /** From 0. */
  readonly number: number;
  /** From the start of the video. Milliseconds. */
  readonly time: number;
}

/** Luma of a pixel as ITU-R BT.709 weighs red, green and blue; 0 to 255. */
export function luma(red: number, green: number, blue: number): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
