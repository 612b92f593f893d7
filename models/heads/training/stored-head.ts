import type { StoredHead } from '../linear-head.ts';
import type { Calibration } from './calibration.ts';
import type { LinearDecision } from './logistic-regression.ts';

/** Puts the calibration into the head and rounds its weights to 16 bits, or to 8, which halves the file. */
export function storedHead({ bias, weights }: LinearDecision, { slope, offset }: Calibration, bits: 8 | 16 = 16): StoredHead {
  const largest = 2 ** (bits - 1) - 1;
  const calibrated = weights.map((weight) => weight * slope);
  const step = Number((calibrated.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / largest).toPrecision(7));
  const bytes = new DataView(new ArrayBuffer((calibrated.length * bits) / 8));
  calibrated.forEach((weight, index) => {
    const integer = Math.max(-largest, Math.min(largest, Math.round(weight / step)));
    if (bits === 8) bytes.setInt8(index, integer);
    else bytes.setInt16(index * 2, integer, true);
  });
  return {
    bias: Number((bias * slope + offset).toPrecision(7)),
    step,
    ...(bits === 8 ? { bits } : {}),
    weights: Buffer.from(bytes.buffer).toString('base64'),
  };
}
