import type {
  BodyPart,
  EquipmentDetection,
  ProtectiveEquipmentBodyPart,
  ProtectiveEquipmentPerson,
  ProtectiveEquipmentSummarizationAttributes,
  ProtectiveEquipmentSummary,
  ProtectiveEquipmentType,
} from '../shapes/protective-equipment.ts';

/*
 * OPERATIONS A16, three-valued logic: a required type is surely worn, surely missing, or undecided. A person wears what
 * is required when every type is surely worn, does not when at least one is surely missing, and is undecided otherwise.
 */

/** What can be said of one required type on one person. */
export type Verdict = 'worn' | 'missing' | 'undecided';

/** Percent: nothing less sure is ever told, so a lower bar acts like this one. */
const LEAST_MIN_CONFIDENCE = 50;

const PARTS: Readonly<Record<ProtectiveEquipmentType, readonly BodyPart[]>> = {
  FACE_COVER: ['FACE'],
  HEAD_COVER: ['HEAD'],
  HAND_COVER: ['LEFT_HAND', 'RIGHT_HAND'],
};

/** Puts every person into exactly one of the three lists. */
export function summarize(
  persons: readonly ProtectiveEquipmentPerson[],
  { MinConfidence = LEAST_MIN_CONFIDENCE, RequiredEquipmentTypes = [] }: ProtectiveEquipmentSummarizationAttributes,
): ProtectiveEquipmentSummary {
  const bar = Math.max(MinConfidence, LEAST_MIN_CONFIDENCE);
  const withAll: number[] = [];
  const without: number[] = [];
  const indeterminate: number[] = [];
  const lists = { worn: withAll, missing: without, undecided: indeterminate };
  for (const person of persons) lists[verdictOfPerson(person, RequiredEquipmentTypes, bar)].push(person.Id ?? 0);
  return {
    PersonsWithRequiredEquipment: withAll,
    PersonsWithoutRequiredEquipment: without,
    PersonsIndeterminate: indeterminate,
  };
}

/** Whether a person wears all the required types, as far as `bar` percent of surety allow to say. */
export function verdictOfPerson(
  { Confidence = 0, BodyParts = [] }: ProtectiveEquipmentPerson,
  required: readonly ProtectiveEquipmentType[],
  bar: number,
): Verdict {
  if (Confidence < bar) return 'undecided';
  return together(required.map((type) => verdictOfType(BodyParts, type, bar)));
}

/** Each hand that was found needs its cover; a type whose part was not found is undecided. */
function verdictOfType(parts: readonly ProtectiveEquipmentBodyPart[], type: ProtectiveEquipmentType, bar: number): Verdict {
  const concerned = parts.filter(({ Name }) => Name !== undefined && PARTS[type].includes(Name));
  return concerned.length === 0 ? 'undecided' : together(concerned.map((part) => verdictOfPart(part, type, bar)));
}

function verdictOfPart({ Confidence = 0, EquipmentDetections = [] }: ProtectiveEquipmentBodyPart, type: ProtectiveEquipmentType, bar: number): Verdict {
  if (Confidence < bar) return 'undecided';
  const items = EquipmentDetections.filter(({ Type }) => Type === type).map((item) => verdictOfItem(item, bar));
  if (items.includes('worn')) return 'worn';
  return items.includes('undecided') ? 'undecided' : 'missing';
}

/** An item that surely does not cover its part counts as missing. */
function verdictOfItem({ Confidence = 0, CoversBodyPart: { Value = false, Confidence: surety = 0 } = {} }: EquipmentDetection, bar: number): Verdict {
  if (Confidence < bar || surety < bar) return 'undecided';
  return Value ? 'worn' : 'missing';
}

/** All of them: one missing is enough for missing, one undecided for undecided. */
function together(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('missing')) return 'missing';
  return verdicts.includes('undecided') ? 'undecided' : 'worn';
}
