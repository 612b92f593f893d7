import type { BoundingBox, Landmark } from '../../src/index.ts';
import type { FaceFocus } from '../face-focus.ts';
import { element, svg } from './element.ts';
import { landmarkDots, landmarkLines, PATH_UNITS } from './landmark-paths.ts';

/** How a face is drawn: `plain` where nothing is compared. */
export type FaceTone = 'plain' | 'source' | 'match' | 'other';

/** One face to draw. */
export interface MarkedFace {
  readonly box: BoundingBox;
  readonly landmarks?: readonly Landmark[] | undefined;
  /** Written at the corner of the box. */
  readonly tag: string;
  /** What a screen reader says. */
  readonly description: string;
  readonly tone: FaceTone;
}

/** Boxes and landmarks over a photo. */
export interface PictureOverlay {
  readonly element: HTMLElement;
  readonly show: (faces: readonly MarkedFace[]) => void;
  readonly showLandmarks: (shown: boolean) => void;
  /** The element of one face, to draw lines to. */
  readonly markOf: (face: number) => HTMLElement | undefined;
}

/** Faces lower than this on the screen are drawn without landmarks until they are pointed at. */
const SMALL_FACE_PIXELS = 44;
/** Faces lower than this are drawn with finer landmarks. */
const MEDIUM_FACE_PIXELS = 170;
const CROWD = 24;

const percent = (ratio: number | undefined): string => `${(ratio ?? 0) * 100}%`;

function place(node: HTMLElement, box: BoundingBox): void {
  node.style.left = percent(box.Left);
  node.style.top = percent(box.Top);
  node.style.width = percent(box.Width);
  node.style.height = percent(box.Height);
}

function drawLandmarks(landmarks: readonly Landmark[]): SVGGElement {
  const lines = landmarkLines(landmarks);
  const dots = landmarkDots(landmarks);
  return svg(
    'g',
    { class: 'landmarks' },
    svg('path', { class: 'landmark-halo', d: lines }),
    svg('path', { class: 'landmark-line', d: lines }),
    svg('path', { class: 'landmark-dot-halo', d: dots }),
    svg('path', { class: 'landmark-dot', d: dots }),
  );
}

/** Makes an overlay whose faces can be pointed at, chosen, and walked through with the arrow keys. */
export function createPictureOverlay(focus: FaceFocus, name = 'picture'): PictureOverlay {
  const drawing = svg('svg', { class: 'landmark-drawing', viewBox: `0 0 ${PATH_UNITS} ${PATH_UNITS}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  const marks = element('div', { class: 'face-marks', role: 'group', 'aria-label': 'Faces in the photo' });
  const overlay = element('div', { class: 'overlay' }, drawing, marks);
  let buttons: HTMLButtonElement[] = [];
  let groups: SVGGElement[] = [];
  let heights: number[] = [];

  function mark(face: MarkedFace, index: number): HTMLButtonElement {
    const node = element(
      'button',
      { type: 'button', class: `face-mark is-${face.tone}`, 'aria-label': face.description, 'aria-pressed': 'false', tabindex: index === 0 ? 0 : -1 },
      element('span', { class: 'face-tag' }, face.tag),
    );
    place(node, face.box);
    node.classList.toggle('has-inner-tag', (face.box.Top ?? 0) < 0.05);
    node.addEventListener('pointerenter', () => focus.point(index, name));
    node.addEventListener('pointerleave', () => focus.point(undefined, name));
    node.addEventListener('focus', () => node.matches(':focus-visible') && focus.point(index, name));
    node.addEventListener('blur', () => focus.point(undefined, name));
    node.addEventListener('click', () => focus.choose(index, name));
    return node;
  }

  function follow(): void {
    const active = focus.active();
    buttons.forEach((node, index) => {
      node.classList.toggle('is-active', index === active);
      node.classList.toggle('is-chosen', index === focus.chosen());
      node.setAttribute('aria-pressed', String(index === focus.chosen()));
    });
    groups.forEach((group, index) => group.classList.toggle('is-active', index === active));
    overlay.classList.toggle('has-active', active !== undefined);
  }

  function measure(): void {
    const height = overlay.clientHeight;
    groups.forEach((group, index) => {
      const shownHeight = (heights[index] ?? 0) * height;
      group.classList.toggle('is-small', shownHeight < SMALL_FACE_PIXELS);
      group.classList.toggle('is-medium', shownHeight < MEDIUM_FACE_PIXELS);
    });
  }

  marks.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const at = buttons.findIndex((node) => node === document.activeElement);
    if (step === undefined || at < 0) return;
    event.preventDefault();
    const next = (at + step + buttons.length) % buttons.length;
    buttons.forEach((node, index) => (node.tabIndex = index === next ? 0 : -1));
    buttons[next]?.focus();
  });
  new ResizeObserver(measure).observe(overlay);
  focus.listen(follow);

  return {
    element: overlay,
    show(faces) {
      buttons = faces.map(mark);
      groups = faces.map((face) => drawLandmarks(face.landmarks ?? []));
      heights = faces.map((face) => face.box.Height ?? 0);
      marks.replaceChildren(...buttons);
      drawing.replaceChildren(...groups);
      overlay.classList.toggle('is-crowded', faces.length > CROWD);
      measure();
      follow();
    },
    showLandmarks: (shown) => overlay.classList.toggle('has-landmarks', shown),
    markOf: (face) => buttons[face],
  };
}
