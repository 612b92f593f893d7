import type { PixelBox } from '../geometry.ts';
import type { Track } from './tracker.ts';

/** How old what is known of a face may become. Milliseconds. */
const KNOWN_FOR = 3000;
/** A face of which nothing good is known yet is looked at again sooner. */
const UNMATCHED_FOR = 700;
/** A face grown by this factor shows more than before. */
const GROWN = 1.4;

/**
 * Whether a face should be described anew: it is new, has come nearer, or was last described too long ago. Everything
 * else keeps what is known of its track, which is what lets live video run at the camera's pace.
 *
 * @param matched whether what is known of the track is a match
 */
export function needsRecognition({ face }: Track, box: PixelBox, time: number, matched: boolean): boolean {
  if (!face) return true;
  const age = time - face.at;
  return age >= (matched ? KNOWN_FOR : UNMATCHED_FOR) || Math.max(box.width, box.height) > GROWN * face.side;
}
