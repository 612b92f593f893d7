import type { TrainingProgress } from '../../src/index.ts';
import { element, svg } from './element.ts';

/** The losses of a training, drawn as they come. */
export interface TrainingCurve {
  readonly element: HTMLElement;
  readonly add: (progress: TrainingProgress) => void;
  readonly clear: () => void;
}

const WIDTH = 600;
const HEIGHT = 160;

/** Makes an empty curve. */
export function createTrainingCurve(): TrainingCurve {
  const learnt = svg('polyline', { class: 'curve-learnt' });
  const heldOut = svg('polyline', { class: 'curve-held-out' });
  const figures = element('p', { class: 'curve-figures' });
  const drawing = svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': 'Loss over epochs' }, learnt, heldOut);
  const node = element('figure', { class: 'training-curve', hidden: true }, drawing, figures);
  let losses: { readonly learnt: number; readonly heldOut: number | undefined }[] = [];

  function points(values: readonly (number | undefined)[]): string {
    const most = Math.max(...losses.map((each) => Math.max(each.learnt, each.heldOut ?? 0)), 1e-6);
    const step = WIDTH / Math.max(1, losses.length - 1);
    return values.flatMap((value, index) => (value === undefined ? [] : [`${(index * step).toFixed(1)},${(HEIGHT * (1 - value / most)).toFixed(1)}`])).join(' ');
  }

  return {
    element: node,
    add({ epoch, loss, heldOutLoss }) {
      if (epoch === undefined || loss === undefined) return;
      node.hidden = false;
      losses.push({ learnt: loss, heldOut: heldOutLoss });
      learnt.setAttribute('points', points(losses.map((each) => each.learnt)));
      heldOut.setAttribute('points', points(losses.map((each) => each.heldOut)));
      const other = heldOutLoss === undefined ? '' : `, on pictures held out ${heldOutLoss.toFixed(3)} (dashed)`;
      figures.textContent = `Epoch ${epoch}: loss ${loss.toFixed(3)}${other}`;
    },
    clear() {
      losses = [];
      node.hidden = true;
    },
  };
}
