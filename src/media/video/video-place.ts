import type { VideoSource } from '../../shapes/stored-video.ts';
import { VideoProblem } from './video-problem.ts';

/** A video that is found but not opened: the bytes, where they are, or an element that may be sought in. */
export type VideoPlace = Blob | URL | { readonly element: HTMLVideoElement };

/**
 * The file behind a video of the page, without opening it.
 * Throws VideoProblem for an element whose file nobody else can open.
 */
export function placeOf(source: VideoSource): VideoPlace {
  if (source instanceof Blob || source instanceof URL) return source;
  if ('exclusive' in source) return { element: source.element };
  if (!(source instanceof HTMLVideoElement)) throw new VideoProblem('The Source is no video: pass a Blob, File or URL, a <video>, or { element, exclusive: true }.');
  if (source.srcObject instanceof Blob) return source.srcObject;
  if (source.srcObject) {
    throw new VideoProblem('The <video> plays a stream, not a file: pass { element, exclusive: true } to let the job seek in the element itself.');
  }
  const address = source.currentSrc || source.src;
  if (address === '') throw new VideoProblem('The <video> has no source: set its src before the call.');
  return new URL(address, document.baseURI);
}
