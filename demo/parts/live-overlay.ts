import type { BoundingBox, StreamFace } from '../../src/index.ts';
import { element } from './element.ts';

/** Boxes with names over a playing video. */
export interface LiveOverlay {
  readonly element: HTMLElement;
  readonly show: (faces: readonly StreamFace[]) => void;
}

/** The name that a face is given, if it looks like anybody of the collection. */
export function nameOf({ MatchedFaces: [best] }: StreamFace): string | undefined {
  return best ? (best.Face?.ExternalImageId ?? best.Face?.FaceId) : undefined;
}

function place(node: HTMLElement, { Left = 0, Top = 0, Width = 0, Height = 0 }: BoundingBox): void {
  node.style.left = `${Left * 100}%`;
  node.style.top = `${Top * 100}%`;
  node.style.width = `${Width * 100}%`;
  node.style.height = `${Height * 100}%`;
}

/** Makes an empty overlay; it lies over a video of the same shape. */
export function createLiveOverlay(): LiveOverlay {
  const overlay = element('div', { class: 'live-overlay', 'aria-hidden': 'true' });
  return {
    element: overlay,
    show(faces) {
      overlay.replaceChildren(
        ...faces.map((face) => {
          const name = nameOf(face);
          const similarity = face.MatchedFaces[0]?.Similarity;
          const tag = name === undefined ? 'not known' : `${name} ${similarity?.toFixed(0) ?? ''}`;
          const mark = element('div', { class: `live-face ${name === undefined ? 'is-stranger' : 'is-known'}` }, element('span', { class: 'live-name' }, tag));
          place(mark, face.DetectedFace.BoundingBox ?? {});
          return mark;
        }),
      );
    },
  };
}
