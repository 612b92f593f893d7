import type { FaceFocus } from '../face-focus.ts';
import { element } from './element.ts';
import { percentText } from './meter.ts';

/** One compared face. */
export interface RankedFace {
  /** Percent, 0 to 100. */
  readonly similarity: number;
  readonly thumbnail: HTMLElement;
}

/** Faces by similarity, with the threshold drawn through them. */
export interface SimilarityList {
  readonly element: HTMLElement;
  readonly threshold: () => number;
  /** Shows faces, most similar first; the place in the list is the number the focus knows a face by. */
  readonly show: (faces: readonly RankedFace[]) => void;
}

const DEFAULT_THRESHOLD = 80;

/** Makes an empty list. `onThreshold` is called while the slider moves. */
export function createSimilarityList(focus: FaceFocus, onThreshold: (threshold: number) => void): SimilarityList {
  const slider = element('input', { type: 'range', class: 'threshold-slider', min: 0, max: 100, step: 1, value: DEFAULT_THRESHOLD, id: 'similarity-threshold' });
  const output = element('output', { class: 'threshold-value', for: 'similarity-threshold' });
  const rowsNode = element('div', { class: 'similarity-rows' });
  const list = element(
    'section',
    { class: 'similarity-list', 'aria-label': 'Similarity' },
    element('div', { class: 'threshold' }, element('label', { for: 'similarity-threshold' }, 'Threshold'), slider, output),
    rowsNode,
  );
  let faces: readonly RankedFace[] = [];
  let rows: HTMLElement[] = [];

  function mark(): void {
    const threshold = slider.valueAsNumber;
    output.textContent = `${threshold} %`;
    list.style.setProperty('--threshold', String(threshold / 100));
    rows.forEach((row, index) => {
      const isMatch = (faces[index]?.similarity ?? 0) >= threshold;
      row.classList.toggle('is-match', isMatch);
      row.querySelector('.similarity-verdict')?.replaceChildren(isMatch ? 'match' : 'no match');
    });
  }

  slider.addEventListener('input', () => {
    mark();
    onThreshold(slider.valueAsNumber);
  });
  focus.listen((active, from) => {
    rows.forEach((row, index) => row.classList.toggle('is-active', index === active));
    const row = active === undefined ? undefined : rows[active];
    if (row && from !== 'ranking') rowsNode.scrollTo({ top: row.offsetTop - rowsNode.clientHeight / 2 });
  });
  mark();

  return {
    element: list,
    threshold: () => slider.valueAsNumber,
    show(next) {
      faces = next;
      rows = next.map((face, index) => {
        const fill = element('span', { class: 'similarity-fill' });
        fill.style.transform = `scaleX(${face.similarity / 100})`;
        const row = element(
          'div',
          { class: 'similarity-row' },
          face.thumbnail,
          element('span', { class: 'similarity-track', 'aria-hidden': 'true' }, fill),
          element('span', { class: 'similarity-value' }, percentText(face.similarity), element('small', { class: 'similarity-verdict' })),
        );
        row.addEventListener('pointerenter', () => focus.point(index, 'ranking'));
        row.addEventListener('pointerleave', () => focus.point(undefined, 'ranking'));
        return row;
      });
      rowsNode.replaceChildren(...rows);
      mark();
    },
  };
}
