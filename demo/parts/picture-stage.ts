import { element } from './element.ts';

/** Shows one photo as large as it fits, with room for an overlay that lies exactly on it. */
export interface PictureStage {
  readonly element: HTMLElement;
  /** The photo itself; thumbnails are cut from it. */
  readonly image: HTMLImageElement;
  /** Shows another photo. False when the browser cannot show this file as a picture. */
  readonly show: (picture: Blob) => Promise<boolean>;
  /**
   * What to hand to the library: the file itself where it is of a format that the API takes, so that its own checks
   * apply, else the photo as the browser shows it (WebP, AVIF and the like).
   */
  readonly source: (picture: Blob) => Blob | HTMLImageElement;
  /** Takes the photo away. */
  readonly clear: () => void;
  /** Draws the corners of the stage as looking, calmly, while a call runs. */
  readonly setBusy: (busy: boolean) => void;
}

const API_FORMATS: ReadonlySet<string> = new Set(['image/jpeg', 'image/png']);

/** Makes an empty stage. `overlay` is laid over the photo, edge on edge. */
export function createPictureStage(overlay: HTMLElement, description: string): PictureStage {
  const image = element('img', { class: 'picture-image', alt: '', draggable: 'false' });
  const picture = element('div', { class: 'picture' }, image, overlay);
  const stage = element('div', { class: 'stage is-empty', role: 'group', 'aria-label': description }, picture);
  let url: string | undefined;
  let turn = 0;

  function release(): void {
    if (url !== undefined) URL.revokeObjectURL(url);
    url = undefined;
  }

  return {
    element: stage,
    image,
    async show(blob) {
      const mine = ++turn;
      const next = URL.createObjectURL(blob);
      // The API turns only JPEG upright; a PNG has to be shown as it is stored, or boxes would miss the faces.
      image.classList.toggle('is-as-stored', blob.type === 'image/png');
      image.src = next;
      release();
      url = next;
      try {
        await image.decode();
      } catch {
        if (mine === turn) stage.classList.add('is-empty');
        return false;
      }
      // A newer photo has taken the stage meanwhile.
      if (mine !== turn) return true;
      stage.style.setProperty('--ratio', String(image.naturalWidth / image.naturalHeight));
      stage.style.setProperty('--natural-width', `${image.naturalWidth}px`);
      image.alt = blob instanceof File && blob.name !== '' ? `Photo ${blob.name}` : 'Photo';
      stage.classList.remove('is-empty');
      return true;
    },
    source: (blob) => (API_FORMATS.has(blob.type) || stage.classList.contains('is-empty') ? blob : image),
    clear() {
      turn += 1;
      release();
      image.removeAttribute('src');
      stage.classList.add('is-empty');
    },
    setBusy: (busy) => {
      stage.classList.toggle('is-busy', busy);
      stage.setAttribute('aria-busy', String(busy));
    },
  };
}
