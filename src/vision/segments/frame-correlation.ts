import type { FrameTrace } from './frame-trace.ts';

/** Correlation of the brightness of two frames, -1 to 1: what no change of exposure alters. 0 where a frame is flat. */
export function brightnessCorrelation(a: FrameTrace, b: FrameTrace): number {
  const scale = a.deviation * b.deviation * a.luma.length;
  if (scale < 1e-6) return 0;
  let sum = 0;
  // Both frames have the same size.
  for (let at = 0; at < a.luma.length; at++) sum += (a.luma[at]! - a.mean) * (b.luma[at]! - b.mean);
  return sum / scale;
}

/** A frame as a mixture of two others. */
export interface Mixture {
  /** Share of the second frame; near 0 to 1 where the frame is a mixture. */
  readonly share: number;
  /** What no mixture explains, as a part of how far the two frames lie apart: 0 for a true mixture. */
  readonly unexplained: number;
}

/** The mixture of two frames that is nearest to a third one (least squares over all colours). */
export function nearestMixture(from: FrameTrace, to: FrameTrace, between: FrameTrace): Mixture {
  let along = 0;
  let apart = 0;
  let square = 0;
  // All three frames have the same size.
  for (let at = 0; at < from.colors.length; at++) {
    const whole = to.colors[at]! - from.colors[at]!;
    const part = between.colors[at]! - from.colors[at]!;
    along += whole * part;
    apart += whole * whole;
    square += part * part;
  }
  if (apart === 0) return { share: 0, unexplained: 1 };
  const share = along / apart;
  return { share, unexplained: Math.sqrt(Math.max(0, square - share * along) / apart) };
}
