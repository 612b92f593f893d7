import { button, element } from './element.ts';

/** A photo that waits to be indexed. */
export interface TrayPhoto {
  readonly file: File;
  /** What the visitor calls it, as an ExternalImageId; undefined for no name. */
  readonly name: string | undefined;
  /** The photo as the page shows it; thumbnails are cut from it. */
  readonly image: HTMLImageElement;
  /** Says how it went; `failed` keeps the photo in the tray. */
  readonly report: (sentence: string, outcome: 'done' | 'failed') => void;
}

/** Photos with names, before they are indexed. */
export interface PhotoTray {
  readonly element: HTMLElement;
  readonly add: (files: readonly File[]) => void;
  /** What waits, in the order it came. */
  readonly waiting: () => readonly TrayPhoto[];
  readonly clear: () => void;
}

const MOST_NAME_CHARACTERS = 255;

/** The nearest allowed ExternalImageId: letters, digits and `_ . - :`. "Ada Lovelace" becomes "Ada_Lovelace". */
export function toExternalImageId(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .trim()
    .replaceAll(/\s+/g, '_')
    .replaceAll(/[^\w.\-:]/g, '')
    .slice(0, MOST_NAME_CHARACTERS);
}

function nameOfFile(file: File): string {
  return toExternalImageId(file.name.replace(/\.[^.]+$/, ''));
}

/** Makes an empty tray. `onChange` is called when photos come or go, `onSubmit` when the visitor starts indexing with Enter. */
export function createPhotoTray(onChange: () => void, onSubmit: () => void): PhotoTray {
  const tray = element('ul', { class: 'photo-tray', 'aria-label': 'Photos to index' });
  const photos = new Map<HTMLElement, TrayPhoto>();

  function remove(row: HTMLElement): void {
    const photo = photos.get(row);
    if (photo) URL.revokeObjectURL(photo.image.src);
    photos.delete(row);
    row.remove();
    onChange();
  }

  function add(file: File): void {
    const image = element('img', { class: 'tray-picture', src: URL.createObjectURL(file), alt: '' });
    const field = element('input', { class: 'field', 'aria-label': `Name for ${file.name}`, placeholder: 'Name', value: nameOfFile(file), maxlength: MOST_NAME_CHARACTERS });
    const state = element('p', { class: 'tray-state' });
    const row = element('li', { class: 'tray-row' }, image, element('div', { class: 'tray-text' }, field, state));
    row.append(button('Remove', () => remove(row), { class: 'button small quiet' }));
    field.addEventListener('change', () => (field.value = toExternalImageId(field.value)));
    field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') onSubmit();
    });
    photos.set(row, {
      file,
      get name() {
        return toExternalImageId(field.value) || undefined;
      },
      image,
      report: (sentence, outcome) => {
        if (outcome === 'done') {
          remove(row);
          return;
        }
        row.classList.add('is-failed');
        state.textContent = sentence;
      },
    });
    tray.append(row);
  }

  return {
    element: tray,
    add: (files) => {
      files.forEach(add);
      onChange();
    },
    waiting: () => [...photos.values()],
    clear: () => {
      for (const row of photos.keys()) remove(row);
    },
  };
}
