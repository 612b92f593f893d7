import { element } from './element.ts';

/** A point of the window in CSS pixels. */
export interface WindowPoint {
  readonly x: number;
  readonly y: number;
}

type Receiver = (pictures: readonly File[], at: WindowPoint | undefined) => void;

function files(transfer: DataTransfer | null): File[] {
  return transfer ? [...transfer.files] : [];
}

/** Pictures first; when there are none, whatever came, so that the library can say what is wrong with it. */
function likelyPictures(all: readonly File[]): readonly File[] {
  const pictures = all.filter((file) => file.type.startsWith('image/'));
  return pictures.length > 0 ? pictures : all;
}

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

/** Takes pictures dropped anywhere on the page, or pasted; a veil over the page says that dropping works. */
export function receivePictures(receive: Receiver): void {
  const veil = element('div', { class: 'drop-veil', 'aria-hidden': 'true' }, element('p', {}, 'Drop it'));
  document.body.append(veil);
  // Entering a child comes before leaving its parent: only the count tells when the pointer has left the window.
  let depth = 0;
  const setDepth = (next: number): void => {
    depth = Math.max(0, next);
    veil.classList.toggle('is-shown', depth > 0);
  };

  window.addEventListener('dragenter', (event) => {
    if (carriesFiles(event)) setDepth(depth + 1);
  });
  window.addEventListener('dragleave', (event) => {
    if (carriesFiles(event)) setDepth(depth - 1);
  });
  window.addEventListener('dragover', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
  });
  window.addEventListener('drop', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    setDepth(0);
    const dropped = likelyPictures(files(event.dataTransfer));
    if (dropped.length > 0) receive(dropped, { x: event.clientX, y: event.clientY });
  });
  window.addEventListener('paste', (event) => {
    const pasted = likelyPictures(files(event.clipboardData));
    if (pasted.length === 0) return;
    event.preventDefault();
    receive(pasted, undefined);
  });
}
