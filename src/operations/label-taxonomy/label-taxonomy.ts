import * as activities from './activities.ts';
import { animals } from './animals.ts';
import { apparel, beauty } from './apparel.ts';
import { buildings, safety } from './buildings.ts';
import { appliances, food, kitchen } from './food.ts';
import { furniture, materials, rooms } from './home.ts';
import { nature, plants } from './nature.ts';
import { expressions, people } from './people.ts';
import type { TaxonomyPart } from './taxonomy-part.ts';
import * as technology from './technology.ts';
import { transport, vehicles } from './vehicles.ts';

/** What is known of a label beside a picture. */
export interface TaxonomyEntry {
  readonly name: string;
  /** All ancestors, sorted; empty at the top. */
  readonly ancestors: readonly string[];
  readonly category: string;
  /** Other names of the same. */
  readonly aliases: readonly string[];
}

const parts: readonly TaxonomyPart[] = [
  people, expressions, animals, plants, nature, food, kitchen, appliances, furniture, rooms, materials, apparel, beauty, vehicles, transport,
  buildings, safety, ...Object.values(technology), ...Object.values(activities),
];

/** Other names under which the service's users know a label. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  'Airplane': ['Plane'],
  'Bicycle': ['Bike'],
  'Blow Dryer': ['Hair Dryer'],
  'Car': ['Automobile'],
  'Couch': ['Sofa'],
  'Mobile Phone': ['Cell Phone'],
  'Motorcycle': ['Motorbike'],
  'Person': ['Human'],
  'TV': ['Television'],
};

let read: ReadonlyMap<string, TaxonomyEntry> | undefined;

/** Every label that can be returned, by name. */
export function labelTaxonomy(): ReadonlyMap<string, TaxonomyEntry> {
  read ??= readTaxonomy();
  return read;
}

/** The label of a name that the library uses itself. Throws where the table lacks it. */
export function taxonomyEntry(name: string): TaxonomyEntry {
  const entry = labelTaxonomy().get(name);
  if (!entry) throw new Error(`The label taxonomy has no "${name}".`);
  return entry;
}

/** Names of all categories. */
export function labelCategories(): readonly string[] {
  return parts.map(({ category }) => category);
}

function readTaxonomy(): ReadonlyMap<string, TaxonomyEntry> {
  const parentsOf = new Map<string, readonly string[]>();
  const categoryOf = new Map<string, string>();
  for (const { category, namesByParents } of parts) {
    for (const [parents, names] of Object.entries(namesByParents)) {
      for (const name of listed(names)) {
        if (parentsOf.has(name)) throw new Error(`The label taxonomy has "${name}" twice.`);
        parentsOf.set(name, listed(parents));
        categoryOf.set(name, category);
      }
    }
  }
  return new Map(
    [...parentsOf.keys()].map((name) => [
      name,
      { name, ancestors: ancestorsOf(name, parentsOf), category: categoryOf.get(name) ?? '', aliases: aliases[name] ?? [] },
    ]),
  );
}

function listed(text: string): string[] {
  return text === '' ? [] : text.split(', ');
}

function ancestorsOf(name: string, parentsOf: ReadonlyMap<string, readonly string[]>): string[] {
  const found = new Set<string>();
  const follow = (child: string): void => {
    const parents = parentsOf.get(child);
    if (!parents) throw new Error(`The label taxonomy names the parent "${child}" and does not have it.`);
    for (const parent of parents) {
      if (parent === name) throw new Error(`The label taxonomy goes round in a circle at "${name}".`);
      if (found.has(parent)) continue;
      found.add(parent);
      follow(parent);
    }
  };
  follow(name);
  return [...found].toSorted();
}
