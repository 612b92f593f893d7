import type { BoundingBox } from '../../src/index.ts';

/** What is told while a box is drawn. */
export interface BoxDragOptions {
  /** The box as it would be now, in ratios of the overlay; undefined when the drawing ended. */
  readonly onDraft: (box: Required<BoundingBox> | undefined) => void;
  /** A box was drawn. */
  readonly onBox: (box: Required<BoundingBox>) => void;
}

/** Lets boxes be drawn. */
export interface BoxDrag {
  /** Whether the button is down. */
  readonly isPressed: () => boolean;
}

/** A press that moves less than this on the screen is a click. */
const CLICK_PIXELS = 5;

/** Lets boxes be drawn on an overlay by mouse and pen; a finger scrolls the page. */
export function watchBoxDrag(overlay: HTMLElement, { onDraft, onBox }: BoxDragOptions): BoxDrag {
  let pressed: { readonly x: number; readonly y: number } | undefined;

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
    onDraft(undefined);
    overlay.classList.remove('is-drawing');
  }

  overlay.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || event.pointerType === 'touch') return;
    pressed = place(event);
  });
  overlay.addEventListener('pointermove', (event) => {
    const box = drawn(event);
    if (!box) return;
    // Captured only now, so that a click still reaches what is under it.
    if (!overlay.hasPointerCapture(event.pointerId)) overlay.setPointerCapture(event.pointerId);
    overlay.classList.add('is-drawing');
    onDraft(box);
  });
  overlay.addEventListener('pointerup', (event) => {
    const box = drawn(event);
    letGo();
    if (box) onBox(box);
  });
  overlay.addEventListener('pointercancel', letGo);
  return { isPressed: () => pressed !== undefined };
}
