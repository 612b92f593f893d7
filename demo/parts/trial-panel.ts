import type { CustomLabel } from '../../src/index.ts';
import { element } from './element.ts';
import { createLiveTrial } from './live-trial.ts';
import { meter } from './meter.ts';
import { createPictureInput } from './picture-input.ts';
import { createPlaceOverlay, type NamedPlace } from './place-overlay.ts';

/** What the panel asks of its page. */
export interface TrialOptions {
  /** Lets the model look; undefined when something newer was asked for. */
  readonly look: (source: Blob | HTMLVideoElement) => Promise<readonly CustomLabel[] | undefined>;
  readonly onFailure: (error: unknown) => void;
  readonly announce: (sentence: string) => void;
}

/** Where a model is tried on photos and on the camera. */
export interface TrialPanel {
  readonly element: HTMLElement;
  readonly tryPhotos: (photos: readonly File[]) => Promise<void>;
  /** Shows or hides the panel; hidden, it lets go of the camera. */
  readonly setShown: (shown: boolean) => void;
  /** Lets go of the camera. */
  readonly rest: () => void;
}

/** Makes a panel that is hidden. */
export function createTrialPanel({ look, onFailure, announce }: TrialOptions): TrialPanel {
  const trials = element('div', { class: 'trials' });
  const input = createPictureInput({ onPictures: (files) => void tryPhotos(files).catch(onFailure), onFailure, multiple: true, label: 'Try a photo' });
  const places = createPlaceOverlay();
  const figures = element('div', { class: 'trial-figures' });
  const live = createLiveTrial({
    look,
    show(labels) {
      places.show(placesOf(labels ?? []));
      figures.replaceChildren(...(labels ? metersOf(labels) : []));
    },
    onFailure,
  });
  input.actions.append(live.toggle);
  const panel = element(
    'section',
    { class: 'trial-panel', hidden: true },
    input.actions,
    element('div', { class: 'trial-live' }, element('div', { class: 'trial-frame' }, live.video, places.element), figures),
    trials,
  );

  async function tryPhotos(photos: readonly File[]): Promise<void> {
    for (const file of photos) {
      const labels = await look(file);
      if (!labels) return;
      const image = element('img', { alt: file.name, src: URL.createObjectURL(file) });
      image.classList.toggle('is-as-stored', file.type === 'image/png');
      image.addEventListener('load', () => URL.revokeObjectURL(image.src), { once: true });
      const found = createPlaceOverlay();
      found.show(placesOf(labels));
      const isLocated = labels.some(({ Geometry }) => Geometry);
      trials.prepend(element('div', { class: isLocated ? 'trial is-located' : 'trial' }, element('div', { class: 'trial-frame' }, image, found.element), element('div', {}, ...metersOf(labels))));
      announce(labels.length === 0 ? 'Nothing.' : `${labels.map(({ Name = '' }) => Name).join(', ')}.`);
    }
  }

  return {
    element: panel,
    tryPhotos,
    setShown(shown) {
      panel.hidden = !shown;
      if (!shown) live.stop();
    },
    rest: () => live.stop(),
  };
}

function placesOf(labels: readonly CustomLabel[]): NamedPlace[] {
  return labels.flatMap(({ Name = '', Confidence = 0, Geometry }) => (Geometry?.BoundingBox ? [{ box: Geometry.BoundingBox, name: `${Name} ${Confidence.toFixed(0)} %` }] : []));
}

function metersOf(labels: readonly CustomLabel[]): HTMLElement[] {
  if (labels.length === 0) return [element('p', { class: 'label-tested' }, 'Nothing that is sure enough.')];
  return labels.map(({ Name = '', Confidence }) => meter(Name, Confidence));
}
