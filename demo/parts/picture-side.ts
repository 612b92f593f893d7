import type { FaceFocus } from '../face-focus.ts';
import { element } from './element.ts';
import { createPictureInput } from './picture-input.ts';
import { createPictureOverlay, type PictureOverlay } from './picture-overlay.ts';
import { createPictureStage, type PictureStage } from './picture-stage.ts';

/** One of two photos side by side: its inputs, its stage, its faces. */
export interface PictureSide {
  readonly element: HTMLElement;
  readonly stage: PictureStage;
  readonly overlay: PictureOverlay;
  /** The photo that was given last. */
  readonly picture: () => File | undefined;
  /** Takes a photo in. */
  readonly take: (picture: File) => Promise<void>;
}

/** What a side is made with. */
export interface PictureSideOptions {
  /** "Source", "Target". */
  readonly title: string;
  /** What this photo is for. */
  readonly note: string;
  /** Written where the photo will be. */
  readonly invitation: string;
  readonly focus: FaceFocus;
  readonly onTaken: () => void;
  readonly onFailure: (error: unknown) => void;
}

/** Makes an empty side. */
export function createPictureSide(options: PictureSideOptions): PictureSide {
  const overlay = createPictureOverlay(options.focus, options.title);
  const stage = createPictureStage(overlay.element, options.title);
  const input = createPictureInput({
    onPictures: ([picture]) => picture && void take(picture),
    onFailure: options.onFailure,
    label: 'Choose',
  });
  stage.element.append(element('p', { class: 'stage-invitation' }, options.invitation));
  let picture: File | undefined;

  async function take(next: File): Promise<void> {
    picture = next;
    overlay.show([]);
    await stage.show(next);
    if (picture === next) options.onTaken();
  }

  return {
    element: element(
      'section',
      { class: 'side', 'aria-label': options.title },
      element('header', { class: 'side-header' }, element('h2', {}, options.title), element('p', {}, options.note), input.actions),
      stage.element,
      input.samples,
    ),
    stage,
    overlay,
    picture: () => picture,
    take,
  };
}
