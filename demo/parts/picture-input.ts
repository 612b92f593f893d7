import { loadSample, SAMPLE_PICTURES, sampleUrl, type SamplePicture } from '../samples/sample-pictures.ts';
import { takePhoto } from './camera-dialog.ts';
import { button, element, icon } from './element.ts';

const FOLDER = 'M1.5 4.5v8.2h13V5.6H8L6.4 3.6H1.5z';
const CAMERA = 'M1.5 5h3l1.2-2h4.6l1.2 2h3v8h-13zM8 6.7a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6z';

/** What a picture input tells its page. */
export interface PictureInputOptions {
  /** Called with one picture, or several where `multiple` is set. */
  readonly onPictures: (pictures: readonly File[]) => void;
  /** A picture was asked for and could not be had. */
  readonly onFailure: (error: unknown) => void;
  /** Lets the visitor pick several files at once. Default false. */
  readonly multiple?: boolean;
  /** Shows sample photos. Default true. */
  readonly samples?: boolean;
  /** The first button's text. Default "Choose a photo". */
  readonly label?: string;
}

/** Buttons for a file and the camera, and a strip of sample photos. */
export interface PictureInput {
  readonly actions: HTMLElement;
  readonly samples: HTMLElement;
}

/** Makes the ways by which a picture comes in, other than dropping and pasting. */
export function createPictureInput(options: PictureInputOptions): PictureInput {
  const picker = element('input', {
    type: 'file',
    accept: 'image/*',
    multiple: options.multiple ?? false,
    hidden: true,
    tabindex: -1,
  });
  picker.addEventListener('change', () => {
    const files = [...(picker.files ?? [])];
    // Emptied, or choosing the same file again would be no change.
    picker.value = '';
    if (files.length > 0) options.onPictures(files);
  });

  const choose = button(options.label ?? 'Choose a photo', () => picker.click(), { class: 'button primary' });
  choose.prepend(icon(FOLDER));
  const camera = button('Camera', () => {
    takePhoto().then((photo) => photo && options.onPictures([photo]), options.onFailure);
  });
  camera.prepend(icon(CAMERA));

  return {
    actions: element('div', { class: 'picture-actions' }, choose, camera, picker),
    samples: sampleStrip((sample) => {
      loadSample(sample).then((file) => options.onPictures([file]), options.onFailure);
    }),
  };
}

function sampleStrip(onChoose: (sample: SamplePicture) => void): HTMLElement {
  const buttons = SAMPLE_PICTURES.map((sample, index) => {
    const picture = element('img', { src: sampleUrl(sample), alt: '', loading: 'lazy', decoding: 'async', draggable: 'false' });
    const node = element('button', { type: 'button', class: 'sample', 'aria-label': `Sample ${index + 1}: ${sample.description}` }, picture);
    node.title = sample.description;
    node.addEventListener('click', () => onChoose(sample));
    return node;
  });
  return element('div', { class: 'sample-strip', role: 'group', 'aria-label': 'Sample photos' }, ...buttons);
}
