import { PERSON_GENDERS, type PersonGender } from '../galleries/gallery.ts';

/** A person as a file of names tells them. */
export interface NamedPerson {
  readonly id: string;
  readonly name: string;
  readonly urls: readonly string[];
  readonly knownGender?: PersonGender;
}

/** Words that files of names use. */
const GENDERS: Readonly<Record<string, PersonGender>> = {
  m: 'Male',
  f: 'Female',
  ...Object.fromEntries(PERSON_GENDERS.map((gender) => [gender.toLowerCase(), gender])),
};

/**
 * Reads people from comma-separated values, whose first line names the columns: the first is the id, `name` the name,
 * `gender` and `urls` may be missing. People without a name are left out.
 *
 * @param links addresses with names of columns in braces, each of which makes a link of a person who has them all
 */
export function readNames(csv: string, links: readonly string[]): readonly NamedPerson[] {
  const [head = [], ...rows] = readValues(csv);
  const columns = head.map((column) => column.trim().toLowerCase());
  if (!columns.includes('name')) throw new Error('The file of names has no column "name": its first line has to name the columns.');
  for (const column of links.flatMap(columnsOf)) {
    if (!columns.includes(column)) throw new Error(`--link speaks of a column "${column}", which the file of names does not have.`);
  }
  return rows.flatMap((row, index): NamedPerson[] => {
    const values = Object.fromEntries(columns.map((column, at) => [column, row[at]?.trim() ?? '']));
    const { name = '', gender = '', urls = '' } = values;
    const id = row[0]?.trim() ?? '';
    if (id === '' || name === '') return [];
    const knownGender = gender === '' ? undefined : GENDERS[gender.toLowerCase()];
    if (gender !== '' && knownGender === undefined) {
      throw new Error(`Line ${index + 2} of the file of names has the gender "${gender}": write ${PERSON_GENDERS.join(', ')} or nothing.`);
    }
    const made = links.flatMap((link) => (columnsOf(link).every((column) => values[column] !== '') ? [fill(link, values)] : []));
    return [{ id, name, urls: [...urls.split(/\s+/).filter(Boolean), ...made], ...(knownGender && { knownGender }) }];
  });
}

const PLACE = /\{([^}]+)\}/g;

function columnsOf(link: string): readonly string[] {
  return [...link.matchAll(PLACE)].map(([, column = '']) => column.toLowerCase());
}

function fill(link: string, values: Readonly<Record<string, string>>): string {
  // Underscores, as encyclopedias write their addresses; elsewhere a space has no place in one either.
  return link.replaceAll(PLACE, (_, column: string) => encodeURIComponent((values[column.toLowerCase()] ?? '').replaceAll(' ', '_')));
}

/** Rows of comma-separated values; a value in double quotes may hold commas, line breaks and doubled quotes. */
function readValues(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const value = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  const text = csv.replace(/^\uFEFF/, '');
  while (value.lastIndex < text.length) {
    const start = value.lastIndex;
    const [, quoted, plain = '', end] = value.exec(text) ?? [];
    if (end === undefined) throw new Error(`The file of names cannot be read as comma-separated values near "${text.slice(start, start + 40)}".`);
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows.filter((values) => values.some((each) => each.trim() !== ''));
}
