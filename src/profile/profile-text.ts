import type { CallProfile, ProfileStage } from './call-profile.ts';

/** A profile as lines for a console: the sums, then one line for each kind of stage and name, the longest first. */
export function profileText(profile: CallProfile): string {
  const { operation, milliseconds, modelMilliseconds, restMilliseconds, stages } = profile;
  const head = `${operation}: ${ms(milliseconds)}, of which models ${ms(modelMilliseconds)} (${percent(modelMilliseconds / milliseconds)}), not told ${ms(restMilliseconds)}`;
  const lines = [...groups(stages)]
    .toSorted(([, a], [, b]) => b.milliseconds - a.milliseconds)
    .map(([title, { milliseconds: sum, times }]) => `  ${ms(sum).padStart(9)}  ${title}${times > 1 ? `, ${times} times` : ''}`);
  return [head, ...lines].join('\n');
}

function groups(stages: readonly ProfileStage[]): Map<string, { milliseconds: number; times: number }> {
  const sums = new Map<string, { milliseconds: number; times: number }>();
  for (const { kind, name, milliseconds } of stages) {
    const title = name === undefined ? kind : `${kind} ${name}`;
    const sum = sums.get(title) ?? { milliseconds: 0, times: 0 };
    sums.set(title, { milliseconds: sum.milliseconds + milliseconds, times: sum.times + 1 });
  }
  return sums;
}

const ms = (value: number): string => `${value.toFixed(1)} ms`;
const percent = (value: number): string => `${(100 * value).toFixed(0)} %`;
