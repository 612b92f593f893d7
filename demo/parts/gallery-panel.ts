import type { BuiltGallery, GalleryDescription } from '../../src/index.ts';
import { download } from './collection-files.ts';
import { button, element } from './element.ts';
import type { NamedPortraits } from './portrait-names.ts';

/** The galleries in use, and a visitor's own one. */
export interface GalleryPanel {
  readonly element: HTMLElement;
  /** Tells the galleries that are looked into. */
  readonly show: (galleries: readonly GalleryDescription[]) => void;
  /** Tells what became of the portraits; undefined: there is no own gallery. */
  readonly showOwn: (built: BuiltGallery | undefined, people: readonly NamedPortraits[]) => void;
}

function people(count: number): string {
  return count === 1 ? '1 person' : `${count.toLocaleString('en')} people`;
}

function galleryFacts({ title, people: count, licence, source }: GalleryDescription): HTMLElement {
  return element(
    'li',
    {},
    element('p', { class: 'gallery-title' }, title, element('span', {}, people(count))),
    element('p', { class: 'gallery-terms' }, `${licence} ${source}.`.replace('not stated not stated.', 'Licence and source are not stated.')),
  );
}

/** Makes the panel. Portraits come in by `onPortraits`; `onForget` drops the own gallery. */
export function createGalleryPanel(onPortraits: (files: readonly File[]) => void, onForget: () => void): GalleryPanel {
  const list = element('ul', { class: 'gallery-list' });
  const own = element('div', { class: 'gallery-own' });
  const picker = element('input', { type: 'file', accept: 'image/jpeg,image/png', multiple: true, hidden: true, tabindex: -1 });
  picker.addEventListener('change', () => {
    const files = [...(picker.files ?? [])];
    // Emptied, or choosing the same files again would be no change.
    picker.value = '';
    if (files.length > 0) onPortraits(files);
  });
  const add = button('Build your own from portraits', () => picker.click(), { class: 'button small' });
  const hint = element('p', { class: 'gallery-terms' }, 'Or drop two or more portraits at once. Each shows one person; its file name becomes the name. Build galleries only of people who agreed to it.');

  return {
    element: element('section', { class: 'galleries', 'aria-label': 'Galleries' }, element('h2', {}, 'Galleries looked into'), list, own, element('div', { class: 'gallery-actions' }, add, picker), hint),
    show: (galleries) => list.replaceChildren(...galleries.map(galleryFacts)),
    showOwn(built, portrayed) {
      own.replaceChildren();
      if (!built) return;
      const save = button('Download', () => download(built.file, 'my.gallery.jsonl'), { class: 'button small quiet' });
      own.append(
        element('div', { class: 'gallery-actions' }, save, button('Forget it', onForget, { class: 'button small quiet' })),
        ...built.leftOut.map(({ id, portrait, reason }) =>
          element('p', { class: 'gallery-left-out' }, `${portrayed.find((person) => person.id === id)?.portraits[portrait]?.name ?? id}: ${reason}`),
        ),
      );
    },
  };
}
