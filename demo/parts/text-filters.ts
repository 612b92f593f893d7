import type { BoundingBox, DetectTextFilters } from '../../src/index.ts';
import { button, element } from './element.ts';
import { createSlider } from './slider.ts';

/** Sliders and regions that make the filters of a request. */
export interface TextFilters {
  readonly element: HTMLElement;
  /** What the request is to carry. */
  readonly filters: () => DetectTextFilters;
  readonly addRegion: (region: Required<BoundingBox>) => void;
  readonly clearRegions: () => void;
}

/** The API takes no more. */
const MOST_REGIONS = 10;
const DEFAULT_CONFIDENCE = 80;

/**
 * Makes the filters.
 *
 * @param onChange something was changed: ask again
 * @param onRegions the regions to draw
 */
export function createTextFilters(onChange: () => void, onRegions: (regions: readonly BoundingBox[]) => void): TextFilters {
  const confidence = createSlider('Confidence from', 100, 1, DEFAULT_CONFIDENCE, onChange);
  const height = createSlider('Word height from', 20, 0.5, 0, onChange);
  const width = createSlider('Word width from', 30, 0.5, 0, onChange);
  const hint = element('span', { class: 'text-region-hint' });
  const clear = button('Whole picture', () => setRegions([], true), { class: 'button small quiet' });
  let regions: readonly Required<BoundingBox>[] = [];

  function setRegions(next: readonly Required<BoundingBox>[], ask: boolean): void {
    regions = next;
    clear.hidden = regions.length === 0;
    hint.textContent = regions.length === 0 ? 'Draw on the picture to read only a part of it.' : `Reading ${regions.length === 1 ? '1 region' : `${regions.length} regions`}.`;
    onRegions(regions);
    if (ask) onChange();
  }
  setRegions([], false);

  return {
    element: element('div', { class: 'text-filters' }, confidence.element, height.element, width.element, element('div', { class: 'text-regions' }, hint, clear)),
    filters: () => ({
      WordFilter: { MinConfidence: confidence.value(), MinBoundingBoxHeight: height.value() / 100, MinBoundingBoxWidth: width.value() / 100 },
      ...(regions.length > 0 && { RegionsOfInterest: regions.map((BoundingBox) => ({ BoundingBox })) }),
    }),
    addRegion: (region) => setRegions([...regions, region].slice(-MOST_REGIONS), true),
    clearRegions: () => setRegions([], false),
  };
}
