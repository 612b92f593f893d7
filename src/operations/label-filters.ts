import { InvalidParameterException } from '../errors.ts';
import type { GeneralLabelsSettings } from '../shapes/newer.ts';
import type { TaxonomyEntry } from './label-taxonomy/label-taxonomy.ts';

/**
 * Whether filters let a label through. With inclusion filters it must be named by one of them, by its own name or its
 * category; no exclusion filter may name it. Names are compared exactly.
 */
export function passesFilters({ name, category }: Pick<TaxonomyEntry, 'name' | 'category'>, filters: GeneralLabelsSettings = {}): boolean {
  const { LabelInclusionFilters = [], LabelCategoryInclusionFilters = [], LabelExclusionFilters = [], LabelCategoryExclusionFilters = [] } = filters;
  const included = LabelInclusionFilters.length + LabelCategoryInclusionFilters.length === 0 || LabelInclusionFilters.includes(name) || LabelCategoryInclusionFilters.includes(category);
  return included && !LabelExclusionFilters.includes(name) && !LabelCategoryExclusionFilters.includes(category);
}

/** Throws InvalidParameterException when filters both ask for a name and refuse it. */
export function checkFilters(filters: GeneralLabelsSettings = {}): void {
  refuseBoth(filters.LabelInclusionFilters, filters.LabelExclusionFilters, 'Label');
  refuseBoth(filters.LabelCategoryInclusionFilters, filters.LabelCategoryExclusionFilters, 'LabelCategory');
}

function refuseBoth(included: readonly string[] = [], excluded: readonly string[] = [], what: string): void {
  const both = included.find((name) => excluded.includes(name));
  if (both === undefined) return;
  throw new InvalidParameterException(`"${both}" stands in ${what}InclusionFilters and in ${what}ExclusionFilters: leave it out of one of them.`);
}
