import type { StreamRecord } from '../../src/index.ts';
import { element } from './element.ts';

/** Pace and delay of live video, over the last seconds. */
export interface LiveFigures {
  readonly element: HTMLElement;
  readonly add: (record: StreamRecord) => void;
  readonly clear: () => void;
}

const OVER_SECONDS = 3;

/** Makes figures that say nothing yet. */
export function createLiveFigures(): LiveFigures {
  const rate = element('strong', { class: 'call-time' });
  const delay = element('span', { class: 'call-device' });
  let recent: { readonly written: number; readonly delay: number }[] = [];
  return {
    element: element('p', { class: 'live-figures', role: 'status' }, rate, ' ', delay),
    add({ InputInformation: { KinesisVideo: { ProducerTimestamp, ServerTimestamp } } }) {
      recent = [...recent.filter(({ written }) => ServerTimestamp - written < OVER_SECONDS), { written: ServerTimestamp, delay: ServerTimestamp - ProducerTimestamp }];
      const span = ServerTimestamp - (recent[0]?.written ?? ServerTimestamp);
      if (recent.length < 2 || span === 0) return;
      const mean = recent.reduce((sum, each) => sum + each.delay, 0) / recent.length;
      rate.textContent = `${((recent.length - 1) / span).toFixed(1)} frames a second`;
      delay.textContent = `${(mean * 1000).toFixed(0)} ms from camera to answer`;
    },
    clear() {
      recent = [];
      rate.textContent = '';
      delay.textContent = '';
    },
  };
}
