import type { TextDetection } from '../../src/index.ts';
import type { FaceFocus } from '../face-focus.ts';
import { element } from './element.ts';
import { percentText } from './meter.ts';

/** The lines of an answer with their words, to point at. */
export interface TextList {
  readonly element: HTMLElement;
  readonly show: (detections: readonly TextDetection[]) => void;
  readonly clear: () => void;
}

/** Makes an empty list; numbers in `focus` are places in the list of detections. */
export function createTextList(focus: FaceFocus): TextList {
  const list = element('ol', { class: 'text-lines' });
  let words = new Map<number, HTMLElement>();

  function word(detection: TextDetection, index: number): HTMLElement {
    const node = element(
      'button',
      { type: 'button', class: 'text-chip', title: `Confidence ${percentText(detection.Confidence)}`, 'aria-pressed': 'false' },
      detection.DetectedText ?? '',
    );
    node.addEventListener('pointerenter', () => focus.point(index, 'list'));
    node.addEventListener('pointerleave', () => focus.point(undefined, 'list'));
    node.addEventListener('focus', () => node.matches(':focus-visible') && focus.point(index, 'list'));
    node.addEventListener('blur', () => focus.point(undefined, 'list'));
    node.addEventListener('click', () => focus.choose(index, 'list'));
    words.set(index, node);
    return node;
  }

  focus.listen((active, from) => {
    for (const [index, node] of words) {
      node.classList.toggle('is-active', index === active);
      node.setAttribute('aria-pressed', String(index === focus.chosen()));
    }
    const node = active === undefined ? undefined : words.get(active);
    if (node && from !== 'list' && list.scrollHeight > list.clientHeight) list.scrollTo({ top: node.offsetTop - list.clientHeight / 3 });
  });

  return {
    element: list,
    show(detections) {
      words = new Map();
      const lines = detections.filter(({ Type }) => Type === 'LINE');
      list.replaceChildren(
        ...lines.map((line) => {
          const own = detections.flatMap((each, index) => (each.ParentId === line.Id ? [word(each, index)] : []));
          return element('li', {}, element('div', { class: 'text-chips' }, ...own), element('span', { class: 'text-sureness' }, percentText(line.Confidence)));
        }),
      );
      list.scrollTop = 0;
    },
    clear() {
      words = new Map();
      list.replaceChildren();
    },
  };
}
