import { button, element } from './element.ts';

/** The names of all collections, and the way to make one. */
export interface CollectionList {
  readonly element: HTMLElement;
  readonly show: (names: readonly string[], chosen: string | undefined) => void;
}

/** What the list tells its page. */
export interface CollectionListOptions {
  readonly onChoose: (name: string) => void;
  readonly onCreate: (name: string) => void;
  /** Absent where the client cannot import. */
  readonly onImport?: (file: File) => void;
}

function importButton(onImport: (file: File) => void): HTMLElement {
  const picker = element('input', { type: 'file', hidden: true, tabindex: -1 });
  picker.addEventListener('change', () => {
    const file = picker.files?.[0];
    picker.value = '';
    if (file) onImport(file);
  });
  return element('div', {}, picker, button('Import a file', () => picker.click(), { class: 'button quiet small' }));
}

/** Makes an empty list. */
export function createCollectionList(options: CollectionListOptions): CollectionList {
  const names = element('ul', { class: 'collection-names' });
  const field = element('input', { class: 'field', 'aria-label': 'Name of a new collection', placeholder: 'New name', maxlength: 255, pattern: '[a-zA-Z0-9_.\\-]+', title: 'Letters, digits, underscore, dot and hyphen', required: true, autocomplete: 'off' });
  const form = element('form', { class: 'collection-form' }, field, element('button', { class: 'button', type: 'submit' }, 'Create'));
  // The platform's own check says what is wrong before the library has to.
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    options.onCreate(field.value);
    field.value = '';
  });
  const list = element('nav', { class: 'collection-list', 'aria-label': 'Collections' }, element('h2', {}, 'Collections'), names, form);
  if (options.onImport) list.append(importButton(options.onImport));

  return {
    element: list,
    show(all, chosen) {
      names.replaceChildren(
        ...all.map((name) => {
          const choose = button(name, () => options.onChoose(name), { class: 'collection-name', 'aria-current': name === chosen ? 'true' : undefined });
          return element('li', {}, choose);
        }),
      );
    },
  };
}
