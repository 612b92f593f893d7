import { jumpStrength } from '../../../src/vision/segments/cuts.ts';
import { isDamaged, type DamageRule } from '../../../src/vision/segments/damaged-frame.ts';
import { frameDifference } from '../../../src/vision/segments/frame-difference.ts';
import { traceColors, traceOf } from '../../../src/vision/segments/frame-trace.ts';
import type { SeenFrame } from '../../../src/vision/segments/seen-frame.ts';
import { openShotDetector, type Shot } from '../../../src/vision/segments/shots.ts';
import type { SmallFrame } from '../../../src/vision/segments/small-frame.ts';
import { damagedClip, SMALL_HEIGHT, SMALL_WIDTH, type DamagedClip } from '../../set-up/damaged-clip.ts';

/** What was found in a clip with damaged frames. */
export interface DamagedShots {
  readonly seed: number;
  readonly cuts: readonly number[];
  readonly damaged: readonly number[];
  /** First frames of the shots that were found, without the very first, and how they begin. */
  readonly found: readonly (readonly [frame: number, transition: string])[];
  /** Frames at which the picture jumps without a cut. */
  readonly falseJumps: readonly number[];
}

/** What a rule makes of the jumps: those of damage are to be rejected, cuts kept. */
export interface RuleJudgement {
  readonly rule: DamageRule;
  readonly cuts: number;
  readonly cutsLost: number;
  readonly falseJumps: number;
  readonly falseKept: number;
}

const SHOTS = 14;
const RATE = 25;
/** Frames around a jump, as the detector takes them at this rate. */
const AROUND = 8;

async function makeClips(seeds: readonly number[], photos: readonly string[]): Promise<readonly { readonly seed: number; readonly clip: DamagedClip }[]> {
  const bitmaps = await Promise.all(photos.map(async (name) => createImageBitmap(await (await fetch(`/peers/photos/${name}`)).blob())));
  const clips: { readonly seed: number; readonly clip: DamagedClip }[] = [];
  for (const seed of seeds) clips.push({ seed, clip: await damagedClip(seed, bitmaps, SHOTS) });
  return clips;
}

function smallFrames({ frames }: DamagedClip): SmallFrame[] {
  return frames.map((pixels, number) => ({ pixels, width: SMALL_WIDTH, height: SMALL_HEIGHT, number, time: (number * 1000) / RATE }));
}

interface Jump {
  readonly frame: number;
  readonly isCut: boolean;
  readonly before: SeenFrame;
  readonly after: SeenFrame;
}

/** Where the picture jumps as at a cut, before anybody asks whether it is damaged. */
function jumpsOf(clip: DamagedClip): Jump[] {
  const seen: SeenFrame[] = [];
  for (const { number: frame, time, ...small } of smallFrames(clip)) {
    const trace = traceOf(traceColors({ ...small, number: frame, time }));
    const last = seen.at(-1);
    seen.push({ frame, time, trace, difference: last ? frameDifference(last.trace, trace) : 0 });
  }
  return seen.flatMap((after, frame) => {
    const before = seen[frame - 1];
    const first = Math.max(0, frame - AROUND);
    if (!before || jumpStrength(seen.slice(first, frame + AROUND + 1), frame - first) === 0) return [];
    return [{ frame, isCut: clip.cuts.includes(frame), before, after }];
  });
}

/** Finds the shots of clips with damaged frames as SegmentDetection does. */
export async function damagedShots(seeds: readonly number[], photos: readonly string[]): Promise<readonly DamagedShots[]> {
  return (await makeClips(seeds, photos)).map(({ seed, clip }) => {
    const detector = openShotDetector(RATE);
    const shots: Shot[] = smallFrames(clip).flatMap((frame) => [...detector.see(frame)]);
    const found = [...shots, ...detector.finish()].slice(1).map(({ startFrame, transition }) => [startFrame, transition] as const);
    return { seed, cuts: clip.cuts, damaged: clip.damaged, found, falseJumps: jumpsOf(clip).flatMap(({ frame, isCut }) => (isCut ? [] : [frame])) };
  });
}

/** Asks every rule about every jump. */
export async function judgeRules(seeds: readonly number[], photos: readonly string[], rules: readonly DamageRule[]): Promise<readonly RuleJudgement[]> {
  const jumps = (await makeClips(seeds, photos)).flatMap(({ clip }) => jumpsOf(clip));
  const cuts = jumps.filter(({ isCut }) => isCut);
  const falseJumps = jumps.filter(({ isCut }) => !isCut);
  return rules.map((rule) => {
    const rejects = ({ before, after }: Jump): boolean => isDamaged(before.trace, after.trace, rule);
    return { rule, cuts: cuts.length, cutsLost: cuts.filter(rejects).length, falseJumps: falseJumps.length, falseKept: falseJumps.filter((jump) => !rejects(jump)).length };
  });
}
