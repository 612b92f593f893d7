/*
 * SMPTE ST 12-1 timecodes: frames counted at the nominal rate, with drop-frame counting at 29.97 and 59.94 frames a
 * second, which skips the first 2 (or 4) frame numbers of every minute but each tenth, so that timecode and clock agree.
 */

/** How frames are numbered. */
export interface TimecodeRate {
  /** Frame numbers in a second: 24 for 23.976, 30 for 29.97. */
  readonly nominal: number;
  /** Frame numbers skipped in each minute but every tenth; 0 without drop-frame. */
  readonly dropped: number;
}

/**
 * How a video of this frame rate is counted.
 *
 * @param frameRate frames per second; rates that are off by less than 0.02 are taken for the standard rate beside them
 */
export function timecodeRate(frameRate: number): TimecodeRate {
  if (!(frameRate > 0) || !Number.isFinite(frameRate)) throw new RangeError(`The frame rate ${frameRate} is not above 0.`);
  const nominal = Math.max(1, Math.round(frameRate));
  const isFractional = Math.abs(frameRate - (nominal * 1000) / 1001) < 0.02 && Math.abs(frameRate - nominal) > 0.005;
  return { nominal, dropped: isFractional && nominal % 30 === 0 ? nominal / 15 : 0 };
}

/** The timecode of a frame: HH:MM:SS:FF, or HH:MM:SS;FF with drop-frame. Hours go beyond 23. */
export function timecodeOf(frame: number, { nominal, dropped }: TimecodeRate): string {
  const number = dropped === 0 ? frame : numberWithDrops(frame, nominal, dropped);
  const seconds = Math.floor(number / nominal);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(twoDigits);
  return `${parts.join(':')}${dropped === 0 ? ':' : ';'}${twoDigits(number % nominal)}`;
}

/** The frame that has a timecode. */
export function frameOfTimecode(timecode: string, { nominal, dropped }: TimecodeRate): number {
  const match = /^(\d{2,}):([0-5]\d):([0-5]\d)[:;](\d{2,})$/.exec(timecode);
  if (!match) throw new RangeError(`'${timecode}' is no timecode of the form HH:MM:SS:FF.`);
  const [hours = 0, minutes = 0, seconds = 0, frames = 0] = match.slice(1).map(Number);
  const allMinutes = hours * 60 + minutes;
  return (allMinutes * 60 + seconds) * nominal + frames - dropped * (allMinutes - Math.floor(allMinutes / 10));
}

/** The number that counts the skipped ones too. */
function numberWithDrops(frame: number, nominal: number, dropped: number): number {
  const perMinute = nominal * 60 - dropped;
  const perTenMinutes = perMinute * 10 + dropped;
  const tens = Math.floor(frame / perTenMinutes);
  const rest = frame % perTenMinutes;
  const minutes = rest < nominal * 60 ? 0 : 1 + Math.floor((rest - nominal * 60) / perMinute);
  return frame + dropped * (9 * tens + minutes);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
