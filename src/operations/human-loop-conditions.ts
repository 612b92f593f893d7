import { InvalidParameterException } from '../errors.ts';
import type { HumanLoopActivationConditions, HumanLoopCondition, ModerationLabelConfidenceCheck } from '../shapes/human-loops.ts';
import type { ModerationLabel } from '../shapes/moderation.ts';
import { isModerationName } from './moderation-taxonomy.ts';

/** A condition with its result beside it, as the service writes them. */
type EvaluatedCondition = { readonly EvaluationResult: boolean } & HumanLoopCondition;

/** What the conditions of a flow make of one answer. */
export interface ConditionResults {
  /** Whether one of the conditions is true. */
  readonly met: boolean;
  /** JSON. */
  readonly results: string;
}

/** Most characters of the results in a response. */
const MOST_CHARACTERS = 10_240;
/** Levels of `And` and `Or` inside each other. */
const DEEPEST = 2;

const bars = {
  ConfidenceEquals: (confidence: number, bar: number): boolean => confidence === bar,
  ConfidenceLessThan: (confidence: number, bar: number): boolean => confidence < bar,
  ConfidenceLessThanEquals: (confidence: number, bar: number): boolean => confidence <= bar,
  ConfidenceGreaterThan: (confidence: number, bar: number): boolean => confidence > bar,
  ConfidenceGreaterThanEquals: (confidence: number, bar: number): boolean => confidence >= bar,
} as const;
type Bar = keyof typeof bars;
const barNames = Object.keys(bars) as readonly Bar[];

/**
 * Evaluates the conditions of a flow, each by itself: one that is true suffices.
 *
 * @param draw what `Sampling` compares with its percentage, from 0 and below 100
 */
export function evaluateConditions(
  { Conditions }: HumanLoopActivationConditions,
  labels: readonly ModerationLabel[],
  draw: number,
): ConditionResults {
  const evaluated = Conditions.map((condition) => evaluate(condition, labels, draw));
  return { met: evaluated.some(({ EvaluationResult }) => EvaluationResult), results: JSON.stringify({ Conditions: evaluated }) };
}

function evaluate(condition: HumanLoopCondition, labels: readonly ModerationLabel[], draw: number): EvaluatedCondition {
  if ('And' in condition) {
    const And = condition.And.map((each) => evaluate(each, labels, draw));
    return { EvaluationResult: And.every(({ EvaluationResult }) => EvaluationResult), And };
  }
  if ('Or' in condition) {
    const Or = condition.Or.map((each) => evaluate(each, labels, draw));
    return { EvaluationResult: Or.some(({ EvaluationResult }) => EvaluationResult), Or };
  }
  if (condition.ConditionType === 'Sampling') {
    return { EvaluationResult: draw < condition.ConditionParameters.RandomSamplingPercentage, ...condition };
  }
  return { EvaluationResult: labels.some((label) => satisfies(label, condition)), ...condition };
}

function satisfies({ Name, Confidence = 0 }: ModerationLabel, { ConditionParameters }: ModerationLabelConfidenceCheck): boolean {
  const wanted = ConditionParameters.ModerationLabelName;
  if (wanted !== '*' && wanted !== Name) return false;
  return barNames.every((name) => {
    const bar = ConditionParameters[name];
    return bar === undefined || bars[name](Confidence, bar);
  });
}

/** A number from 0 and below 100 for `Sampling`, the same for the same text, spread evenly over texts (FNV-1a, then stirred as in MurmurHash3). */
export function samplingDraw(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  // The last characters have touched the low bits only.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32) * 100;
}

/**
 * Checks conditions that an app gives, which may come out of a JSON file.
 *
 * @throws InvalidParameterException with what to change
 */
export function checkConditions(conditions: HumanLoopActivationConditions): void {
  const given: unknown = conditions;
  if (!isRecord(given)) refuse('The activation conditions', 'must be an object with an array Conditions');
  checkList(given['Conditions'], 'Conditions', 0);
  const longest = evaluateConditions(conditions, [], 100).results.length;
  if (longest > MOST_CHARACTERS) {
    refuse('The activation conditions', `must take at most ${MOST_CHARACTERS} characters with their results, but take ${longest}`);
  }
}

function checkList(list: unknown, path: string, depth: number): void {
  if (!Array.isArray(list) || list.length === 0) refuse(path, 'must be an array with at least one condition');
  list.forEach((condition: unknown, index) => checkCondition(condition, `${path}[${index}]`, depth));
}

function checkCondition(condition: unknown, path: string, depth: number): void {
  if (!isRecord(condition)) refuse(path, 'must be an object');
  const join = 'And' in condition ? 'And' : 'Or' in condition ? 'Or' : undefined;
  if (join !== undefined) {
    if (Object.keys(condition).length > 1) refuse(path, `must have ${join} alone`);
    if (depth === DEEPEST) refuse(path, `joins conditions for the third time; join at most ${DEEPEST} times`);
    return checkList(condition[join], `${path}.${join}`, depth + 1);
  }
  const { ConditionType: type, ConditionParameters: parameters } = condition;
  if (type !== 'Sampling' && type !== 'ModerationLabelConfidenceCheck') {
    refuse(`${path}.ConditionType`, 'must be ModerationLabelConfidenceCheck or Sampling');
  }
  if (!isRecord(parameters)) refuse(`${path}.ConditionParameters`, 'must be an object');
  if (type === 'Sampling') return checkNumber(parameters, 'RandomSamplingPercentage', `${path}.ConditionParameters`, 0.01);
  checkLabel(parameters, `${path}.ConditionParameters`);
}

function checkLabel(parameters: Readonly<Record<string, unknown>>, path: string): void {
  const { ModerationLabelName: name } = parameters;
  if (typeof name !== 'string' || (name !== '*' && !isModerationName(name))) {
    refuse(`${path}.ModerationLabelName`, 'must be the exact name of a moderation category, or * for any');
  }
  for (const bar of barNames) if (parameters[bar] !== undefined) checkNumber(parameters, bar, path, 0);
  // A misspelt bar would leave the condition wide open.
  const unknown = Object.keys(parameters).find((member) => member !== 'ModerationLabelName' && !(member in bars));
  if (unknown !== undefined) refuse(`${path}.${unknown}`, `is no bar; there are ${barNames.join(', ')}`);
}

function checkNumber(parameters: Readonly<Record<string, unknown>>, member: string, path: string, least: number): void {
  const value = parameters[member];
  if (typeof value !== 'number' || !(value >= least && value <= 100)) refuse(`${path}.${member}`, `must be a number from ${least} to 100`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuse(what: string, sentence: string): never {
  throw new InvalidParameterException(`${what} ${sentence}.`);
}
