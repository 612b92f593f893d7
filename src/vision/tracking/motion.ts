import type { PixelBox } from '../geometry.ts';

/*
 * A Kalman filter of constant velocity for each side of a box on its own (R. E. Kalman, "A New Approach to Linear
 * Filtering and Prediction Problems", 1960), as SORT has it (Bewley et al., "Simple Online and Realtime Tracking", 2016).
 */

/** One coordinate: where it is, how fast it moves, and how unsure both are. Pixels and seconds. */
export interface CoordinateMotion {
  readonly place: number;
  readonly speed: number;
  /** Variances of place and speed, and their covariance. */
  readonly placeVariance: number;
  readonly speedVariance: number;
  readonly covariance: number;
}

/** A moving box: centre and size. Plain data, so that it can be kept. */
export interface BoxMotion {
  readonly x: CoordinateMotion;
  readonly y: CoordinateMotion;
  readonly width: CoordinateMotion;
  readonly height: CoordinateMotion;
}

/** How far a detected box is off, as a share of the box's size. */
const DETECTION_ERROR = 0.06;
/** How much the speed of a walking person changes within a second, in box sizes per second. */
const ACCELERATION = 1.5;
/** What is known of the speed when a box is first seen, in box sizes per second. */
const UNKNOWN_SPEED = 1;
/** Sizes change less than places do. */
const SIZE_CHANGE = 0.3;

/** A box seen for the first time. */
export function startMotion(box: PixelBox): BoxMotion {
  const size = sizeOf(box);
  return mapMotion(box, (measured, share) => ({
    place: measured,
    speed: 0,
    placeVariance: (DETECTION_ERROR * size) ** 2,
    speedVariance: (UNKNOWN_SPEED * share * size) ** 2,
    covariance: 0,
  }));
}

/** Where the box is expected after so many seconds. */
export function predictMotion(motion: BoxMotion, seconds: number): BoxMotion {
  const size = sizeOf(boxOfMotion(motion));
  const predict = (coordinate: CoordinateMotion, share: number): CoordinateMotion => {
    const { place, speed, placeVariance, speedVariance, covariance } = coordinate;
    const noise = (ACCELERATION * share * size) ** 2;
    return {
      place: place + speed * seconds,
      speed,
      placeVariance: placeVariance + 2 * seconds * covariance + seconds ** 2 * speedVariance + (noise * seconds ** 4) / 4,
      covariance: covariance + seconds * speedVariance + (noise * seconds ** 3) / 2,
      speedVariance: speedVariance + noise * seconds ** 2,
    };
  };
  const { x, y, width, height } = motion;
  return { x: predict(x, 1), y: predict(y, 1), width: predict(width, SIZE_CHANGE), height: predict(height, SIZE_CHANGE) };
}

/** Takes a detected box into account. */
export function correctMotion(motion: BoxMotion, box: PixelBox): BoxMotion {
  const error = (DETECTION_ERROR * sizeOf(box)) ** 2;
  const measured = mapMotion(box, (value) => value);
  const correct = (coordinate: CoordinateMotion, value: number): CoordinateMotion => {
    const { place, speed, placeVariance, speedVariance, covariance } = coordinate;
    const gain = placeVariance / (placeVariance + error);
    const speedGain = covariance / (placeVariance + error);
    return {
      place: place + gain * (value - place),
      speed: speed + speedGain * (value - place),
      placeVariance: (1 - gain) * placeVariance,
      covariance: (1 - gain) * covariance,
      speedVariance: speedVariance - speedGain * covariance,
    };
  };
  return {
    x: correct(motion.x, measured.x),
    y: correct(motion.y, measured.y),
    width: correct(motion.width, measured.width),
    height: correct(motion.height, measured.height),
  };
}

/** The box as it is now. */
export function boxOfMotion({ x, y, width, height }: BoxMotion): PixelBox {
  // A size extrapolated for long could fall below nothing.
  const [wide, high] = [Math.max(1, width.place), Math.max(1, height.place)];
  return { left: x.place - wide / 2, top: y.place - high / 2, width: wide, height: high };
}

function mapMotion<Value>(box: PixelBox, make: (measured: number, share: number) => Value): { x: Value; y: Value; width: Value; height: Value } {
  return {
    x: make(box.left + box.width / 2, 1),
    y: make(box.top + box.height / 2, 1),
    width: make(box.width, SIZE_CHANGE),
    height: make(box.height, SIZE_CHANGE),
  };
}

function sizeOf({ width, height }: PixelBox): number {
  return Math.sqrt(Math.max(1, width) * Math.max(1, height));
}
