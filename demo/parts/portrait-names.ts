/** Portraits of one person, named by their files. */
export interface NamedPortraits {
  readonly id: string;
  readonly name: string;
  readonly portraits: readonly File[];
}

/** "ada_lovelace (2).jpg" is a further portrait of "ada lovelace". */
export function nameOfPortrait(fileName: string): string {
  const name = fileName
    .replace(/\.[^.]+$/, '')
    .replaceAll('_', ' ')
    .replace(/\s*\(\d+\)\s*$/, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return name === '' ? fileName : name;
}

/** People out of portraits; files of one name are one person. Ids are made of the letters and digits of a name, and are unique. */
export function peopleOfPortraits(files: readonly File[]): readonly NamedPortraits[] {
  const byName = new Map<string, File[]>();
  for (const file of files) {
    const name = nameOfPortrait(file.name);
    byName.set(name, [...(byName.get(name) ?? []), file]);
  }
  const ids = new Set<string>();
  return [...byName].map(([name, portraits]) => {
    const stem = name.normalize('NFD').replaceAll(/[^0-9A-Za-z]/g, '') || 'person';
    let id = stem;
    for (let number = 2; ids.has(id); number++) id = `${stem}x${number}`;
    ids.add(id);
    return { id, name, portraits };
  });
}
