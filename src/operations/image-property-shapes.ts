import type { DetectLabelsImageProperties, DetectLabelsImageQuality, DominantColor } from '../shapes/newer.ts';
import type { DominantColor as SeenColor } from '../vision/image-properties/dominant-colors.ts';
import type { AreaProperties, ImageProperties } from '../vision/image-properties/image-properties.ts';
import { cssColorName, simplifiedColorName } from './color-names.ts';

/** Colours and quality as DetectLabels tells them. */
export function imagePropertyMembers({ foreground, background, ...whole }: ImageProperties): DetectLabelsImageProperties {
  return {
    ...areaMembers(whole),
    ...(foreground && { Foreground: areaMembers(foreground) }),
    ...(background && { Background: areaMembers(background) }),
  };
}

function areaMembers({ quality, colors }: AreaProperties): { Quality: DetectLabelsImageQuality; DominantColors: DominantColor[] } {
  const { brightness, sharpness, contrast } = quality;
  return { Quality: { Brightness: brightness, Sharpness: sharpness, Contrast: contrast }, DominantColors: colors.map(colorMembers) };
}

/** A colour with its names. */
export function colorMembers({ red, green, blue, share }: SeenColor): DominantColor {
  const hex = [red, green, blue].map((value) => value.toString(16).padStart(2, '0')).join('');
  return {
    Red: red,
    Green: green,
    Blue: blue,
    HexCode: `#${hex}`,
    CSSColor: cssColorName(red, green, blue),
    SimplifiedColor: simplifiedColorName(red, green, blue),
    PixelPercent: 100 * share,
  };
}
