import type { PictureReader } from '../picture-reader.ts';
import { frameDifference } from './frame-difference.ts';
import { TRACE_HEIGHT, TRACE_WIDTH, traceColors, traceOf } from './frame-trace.ts';

/** The colours of a picture made small, to tell by whether a later one shows the same scene. Plain data, 7 KB. */
export type SceneColors = Uint8Array;

// Chosen on the clips of test/unit/drawn-clips.ts with seeds 1 to 7, five frames of each second: it overlooks 1 of 54 cuts and takes
// 1.4 % of the other frames for a change.
const OTHER_SCENE = 0.2;
/** Between sampled frames things may have moved as far as block matching seeks them. */
const FRAMES_APART = 2;

/** What is kept of a picture. */
export function sceneColors(picture: PictureReader): SceneColors {
  const { data } = picture.readScaled(TRACE_WIDTH, TRACE_HEIGHT);
  return traceColors({ pixels: data, width: TRACE_WIDTH, height: TRACE_HEIGHT, number: 0, time: 0 });
}

/** Whether a frame shows something else than one a moment before. Unsure changes count: whoever asks looks at the frame more closely then. */
export function isOtherScene(before: SceneColors, after: SceneColors): boolean {
  return frameDifference(traceOf(before), traceOf(after), FRAMES_APART) > OTHER_SCENE;
}
