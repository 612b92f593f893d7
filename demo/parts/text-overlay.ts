import type { BoundingBox, TextDetection } from '../../src/index.ts';
import type { FaceFocus } from '../face-focus.ts';
import { watchBoxDrag } from './box-drag.ts';
import { element, svg } from './element.ts';

/** Polygons of lines and words over a picture, and regions drawn by the mouse. */
export interface TextOverlay {
  readonly element: HTMLElement;
  readonly show: (detections: readonly TextDetection[]) => void;
  readonly showRegions: (regions: readonly BoundingBox[]) => void;
}

/** The drawing's own units on either side; the picture stretches it. */
const UNITS = 1000;

function pathOf({ Geometry }: TextDetection): string {
  return (Geometry?.Polygon ?? []).map(({ X = 0, Y = 0 }) => `${X * UNITS},${Y * UNITS}`).join(' ');
}

function rectangle(box: BoundingBox, name: string): SVGRectElement {
  const { Left = 0, Top = 0, Width = 0, Height = 0 } = box;
  return svg('rect', { class: name, x: Left * UNITS, y: Top * UNITS, width: Width * UNITS, height: Height * UNITS });
}

/**
 * Makes an overlay whose words can be pointed at and chosen; numbers in `focus` are places in the list of detections.
 *
 * @param onRegion a region was drawn, in ratios of the picture
 */
export function createTextOverlay(focus: FaceFocus, onRegion: (region: Required<BoundingBox>) => void): TextOverlay {
  const polygons = svg('g', {});
  const regions = svg('g', {});
  const draft = svg('g', {});
  const drawing = svg('svg', { class: 'text-drawing', viewBox: `0 0 ${UNITS} ${UNITS}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' }, polygons, regions, draft);
  const overlay = element('div', { class: 'overlay text-overlay' }, drawing);
  let shapes: SVGPolygonElement[] = [];

  function polygon(detection: TextDetection, index: number): SVGPolygonElement {
    const isWord = detection.Type === 'WORD';
    const node = svg('polygon', { class: isWord ? 'text-word' : 'text-line', points: pathOf(detection) });
    if (isWord) {
      node.addEventListener('pointerenter', () => !drag.isPressed() && focus.point(index, 'picture'));
      node.addEventListener('pointerleave', () => focus.point(undefined, 'picture'));
      node.addEventListener('click', () => focus.choose(index, 'picture'));
    }
    return node;
  }

  const drag = watchBoxDrag(overlay, {
    onDraft: (box) => draft.replaceChildren(...(box ? [rectangle(box, 'text-region is-draft')] : [])),
    onBox: onRegion,
  });

  focus.listen((active) => {
    shapes.forEach((node, index) => {
      node.classList.toggle('is-active', index === active);
      node.classList.toggle('is-chosen', index === focus.chosen());
    });
  });

  return {
    element: overlay,
    show(detections) {
      shapes = detections.map(polygon);
      polygons.replaceChildren(...shapes);
    },
    showRegions: (boxes) => regions.replaceChildren(...boxes.map((box) => rectangle(box, 'text-region'))),
  };
}
