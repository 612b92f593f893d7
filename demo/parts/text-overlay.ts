import type { BoundingBox, TextDetection } from '../../src/index.ts';
import type { FaceFocus } from '../face-focus.ts';
import { element, svg } from './element.ts';

/** Polygons of lines and words over a picture, and regions drawn by the mouse. */
export interface TextOverlay {
  readonly element: HTMLElement;
  readonly show: (detections: readonly TextDetection[]) => void;
  readonly showRegions: (regions: readonly BoundingBox[]) => void;
}

/** The drawing's own units on either side; the picture stretches it. */
const UNITS = 1000;
/** A press that moves less than this on the screen is a click. */
const CLICK_PIXELS = 5;

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
  let pressed: { readonly x: number; readonly y: number } | undefined;

  function polygon(detection: TextDetection, index: number): SVGPolygonElement {
    const isWord = detection.Type === 'WORD';
    const node = svg('polygon', { class: isWord ? 'text-word' : 'text-line', points: pathOf(detection) });
    if (isWord) {
      node.addEventListener('pointerenter', () => pressed === undefined && focus.point(index, 'picture'));
      node.addEventListener('pointerleave', () => focus.point(undefined, 'picture'));
      node.addEventListener('click', () => focus.choose(index, 'picture'));
    }
    return node;
  }

  function place(event: PointerEvent): { readonly x: number; readonly y: number } {
    const { left, top, width, height } = overlay.getBoundingClientRect();
    const inside = (value: number): number => Math.min(1, Math.max(0, value));
    return { x: inside((event.clientX - left) / width), y: inside((event.clientY - top) / height) };
  }

  function drawn(event: PointerEvent): Required<BoundingBox> | undefined {
    if (pressed === undefined) return undefined;
    const now = place(event);
    const box = {
      Left: Math.min(now.x, pressed.x),
      Top: Math.min(now.y, pressed.y),
      Width: Math.abs(now.x - pressed.x),
      Height: Math.abs(now.y - pressed.y),
    };
    const { width, height } = overlay.getBoundingClientRect();
    return Math.min(box.Width * width, box.Height * height) < CLICK_PIXELS ? undefined : box;
  }

  function letGo(): void {
    pressed = undefined;
    draft.replaceChildren();
    overlay.classList.remove('is-drawing');
  }

  overlay.addEventListener('pointerdown', (event) => {
    // A finger scrolls the page; regions are drawn by mouse and pen.
    if (event.button !== 0 || event.pointerType === 'touch') return;
    pressed = place(event);
  });
  overlay.addEventListener('pointermove', (event) => {
    const box = drawn(event);
    if (!box) return;
    // Captured only now, so that a click still reaches the word under it.
    if (!overlay.hasPointerCapture(event.pointerId)) overlay.setPointerCapture(event.pointerId);
    overlay.classList.add('is-drawing');
    draft.replaceChildren(rectangle(box, 'text-region is-draft'));
  });
  overlay.addEventListener('pointerup', (event) => {
    const box = drawn(event);
    letGo();
    if (box) onRegion(box);
  });
  overlay.addEventListener('pointercancel', letGo);

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
