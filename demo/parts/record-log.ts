import type { StreamRecord } from '../../src/index.ts';
import { element } from './element.ts';
import { nameOf } from './live-overlay.ts';

/** Who came and went, in words. */
export interface RecordLog {
  readonly element: HTMLElement;
  readonly add: (record: StreamRecord) => void;
  readonly clear: () => void;
}

const MOST_LINES = 200;

const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });

function sentenceOf({ FaceSearchResponse: faces }: StreamRecord): string {
  if (faces.length === 0) return 'Nobody';
  const names = faces.map(nameOf).filter((name) => name !== undefined);
  const strangers = faces.length - names.length;
  const unknown = strangers === 0 ? [] : [strangers === 1 ? 'one not known' : `${strangers} not known`];
  return [...names, ...unknown].join(', ');
}

/** Makes an empty log. A line is written when something changes, not for every frame. */
export function createRecordLog(): RecordLog {
  const list = element('ol', { class: 'record-log', 'aria-label': 'Who was seen' });
  let last: string | undefined;
  return {
    element: list,
    add(record) {
      const sentence = sentenceOf(record);
      if (sentence === last) return;
      last = sentence;
      const at = new Date(record.InputInformation.KinesisVideo.ProducerTimestamp * 1000);
      list.prepend(element('li', {}, element('time', {}, clock.format(at)), element('span', {}, sentence)));
      while (list.children.length > MOST_LINES) list.lastElementChild?.remove();
    },
    clear() {
      last = undefined;
      list.replaceChildren();
    },
  };
}
