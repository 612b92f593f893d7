import type { BoundingBox } from '../../src/index.ts';
import { watchBoxDrag } from './box-drag.ts';
import { button, element } from './element.ts';
import { createPictureStage } from './picture-stage.ts';
import { createPlaceOverlay } from './place-overlay.ts';

/** A box and what is in it, in ratios of its picture. */
export interface DrawnBox {
  readonly label: string;
  readonly box: Required<BoundingBox>;
}

/** A photo with the boxes that were drawn on it. */
export interface MarkedPhoto {
  readonly picture: File;
  readonly boxes: readonly DrawnBox[];
}

/** Where boxes are drawn on photos, one after another. */
export interface BoxEditor {
  readonly element: HTMLElement;
  /** A button that asks for photos. */
  readonly choose: HTMLElement;
  readonly photos: () => readonly MarkedPhoto[];
  /** Adds photos, with boxes that are known already. */
  readonly add: (photos: readonly MarkedPhoto[]) => void;
}

/** Makes an editor without photos; `onChange` is told whenever photos or boxes come or go. */
export function createBoxEditor(onChange: () => void): BoxEditor {
  const photos: { readonly picture: File; readonly url: string; boxes: readonly DrawnBox[] }[] = [];
  let shown = 0;
  const marks = createPlaceOverlay();
  const draft = createPlaceOverlay();
  const overlay = element('div', { class: 'overlay box-overlay' }, marks.element, draft.element);
  const stage = createPictureStage(overlay, 'Photo to draw boxes on');
  const known = element('datalist', { id: 'box-labels' });
  const label = element('input', { class: 'text-input', type: 'text', list: known.id, maxlength: 256, value: 'thing', 'aria-label': 'Label of the next box', autocomplete: 'off' });
  const strip = element('div', { class: 'photo-strip', role: 'group', 'aria-label': 'Photos' });
  const remove = button('Remove the photo', () => removeShown(), { class: 'button small quiet' });
  const bar = element('div', { class: 'box-bar', hidden: true }, element('label', {}, 'Draw boxes of ', label), remove);
  const picker = element('input', { type: 'file', accept: 'image/jpeg,image/png', multiple: true, hidden: true, tabindex: -1 });
  picker.addEventListener('change', () => {
    add([...(picker.files ?? [])].map((picture) => ({ picture, boxes: [] })));
    picker.value = '';
  });

  watchBoxDrag(overlay, {
    onDraft: (box) => draft.show(box ? [{ box, name: label.value }] : []),
    onBox(box) {
      const photo = photos[shown];
      if (!photo || label.value.trim() === '') return;
      photo.boxes = [...photo.boxes, { label: label.value.trim(), box }];
      changed();
    },
  });

  function add(more: readonly MarkedPhoto[]): void {
    if (more.length === 0) return;
    shown = photos.length;
    photos.push(...more.map((photo) => ({ ...photo, url: URL.createObjectURL(photo.picture) })));
    label.value = photos.flatMap(({ boxes }) => boxes)[0]?.label ?? label.value;
    void show(shown);
    changed();
  }

  function removeShown(): void {
    const [gone] = photos.splice(shown, 1);
    if (gone) URL.revokeObjectURL(gone.url);
    void show(Math.min(shown, photos.length - 1));
    changed();
  }

  async function show(index: number): Promise<void> {
    shown = Math.max(0, index);
    const photo = photos[shown];
    drawMarks();
    if (photo) await stage.show(photo.picture);
    else stage.clear();
  }

  function drawMarks(): void {
    const photo = photos[shown];
    marks.show(
      (photo?.boxes ?? []).map((each) => ({
        box: each.box,
        name: each.label,
        onRemove() {
          if (photo) photo.boxes = photo.boxes.filter((other) => other !== each);
          changed();
        },
      })),
    );
    [...strip.children].forEach((node, at) => node.setAttribute('aria-pressed', String(at === shown)));
  }

  function changed(): void {
    bar.hidden = photos.length === 0;
    known.replaceChildren(...[...new Set(photos.flatMap(({ boxes }) => boxes.map((box) => box.label)))].map((name) => new Option(name, name)));
    strip.replaceChildren(
      ...photos.map(({ url, boxes, picture }, index) => {
        const node = button('', () => void show(index), { class: 'photo-thumbnail', 'aria-label': `${picture.name}, ${boxes.length} ${boxes.length === 1 ? 'box' : 'boxes'}` });
        node.append(element('img', { src: url, alt: '', loading: 'lazy', decoding: 'async' }), element('span', { class: 'photo-boxes' }, String(boxes.length)));
        return node;
      }),
    );
    drawMarks();
    onChange();
  }

  return {
    element: element('div', { class: 'box-editor' }, bar, stage.element, strip, known),
    choose: element('span', {}, button('Choose photos', () => picker.click(), { class: 'button primary' }), picker),
    photos: () => photos,
    add,
  };
}
