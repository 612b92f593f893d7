import type { BoundingBox } from '../../src/index.ts';
import { element } from './element.ts';

/** A place in a picture and what is said of it. */
export interface NamedPlace {
  readonly box: BoundingBox;
  readonly name: string;
  /** `missed` and `wrong` where it is known to be so. */
  readonly tone?: 'plain' | 'missed' | 'wrong';
  /** Adds a way to take it out. */
  readonly onRemove?: () => void;
}

/** Boxes with names over a picture or a video. */
export interface PlaceOverlay {
  readonly element: HTMLElement;
  readonly show: (places: readonly NamedPlace[]) => void;
}

const percent = (ratio = 0): string => `${ratio * 100}%`;

/** Makes an overlay without any box. */
export function createPlaceOverlay(): PlaceOverlay {
  const overlay = element('div', { class: 'overlay place-overlay' });
  return { element: overlay, show: (places) => overlay.replaceChildren(...places.map(placeMark)) };
}

function placeMark({ box, name, tone = 'plain', onRemove }: NamedPlace): HTMLElement {
  const tag = element('span', { class: 'place-name' }, name);
  const mark = element('div', { class: `place-mark is-${tone}` }, tag);
  mark.style.left = percent(box.Left);
  mark.style.top = percent(box.Top);
  mark.style.width = percent(box.Width);
  mark.style.height = percent(box.Height);
  mark.classList.toggle('has-inner-name', (box.Top ?? 0) < 0.06);
  if (onRemove) {
    const remove = element('button', { type: 'button', class: 'place-remove', 'aria-label': `Remove the box of ${name}` }, '\u00d7');
    // The press would begin another box.
    remove.addEventListener('pointerdown', (event) => event.stopPropagation());
    remove.addEventListener('click', onRemove);
    tag.append(remove);
  }
  return mark;
}
