import { button, element } from './element.ts';

/** Pictures of one label. */
export interface LabelFolder {
  readonly label: string;
  readonly pictures: readonly File[];
}

/** Where pictures to learn from are gathered, by label. */
export interface LabelFolders {
  readonly element: HTMLElement;
  /** A button that asks for a folder. */
  readonly choose: HTMLElement;
  readonly folders: () => readonly LabelFolder[];
  /** Adds pictures under a label. */
  readonly add: (label: string, pictures: readonly File[]) => void;
  /** Adds the pictures of dropped folders; false when no folder was dropped. To be called in the event itself. */
  readonly addDropped: (transfer: DataTransfer) => boolean;
}

const MOST_THUMBNAILS = 10;

/** The name of the folder that a file lies in, or undefined for a file alone. */
function folderOf(path: string): string | undefined {
  return path.split('/').at(-2);
}

function isPicture(file: File): boolean {
  return /^image\/(jpeg|png)$/.test(file.type);
}

/** Makes an empty gathering; `onChange` is told whenever pictures come or go. */
export function createLabelFolders(onChange: () => void): LabelFolders {
  const byLabel = new Map<string, File[]>();
  const list = element('div', { class: 'label-folders' });
  const picker = element('input', { type: 'file', multiple: true, webkitdirectory: true, hidden: true, tabindex: -1 });
  picker.addEventListener('change', () => {
    for (const file of picker.files ?? []) put(folderOf(file.webkitRelativePath) ?? 'pictures', [file]);
    picker.value = '';
    changed();
  });

  function put(label: string, pictures: readonly File[]): void {
    const good = pictures.filter(isPicture);
    if (good.length > 0) byLabel.set(label, [...(byLabel.get(label) ?? []), ...good]);
  }

  function changed(): void {
    for (const image of list.querySelectorAll('img')) URL.revokeObjectURL(image.src);
    list.replaceChildren(...[...byLabel].map(([label, pictures]) => folderCard(label, pictures)));
    onChange();
  }

  function folderCard(label: string, pictures: readonly File[]): HTMLElement {
    const thumbnails = pictures.slice(0, MOST_THUMBNAILS).map((file) => element('img', { src: URL.createObjectURL(file), alt: '', loading: 'lazy', decoding: 'async' }));
    const remove = button('Remove', () => byLabel.delete(label) && changed(), { class: 'button small quiet', 'aria-label': `Remove the pictures of ${label}` });
    const count = element('span', { class: 'label-count' }, `${pictures.length} ${pictures.length === 1 ? 'picture' : 'pictures'}`);
    return element('section', { class: 'label-folder' }, element('header', {}, element('h2', {}, label), count, remove), element('div', { class: 'label-thumbnails' }, ...thumbnails));
  }

  async function gather(entry: FileSystemEntry, folder: string | undefined): Promise<void> {
    if (entry instanceof FileSystemFileEntry) {
      const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
      put(folder ?? 'pictures', [file]);
    } else if (entry instanceof FileSystemDirectoryEntry) {
      for (const child of await entriesOf(entry)) await gather(child, entry.name);
    }
  }

  return {
    element: list,
    choose: element('span', {}, button('Choose a folder', () => picker.click(), { class: 'button primary' }), picker),
    folders: () => [...byLabel].map(([label, pictures]) => ({ label, pictures })),
    add(label, pictures) {
      put(label, pictures);
      changed();
    },
    addDropped(transfer) {
      const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
      if (!entries.some((entry) => entry.isDirectory)) return false;
      void Promise.all(entries.map((entry) => gather(entry, undefined))).then(changed);
      return true;
    },
  };
}

/** All entries of a folder: the browser gives them in portions. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (portion.length === 0) return all;
    all.push(...portion);
  }
}
