import type { Face } from '../../src/index.ts';
import { button, element, icon } from './element.ts';
import { percentText } from './meter.ts';

const PERSON = 'M8 8.2a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6zM2.6 13.8c.6-2.5 2.7-4 5.4-4s4.8 1.5 5.4 4';
const SHORT_ID = 8;

/** A stored face to show. */
export interface FaceTile {
  readonly face: Face;
  /** Percent, where the face was found by a search. */
  readonly similarity?: number;
  readonly thumbnail: Promise<Blob | undefined>;
}

/** How to delete a face; without it tiles have no button. */
export type DeleteFace = (face: Face) => void;

async function showThumbnail(place: HTMLElement, thumbnail: Promise<Blob | undefined>): Promise<void> {
  const blob = await thumbnail;
  if (!blob) return;
  const url = URL.createObjectURL(blob);
  const image = element('img', { src: url, alt: '' });
  // Once drawn the picture is the image's own; thousands of addresses would pin thousands of blobs.
  image.addEventListener('load', () => URL.revokeObjectURL(url));
  place.replaceChildren(image);
}

/** A face of a collection: its picture where one was kept, its name, its id. */
export function faceTile({ face, similarity, thumbnail }: FaceTile, onDelete?: DeleteFace): HTMLElement {
  const picture = element('div', { class: 'tile-picture' }, icon(PERSON));
  const name = face.ExternalImageId?.replaceAll('_', ' ') ?? 'No name';
  const tile = element(
    'li',
    { class: 'face-tile', title: face.FaceId },
    picture,
    element('p', { class: face.ExternalImageId === undefined ? 'tile-name is-missing' : 'tile-name' }, name),
    element('p', { class: 'tile-note' }, similarity === undefined ? (face.FaceId ?? '').slice(0, SHORT_ID) : percentText(similarity)),
  );
  if (onDelete) tile.append(button('Delete', () => onDelete(face), { class: 'tile-delete', 'aria-label': `Delete ${name}` }));
  // A picture that cannot be read is no reason to hide the face.
  showThumbnail(picture, thumbnail).catch(() => {});
  return tile;
}
