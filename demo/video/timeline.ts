import { element } from '../parts/element.ts';
import { percentText } from '../parts/meter.ts';
import type { Lane, Span } from './mark.ts';

/** Lanes of one analysis. */
export interface LaneGroup {
  readonly title: string;
  readonly lanes: readonly Lane[];
  /** Lanes that are not shown. */
  readonly left: number;
}

/** What happens when, under the player. */
export interface Timeline {
  readonly element: HTMLElement;
  /** Shows lanes of a video of so many milliseconds. */
  readonly show: (groups: readonly LaneGroup[], duration: number) => void;
  /** Moves the line that says where the player is. Milliseconds. */
  readonly moveTo: (time: number) => void;
}

/** What the timeline tells the page. */
export interface TimelineListener {
  /** Milliseconds. */
  readonly onSeek: (time: number) => void;
  /** A lane is pointed at, or none. */
  readonly onPoint: (lane: string | undefined) => void;
}

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600];
/** Pixels that a tick and its time need. */
const TICK = 64;
/** Pixels left of the ruler, for the lanes' names. */
const NAMES = 160;
/** Ticks after this part of the ruler would have their time cut off. */
const LAST_TICK = 0.96;

/** "1:05", or "1:05.2" with tenths. */
export function clock(milliseconds: number, tenths = false): string {
  const seconds = Math.floor(milliseconds / 1000);
  const base = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return tenths ? `${base}.${Math.floor((milliseconds % 1000) / 100)}` : base;
}

/** Makes an empty timeline. */
export function createTimeline({ onSeek, onPoint }: TimelineListener): Timeline {
  const ruler = element('div', { class: 'timeline-ruler' });
  const rows = element('div', { class: 'timeline-rows' });
  const line = element('div', { class: 'timeline-line', 'aria-hidden': 'true' });
  const scroll = element('div', { class: 'timeline-scroll', tabindex: -1 }, rows, line);
  const node = element('section', { class: 'timeline', 'aria-label': 'Timeline' }, ruler, scroll);
  let duration = 1;
  let now = 0;

  const portion = (time: number): string => `${(100 * Math.min(Math.max(time, 0), duration)) / duration}%`;

  /** A click on a row away from its spans seeks too. */
  function seekByPointer(event: MouseEvent, track: HTMLElement): void {
    const { left, width } = track.getBoundingClientRect();
    onSeek(((event.clientX - left) / width) * duration);
  }

  function spanButton(lane: Lane, span: Span): HTMLElement {
    const told = `${span.text}, ${clock(span.from, true)} to ${clock(span.to, true)}${span.confidence === undefined ? '' : `, ${percentText(span.confidence)}`}`;
    const node = element('button', { type: 'button', class: 'timeline-span', title: told, 'aria-label': told });
    node.style.left = portion(span.from);
    node.style.width = portion(span.to - span.from);
    node.addEventListener('click', (event) => {
      event.stopPropagation();
      onSeek(span.from);
    });
    node.addEventListener('focus', () => onPoint(lane.name));
    node.addEventListener('blur', () => onPoint(undefined));
    return node;
  }

  function laneRow(lane: Lane): HTMLElement {
    const track = element('div', { class: 'timeline-track' }, ...lane.spans.map((span) => spanButton(lane, span)));
    track.addEventListener('click', (event) => seekByPointer(event, track));
    const row = element('div', { class: 'timeline-row' }, element('span', { class: 'timeline-name', title: lane.name }, lane.name), track);
    row.addEventListener('pointerenter', () => onPoint(lane.name));
    row.addEventListener('pointerleave', () => onPoint(undefined));
    return row;
  }

  function showRuler(): void {
    const seconds = duration / 1000;
    const most = Math.max(2, Math.floor((ruler.clientWidth - NAMES) / TICK));
    const step = STEPS.find((each) => seconds / each <= most) ?? Math.ceil(seconds / most);
    const track = element('div', { class: 'timeline-track' });
    for (let at = 0; at <= LAST_TICK * seconds; at += step) {
      const tick = element('span', { class: 'timeline-tick' }, clock(at * 1000));
      tick.style.left = portion(at * 1000);
      track.append(tick);
    }
    track.addEventListener('click', (event) => seekByPointer(event, track));
    ruler.replaceChildren(element('span', { class: 'timeline-name' }), track);
  }

  return {
    element: node,
    show(groups, length) {
      if (length !== duration || ruler.childElementCount === 0) {
        duration = Math.max(1, length);
        showRuler();
        line.style.setProperty('--at', String(Math.min(1, now / duration)));
      }
      const { scrollTop } = scroll;
      rows.replaceChildren(
        ...groups.flatMap(({ title, lanes, left }) => [
          element('h2', { class: 'timeline-group' }, title),
          ...lanes.map(laneRow),
          ...(left > 0 ? [element('p', { class: 'timeline-left' }, `and ${left} more that were seen for shorter`)] : []),
          ...(lanes.length === 0 ? [element('p', { class: 'timeline-left' }, 'nothing yet')] : []),
        ]),
      );
      scroll.scrollTop = scrollTop;
    },
    moveTo(time) {
      now = time;
      line.style.setProperty('--at', String(Math.min(1, Math.max(0, time / duration))));
    },
  };
}
