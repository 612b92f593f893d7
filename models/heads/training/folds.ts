/** Parts into which people or scenes are divided; each is scored by a head trained on the others. */
export const FOLDS = 5;

/**
 * Deals groups out to the folds in turn, those with a yes and those without apart, so that every fold has its share.
 *
 * @param members the group of each picture or face, a person or a scene, and its answer
 * @returns the fold of a group, 0 to `FOLDS - 1`
 */
export function dealGroups(members: readonly { readonly group: string; readonly answer: boolean }[]): (group: string) => number {
  const groups = new Map<string, boolean>();
  for (const { group, answer } of members) groups.set(group, answer || groups.get(group) === true);
  const folds = new Map<string, number>();
  for (const wanted of [true, false]) {
    const dealt = [...groups].filter(([, hasYes]) => hasYes === wanted).map(([group]) => group).toSorted();
    dealt.forEach((group, index) => folds.set(group, index % FOLDS));
  }
  return (group) => folds.get(group) ?? 0;
}
