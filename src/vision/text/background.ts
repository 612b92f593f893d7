import type { PictureReader } from '../picture-reader.ts';

/** Pixels on the longest side when a picture is looked over for transparency. */
const GLANCE = 160;
/** Fewer transparent pixels than this part are an icon's rounded corners or an edge. */
const TRANSPARENT_PART = 0.02;

/**
 * Text on a transparent ground is drawn for a background that is not in the file. Chooses the one, of white and black,
 * on which what is drawn stands out.
 */
export function onContrast(onWhite: PictureReader): PictureReader {
  const onBlack = onWhite.onBlack?.();
  if (!onBlack) return onWhite;
  const scale = Math.min(1, GLANCE / Math.max(onWhite.width, onWhite.height));
  const width = Math.max(1, Math.round(onWhite.width * scale));
  const height = Math.max(1, Math.round(onWhite.height * scale));
  const white = onWhite.readScaled(width, height).data;
  const black = onBlack.readScaled(width, height).data;
  let brightness = 0;
  let opacity = 0;
  for (let at = 0; at < white.length; at += 4) {
    for (let channel = at; channel < at + 3; channel++) {
      // Both pictures have the same size.
      brightness += black[channel]!;
      opacity += 255 - (white[channel]! - black[channel]!);
    }
  }
  const whole = width * height * 3 * 255;
  const isTransparent = whole - opacity > TRANSPARENT_PART * whole;
  return isTransparent && brightness > opacity / 2 ? onBlack : onWhite;
}
