import { readElement } from './live-element.ts';
import { readTrack } from './live-track.ts';
import { LiveVideoProblem, type LiveSource, type LiveVideo } from './live-video.ts';

/** Begins to read. Throws LiveVideoProblem for a source without video or one that has ended. */
export function openLiveVideo(source: LiveSource): LiveVideo {
  if (source instanceof HTMLVideoElement) return readElement(source);
  const track = source instanceof MediaStreamTrack ? source : source.getVideoTracks()[0];
  if (track?.kind !== 'video') throw new LiveVideoProblem('The stream has no video track: bind a camera or a captured screen.');
  if (track.readyState === 'ended') throw new LiveVideoProblem('The video track has ended: open the camera again and bind its new track.');
  return readTrack(track);
}
