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
  /** Those that were chosen, without one that lacks its collection. */
  readonly chosen: () => readonly OfferedAnalysis[];
  readonly collection: () => string | undefined;
  /** Offers collections to look for faces in. */
  readonly offerCollections: (names: readonly string[]) => void;
  readonly show: (name: string, state: AnalysisState | undefined) => void;
}

/** What the list tells the page; names are those of analyses. */
export interface AnalysisListListener {
  readonly onChange: () => void;
  readonly onStop: (name: string) => void;
  readonly onLook: (name: string) => void;
  /** Another collection was chosen: what was found in the one before is of no use. */
  readonly onCollection: (name: string) => void;
}

/** Makes the list. */
export function createAnalysisList({ onChange, onStop, onLook, onCollection }: AnalysisListListener): AnalysisList {
  const collections = element('select', { class: 'select', 'aria-label': 'Collection' });
  const none = element('p', { class: 'analysis-sentence' }, 'Make a collection on the page Collections, and index photos of people.');
  const choice = element('div', { class: 'analysis-choice' }, collections, none);
  collections.addEventListener('change', () => {
    for (const { name, needsCollection } of ANALYSES) if (needsCollection) onCollection(name);
  });
  const collection = (): string | undefined => (collections.value === '' ? undefined : collections.value);
  const chosen = new Set(ANALYSES.filter((analysis) => analysis.chosen).map(({ name }) => name));
  const rows = new Map(
    ANALYSES.map(({ name, title, needsCollection = false }) => {
      const pick = toggle(title, chosen.has(name), (pressed) => {
        if (pressed) chosen.add(name);
        else chosen.delete(name);
        if (needsCollection) choice.hidden = !pressed;
        onChange();
      });
      const sentence = element('p', { class: 'analysis-sentence' });
      const fill = element('div', { class: 'progress-fill' });
      const track = element('div', { class: 'progress-track', role: 'progressbar', 'aria-label': title, 'aria-valuemin': 0, 'aria-valuemax': 100, hidden: true }, fill);
      const stop = button('Stop', () => onStop(name), { class: 'button small quiet', hidden: true });
      const look = button('JSON', () => onLook(name), { class: 'button small quiet', hidden: true });
      const row = element('li', { class: 'analysis' }, element('div', { class: 'analysis-head' }, pick, look, stop), ...(needsCollection ? [choice] : []), track, sentence);
      return [name, { row, sentence, fill, track, stop, look }] as const;
    }),
  );

  choice.hidden = !ANALYSES.some(({ name, needsCollection }) => needsCollection && chosen.has(name));
  return {
    element: element('ul', { class: 'analyses' }, ...[...rows.values()].map(({ row }) => row)),
    chosen: () => ANALYSES.filter(({ name, needsCollection }) => chosen.has(name) && (!needsCollection || collection() !== undefined)),
    collection,
    offerCollections(names) {
      const before = collections.value;
      collections.replaceChildren(...names.map((name) => new Option(name, name)));
      if (names.includes(before)) collections.value = before;
      collections.hidden = names.length === 0;
      none.hidden = names.length > 0;
    },
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
