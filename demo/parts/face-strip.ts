import type { FaceFocus } from '../face-focus.ts';
import { element } from './element.ts';

/** One face of the strip. */
export interface StripFace {
  readonly thumbnail: HTMLElement;
  readonly label: string;
}

/** The faces of a photo side by side, like a contact strip. */
export interface FaceStrip {
  readonly element: HTMLElement;
  readonly show: (faces: readonly StripFace[]) => void;
}

/** Makes an empty strip that follows and leads the focus. */
export function createFaceStrip(focus: FaceFocus): FaceStrip {
  const strip = element('div', { class: 'face-strip', role: 'group', 'aria-label': 'Faces, side by side' });
  let chips: HTMLButtonElement[] = [];

  focus.listen((active, from) => {
    chips.forEach((chip, index) => {
      chip.classList.toggle('is-active', index === active);
      chip.setAttribute('aria-pressed', String(index === focus.chosen()));
    });
    const chip = active === undefined ? undefined : chips[active];
    if (chip && from !== 'strip') strip.scrollTo({ left: chip.offsetLeft - strip.clientWidth / 2 });
  });

  return {
    element: strip,
    show(faces) {
      chips = faces.map((face, index) => {
        const chip = element('button', { type: 'button', class: 'face-chip', 'aria-label': face.label, 'aria-pressed': 'false' }, face.thumbnail);
        chip.addEventListener('pointerenter', () => focus.point(index, 'strip'));
        chip.addEventListener('pointerleave', () => focus.point(undefined, 'strip'));
        chip.addEventListener('focus', () => chip.matches(':focus-visible') && focus.point(index, 'strip'));
        chip.addEventListener('blur', () => focus.point(undefined, 'strip'));
        chip.addEventListener('click', () => focus.choose(index, 'strip'));
        return chip;
      });
      strip.replaceChildren(...chips);
    },
  };
}
