import type { SharedClient } from '../shared-client.ts';
import { element } from './element.ts';

/** A thin bar with a sentence: models arriving, or a call running. */
export interface ProgressBar {
  readonly element: HTMLElement;
  /** A call begins; models may have to be loaded first. */
  readonly start: (sentence: string) => void;
  /** How far a task of known length is. */
  readonly advance: (done: number, total: number, sentence: string) => void;
  /** The call has ended, however it did. */
  readonly stop: () => void;
}

const MEGABYTE = 1_000_000;

function megabytes(bytes: number): string {
  return (bytes / MEGABYTE).toFixed(1);
}

/** Makes a bar that shows the client's model downloads while a call runs. */
export function createProgressBar(client: SharedClient): ProgressBar {
  const fill = element('div', { class: 'progress-fill' });
  const track = element('div', { class: 'progress-track', role: 'progressbar', 'aria-label': 'Progress', 'aria-valuemin': 0, 'aria-valuemax': 100 }, fill);
  const sentenceNode = element('p', { class: 'progress-sentence' });
  const bytesNode = element('p', { class: 'progress-bytes' });
  const bar = element('div', { class: 'progress', hidden: true }, element('div', { class: 'progress-text' }, sentenceNode, bytesNode), track);
  /** Shows how the task stands, once no model is arriving; undefined while nothing runs. */
  let showTask: (() => void) | undefined;

  function show(ratio: number | undefined, sentence: string, amount: string): void {
    bar.classList.toggle('is-open-ended', ratio === undefined);
    if (ratio === undefined) track.removeAttribute('aria-valuenow');
    else track.setAttribute('aria-valuenow', String(Math.round(ratio * 100)));
    fill.style.transform = ratio === undefined ? '' : `scaleX(${ratio})`;
    sentenceNode.textContent = sentence;
    bytesNode.textContent = amount;
  }

  client.listen((event) => {
    if (event === undefined || !showTask || event.kind === 'device') return;
    const { loadedBytes, totalBytes } = event;
    if (loadedBytes < totalBytes) {
      show(loadedBytes / totalBytes, 'Loading the models', `${megabytes(loadedBytes)} of ${megabytes(totalBytes)} MB`);
    } else {
      showTask();
    }
  });

  function begin(task: () => void): void {
    showTask = task;
    task();
    bar.hidden = false;
  }

  return {
    element: bar,
    start: (sentence) => begin(() => show(undefined, sentence, '')),
    advance: (done, total, sentence) => begin(() => show(total === 0 ? 0 : done / total, sentence, `${done} of ${total}`)),
    stop: () => {
      showTask = undefined;
      bar.hidden = true;
    },
  };
}
