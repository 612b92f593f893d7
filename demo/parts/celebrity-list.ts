import type { Celebrity } from '../../src/index.ts';
import type { FaceFocus } from '../face-focus.ts';
import { element } from './element.ts';
import { percentText } from './meter.ts';

/** A face of the answer: with a person, or without. */
export interface SeenFace {
  readonly celebrity: Celebrity | undefined;
  readonly thumbnail: HTMLElement;
}

function row({ celebrity, thumbnail }: SeenFace, index: number, focus: FaceFocus): HTMLElement {
  const links = (celebrity?.Urls ?? []).map((url) => element('a', { href: url, target: '_blank', rel: 'noreferrer' }, URL.canParse(url) ? new URL(url).hostname : url));
  const node = element(
    'li',
    { class: 'celebrity', tabindex: 0 },
    thumbnail,
    element(
      'div',
      { class: 'card-title' },
      element('p', { class: celebrity ? 'card-name' : 'card-name is-missing' }, celebrity?.Name ?? 'Not in the galleries'),
      element('p', { class: 'card-summary celebrity-links' }, ...links),
    ),
    element('span', { class: 'card-confidence', title: 'MatchConfidence' }, celebrity ? percentText(celebrity.MatchConfidence) : ''),
  );
  node.addEventListener('pointerenter', () => focus.point(index, 'list'));
  node.addEventListener('pointerleave', () => focus.point(undefined, 'list'));
  node.addEventListener('focus', () => node.matches(':focus-visible') && focus.point(index, 'list'));
  node.addEventListener('blur', () => focus.point(undefined, 'list'));
  return node;
}

/** The faces of an answer as a list that follows and leads the focus. */
export function createCelebrityList(focus: FaceFocus): { readonly element: HTMLElement; readonly show: (faces: readonly SeenFace[]) => void } {
  const list = element('ul', { class: 'celebrity-list' });
  let rows: HTMLElement[] = [];
  focus.listen((active) => rows.forEach((each, index) => each.classList.toggle('is-active', index === active)));
  return {
    element: list,
    show(faces) {
      rows = faces.map((face, index) => row(face, index, focus));
      list.replaceChildren(...rows);
    },
  };
}
