import type { SegmentDetection } from '../../shapes/stored-video.ts';
import { timecodeOf, timecodeRate } from '../../vision/segments/timecode.ts';

/** The frames of a segment, the last of which belongs to it. */
export interface SegmentFrames {
  /** From 0. */
  readonly startFrame: number;
  readonly endFrame: number;
  /** When the first frame begins. Milliseconds. */
  readonly startTime: number;
  /** When the last frame begins. Milliseconds. */
  readonly endTime: number;
}

/** Times and timecodes of a segment from its first to its last frame. */
export function segmentTimes(
  { startFrame, endFrame, startTime, endTime }: SegmentFrames,
  frameRate: number,
): Pick<SegmentDetection, 'StartTimestampMillis' | 'EndTimestampMillis' | 'DurationMillis' | 'StartTimecodeSMPTE' | 'EndTimecodeSMPTE' | 'DurationSMPTE'> {
  const rate = timecodeRate(frameRate);
  // A hair more, for 33.36666 ms times 30 is 1000.9998.
  const StartTimestampMillis = Math.floor(startTime + 1e-3);
  const EndTimestampMillis = Math.floor(endTime + 1e-3);
  return {
    StartTimestampMillis,
    EndTimestampMillis,
    DurationMillis: EndTimestampMillis - StartTimestampMillis,
    StartTimecodeSMPTE: timecodeOf(startFrame, rate),
    EndTimecodeSMPTE: timecodeOf(endFrame, rate),
    DurationSMPTE: timecodeOf(endFrame - startFrame, rate),
  };
}
