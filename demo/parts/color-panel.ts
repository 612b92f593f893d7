import type { DetectLabelsResponse, DominantColor } from '../../src/index.ts';
import { element } from './element.ts';
import { meter } from './meter.ts';

type ImageProperties = NonNullable<DetectLabelsResponse['ImageProperties']>;
type Area = Pick<ImageProperties, 'Quality' | 'DominantColors'>;

function swatch({ HexCode = '', CSSColor = '', SimplifiedColor = '', PixelPercent = 0 }: DominantColor): HTMLElement {
  const node = element('span', { class: 'color-swatch', role: 'img', title: `${HexCode}, ${CSSColor} (${SimplifiedColor}), ${PixelPercent.toFixed(0)} %`, 'aria-label': `${CSSColor}, ${PixelPercent.toFixed(0)} %` });
  node.style.backgroundColor = HexCode;
  node.style.flexGrow = String(PixelPercent);
  return node;
}

function area(title: string, { Quality, DominantColors = [] }: Area): HTMLElement {
  return element(
    'section',
    { class: 'color-area' },
    element('h2', {}, title),
    element('div', { class: 'color-band' }, ...DominantColors.map(swatch)),
    element('div', { class: 'meters' }, meter('Brightness', Quality?.Brightness), meter('Sharpness', Quality?.Sharpness), meter('Contrast', Quality?.Contrast)),
  );
}

/** Colours and quality of a picture and its parts. */
export function colorPanel({ Foreground, Background, ...whole }: ImageProperties): HTMLElement {
  return element(
    'div',
    { class: 'color-panel' },
    area('Whole picture', whole),
    ...(Foreground ? [area('Foreground', Foreground)] : []),
    ...(Background ? [area('Background', Background)] : []),
  );
}
