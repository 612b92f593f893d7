/** Frame rates whose timecode leaves numbers out, and how many a minute. SMPTE ST 12-1. */
const droppedPerMinute: readonly { readonly nominal: number; readonly dropped: number }[] = [
  { nominal: 30, dropped: 2 },
  { nominal: 60, dropped: 4 },
];
/** A measured rate may differ by this part from 30000/1001; 30 itself differs by 0.001. */
const RATE_TOLERANCE = 0.0004;

/** How the frames of a video are numbered in timecodes. */
export interface TimecodeRate {
  /** Frame numbers in a second of timecode. */
  readonly nominal: number;
  /** Numbers left out at each minute that ten does not divide; 0 without drop-frame. */
  readonly dropped: number;
}

/**
 * Numbering for a frame rate: drop-frame for 30000/1001 and 60000/1001, else the nearest whole rate (24 for 23.976).
 *
 * @param frameRate frames per second, above 0
 */
export function timecodeRate(frameRate: number): TimecodeRate {
  const drop = droppedPerMinute.find(({ nominal }) => Math.abs(frameRate / ((nominal * 1000) / 1001) - 1) < RATE_TOLERANCE);
  return drop ?? { nominal: Math.max(1, Math.round(frameRate)), dropped: 0 };
}

/**
 * SMPTE timecode of a frame, `HH:MM:SS:FF`, or `HH:MM:SS;FF` for drop-frame rates. Also tells a length in frames.
 *
 * @param frame whole number from 0; 0 is 00:00:00:00
 */
export function smpteTimecode(frame: number, { nominal, dropped }: TimecodeRate): string {
  const number = frame + leftOut(frame, nominal, dropped);
  const seconds = Math.floor(number / nominal);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(twoDigits);
  return `${parts.join(':')}${dropped > 0 ? ';' : ':'}${twoDigits(number % nominal)}`;
}

/** Numbers that were left out before a frame. */
function leftOut(frame: number, nominal: number, dropped: number): number {
  const perMinute = nominal * 60 - dropped;
  const perTenMinutes = nominal * 600 - 9 * dropped;
  const tens = Math.floor(frame / perTenMinutes);
  const rest = frame % perTenMinutes;
  // The first minute of ten leaves nothing out, so it is longer.
  const minutes = rest < nominal * 60 ? 0 : 1 + Math.floor((rest - nominal * 60) / perMinute);
  return dropped * (9 * tens + minutes);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
