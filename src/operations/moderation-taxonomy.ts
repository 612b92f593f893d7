/**
 * The categories of the API by their parents (OPERATIONS appendix C, the two-level taxonomy of model 6.1).
 * A name may be its own parent's: Gambling.
 */
export const moderationTaxonomy = {
  'Explicit Nudity': ['Nudity', 'Graphic Male Nudity', 'Graphic Female Nudity', 'Sexual Activity', 'Illustrated Explicit Nudity', 'Adult Toys'],
  'Suggestive': ['Female Swimwear Or Underwear', 'Male Swimwear Or Underwear', 'Partial Nudity', 'Barechested Male', 'Revealing Clothes', 'Sexual Situations'],
  'Violence': ['Graphic Violence Or Gore', 'Physical Violence', 'Weapon Violence', 'Weapons', 'Self Injury'],
  'Visually Disturbing': ['Emaciated Bodies', 'Corpses', 'Hanging', 'Air Crash', 'Explosions And Blasts'],
  'Rude Gestures': ['Middle Finger'],
  'Drugs': ['Drug Products', 'Drug Use', 'Pills', 'Drug Paraphernalia'],
  'Tobacco': ['Tobacco Products', 'Smoking'],
  'Alcohol': ['Drinking', 'Alcoholic Beverages'],
  'Gambling': ['Gambling'],
  'Hate Symbols': ['Nazi Party', 'White Supremacy', 'Extremist'],
} as const;

/** A category of the top level. */
export type ModerationParent = keyof typeof moderationTaxonomy;

/** A category of the second level. */
export type ModerationChild = (typeof moderationTaxonomy)[ModerationParent][number];

const parents = new Map<string, ModerationParent>(
  Object.entries(moderationTaxonomy).flatMap(([parent, children]) =>
    children.map((child): [string, ModerationParent] => [child, parent as ModerationParent]),
  ),
);

/** The top-level category that a second-level one belongs to. */
export function moderationParentOf(child: ModerationChild): ModerationParent {
  const parent = parents.get(child);
  if (parent === undefined) throw new Error(`${child} is no category of the second level.`);
  return parent;
}

/** Whether a label can bear this name, at either level. */
export function isModerationName(name: string): boolean {
  return parents.has(name) || Object.hasOwn(moderationTaxonomy, name);
}
