import type { SearchFacesByImageResponse } from '../../src/index.ts';
import { createFaceFocus } from '../face-focus.ts';
import { createLatestCall } from '../latest-call.ts';
import type { SharedClient } from '../shared-client.ts';
import { callFacts } from './call-facts.ts';
import { element } from './element.ts';
import { faceTile } from './face-grid.ts';
import { createFailureNotice } from './failure-notice.ts';
import { createPictureInput } from './picture-input.ts';
import { createPictureOverlay } from './picture-overlay.ts';
import { createPictureStage } from './picture-stage.ts';
import { createProgressBar } from './progress-bar.ts';
import type { ThumbnailStore } from './thumbnail-store.ts';

const DEFAULT_THRESHOLD = 80;
const MOST_MATCHES = 50;

/** Looks for a person in the chosen collection. */
export interface CollectionSearch {
  readonly element: HTMLElement;
  /** Searches with this photo. */
  readonly take: (photo: File) => Promise<void>;
  /** Another collection is shown: what was found belongs to the one before. */
  readonly reset: () => void;
}

/** Makes a search over whatever `collection` names at the time. */
export function createCollectionSearch(client: SharedClient, thumbnails: ThumbnailStore, collection: () => string | undefined): CollectionSearch {
  const latest = createLatestCall(client);
  const overlay = createPictureOverlay(createFaceFocus(), 'search');
  const stage = createPictureStage(overlay.element, 'The photo to search with');
  const progress = createProgressBar(client);
  const failure = createFailureNotice();
  const verdict = element('p', { class: 'search-verdict', role: 'status' });
  const facts = element('div', { class: 'call-facts' });
  const matches = element('ul', { class: 'face-grid' });
  const slider = element('input', { type: 'range', class: 'threshold-slider', min: 0, max: 100, value: DEFAULT_THRESHOLD, id: 'search-threshold' });
  const output = element('output', { class: 'threshold-value', for: 'search-threshold' }, `${DEFAULT_THRESHOLD} %`);
  const input = createPictureInput({
    onPictures: ([photo]) => photo && void take(photo),
    onFailure: (error) => failure.show(error),
    label: 'Choose',
  });
  stage.element.append(element('p', { class: 'stage-invitation' }, 'Who is it? Drop a photo here'));
  let photo: File | undefined;

  slider.addEventListener('input', () => (output.textContent = `${slider.value} %`));
  slider.addEventListener('change', () => void search());

  async function take(next: File): Promise<void> {
    photo = next;
    overlay.show([]);
    await stage.show(next);
    if (photo === next) await search();
  }

  async function search(): Promise<void> {
    const CollectionId = collection();
    if (!photo || CollectionId === undefined) return;
    const request = {
      CollectionId,
      Image: { Source: stage.source(photo) },
      FaceMatchThreshold: slider.valueAsNumber,
      MaxFaces: MOST_MATCHES,
    };
    clearAnswer();
    stage.setBusy(true);
    progress.start('Searching');
    try {
      const timed = await latest.run((abortSignal) => client.rekognition().searchFacesByImage(request, { abortSignal }));
      if (!timed) return;
      show(CollectionId, timed.answer);
      facts.replaceChildren(...callFacts(client, timed));
    } catch (error) {
      failure.show(error, () => void search());
    }
    stage.setBusy(false);
    progress.stop();
  }

  function show(collectionId: string, answer: SearchFacesByImageResponse): void {
    const found = answer.FaceMatches ?? [];
    verdict.textContent = found.length === 0 ? 'Nobody in this collection' : found.length === 1 ? '1 face' : `${found.length} faces`;
    overlay.show([{ box: answer.SearchedFaceBoundingBox ?? {}, tag: 'Looked for', description: 'The largest face, which is looked for', tone: 'source' }]);
    matches.replaceChildren(
      ...found.map(({ Face = {}, Similarity = 0 }) =>
        faceTile({ face: Face, similarity: Similarity, thumbnail: thumbnails.read(collectionId, Face.FaceId ?? '') }),
      ),
    );
  }

  function clearAnswer(): void {
    overlay.show([]);
    verdict.textContent = '';
    facts.replaceChildren();
    matches.replaceChildren();
    failure.hide();
  }

  return {
    element: element(
      'section',
      { class: 'collection-search', 'aria-label': 'Search' },
      element('header', { class: 'side-header' }, element('h2', {}, 'Search'), element('p', {}), input.actions),
      stage.element,
      input.samples,
      element('div', { class: 'threshold' }, element('label', { for: 'search-threshold' }, 'Threshold'), slider, output),
      failure.element,
      progress.element,
      verdict,
      facts,
      matches,
    ),
    take,
    reset: () => {
      latest.abort();
      stage.setBusy(false);
      progress.stop();
      clearAnswer();
      if (photo) void search();
    },
  };
}
