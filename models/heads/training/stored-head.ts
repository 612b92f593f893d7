import type { StoredHead } from '../linear-head.ts';
import type { Calibration } from './calibration.ts';
import type { LinearDecision } from './logistic-regression.ts';

const LARGEST = 32_767;

/** Puts the calibration into the head and rounds its weights to 16 bits. */
export function storedHead({ bias, weights }: LinearDecision, { slope, offset }: Calibration): StoredHead {
  const calibrated = weights.map((weight) => weight * slope);
  const step = Number((calibrated.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / LARGEST).toPrecision(7));
  const bytes = new DataView(new ArrayBuffer(calibrated.length * 2));
  calibrated.forEach((weight, index) => bytes.setInt16(index * 2, Math.min(LARGEST, Math.round(weight / step)), true));
  return {
    bias: Number((bias * slope + offset).toPrecision(7)),
    step,
    weights: Buffer.from(bytes.buffer).toString('base64'),
  };
}
