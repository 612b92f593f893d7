import { button, element, toggle } from '../parts/element.ts';
import { ANALYSES, type OfferedAnalysis } from './analyses.ts';

/** How an analysis stands. */
export interface AnalysisState {
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  /** A sentence. */
  readonly sentence: string;
  /** Part that is done, 0 to 1. */
  readonly part: number;
}

/** Analyses to choose from, and how each stands. */
export interface AnalysisList {
  readonly element: HTMLElement;
  readonly chosen: () => readonly OfferedAnalysis[];
  readonly show: (name: string, state: AnalysisState | undefined) => void;
}

/** Makes the list; `onStop` and `onLook` are told the name of an analysis. */
export function createAnalysisList(onChange: () => void, onStop: (name: string) => void, onLook: (name: string) => void): AnalysisList {
  const chosen = new Set(ANALYSES.filter((analysis) => analysis.chosen).map(({ name }) => name));
  const rows = new Map(
    ANALYSES.map(({ name, title }) => {
      const pick = toggle(title, chosen.has(name), (pressed) => {
        if (pressed) chosen.add(name);
        else chosen.delete(name);
        onChange();
      });
      const sentence = element('p', { class: 'analysis-sentence' });
      const fill = element('div', { class: 'progress-fill' });
      const track = element('div', { class: 'progress-track', role: 'progressbar', 'aria-label': title, 'aria-valuemin': 0, 'aria-valuemax': 100, hidden: true }, fill);
      const stop = button('Stop', () => onStop(name), { class: 'button small quiet', hidden: true });
      const look = button('JSON', () => onLook(name), { class: 'button small quiet', hidden: true });
      const row = element('li', { class: 'analysis' }, element('div', { class: 'analysis-head' }, pick, look, stop), track, sentence);
      return [name, { row, sentence, fill, track, stop, look }] as const;
    }),
  );

  return {
    element: element('ul', { class: 'analyses' }, ...[...rows.values()].map(({ row }) => row)),
    chosen: () => ANALYSES.filter(({ name }) => chosen.has(name)),
    show(name, state) {
      const row = rows.get(name);
      if (!row) return;
      const isRunning = state?.state === 'running' || state?.state === 'waiting';
      row.sentence.textContent = state?.sentence ?? '';
      row.row.classList.toggle('is-failed', state?.state === 'failed');
      row.track.hidden = !isRunning;
      row.stop.hidden = !isRunning;
      row.look.hidden = state === undefined;
      row.track.setAttribute('aria-valuenow', String(Math.round((state?.part ?? 0) * 100)));
      row.fill.style.transform = `scaleX(${state?.part ?? 0})`;
    },
  };
}
