import { gzipSync } from 'node:zlib';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import calibration from '../../models/heads/class-sums/calibration.json' with { type: 'json' };
import { conceptNames } from '../../models/heads/scenes/predict.ts';
import { cocoLabels } from '../../src/operations/label-taxonomy/coco-labels.ts';
import { imagenetLabels } from '../../src/operations/label-taxonomy/imagenet-labels.ts';
import { labelCategories, labelTaxonomy, taxonomyEntry } from '../../src/operations/label-taxonomy/label-taxonomy.ts';

const folder = new URL('../../src/operations/label-taxonomy/', import.meta.url);
const listFile = new URL('../../../shared/spec/taxonomy/AmazonRekognitionAllLabels_v3.0.csv', import.meta.url);
const recordingsFile = new URL('../../../shared/spec/taxonomy/label_parents_seen_in_recordings.json', import.meta.url);
const here = existsSync(listFile);
const why = here ? '' : ' (left out: ../shared/spec/taxonomy is not on this machine)';

/** Names that faces and people give. */
const otherNames = ['Person', 'Adult', 'Male', 'Female', 'Man', 'Woman', 'People', 'Crowd', 'Face', 'Smile', 'Happy', 'Glasses', 'Sunglasses', 'Beard', 'Mustache', 'Portrait'];

/** Everything that can be returned: what is given directly, and the ancestors of that. */
function returnable(): ReadonlySet<string> {
  const given = [...cocoLabels, ...otherNames, ...conceptNames('mobilenet-v2-imagenet'), ...conceptNames('nsfw-mobilenet-v2-mid'), ...imagenetLabels().flat().filter((name) => !calibration.withheld.includes(name))];
  return new Set(given.flatMap((name) => [name, ...taxonomyEntry(name).ancestors]));
}

describe('the taxonomy of labels', () => {
  it('holds more than 700 names that can be returned', () => {
    const names = returnable();
    expect(names.size).toBe(913);
    expect([...names].every((name) => labelTaxonomy().has(name))).toBe(true);
  });

  it('holds no name that cannot be returned, but for those withheld', () => {
    const names = returnable();
    expect([...labelTaxonomy().keys()].filter((name) => !names.has(name)).every((name) => calibration.withheld.includes(name))).toBe(true);
  });

  it('gives every name all ancestors, without a circle', () => {
    for (const { name, ancestors } of labelTaxonomy().values()) {
      expect(ancestors, name).not.toContain(name);
      expect(new Set(ancestors).size, name).toBe(ancestors.length);
      for (const ancestor of ancestors) {
        for (const further of taxonomyEntry(ancestor).ancestors) expect(ancestors, `${name} < ${ancestor}`).toContain(further);
      }
    }
  });

  it.each([
    ['Car', ['Transportation', 'Vehicle']],
    ['Beagle', ['Animal', 'Canine', 'Dog', 'Hound', 'Mammal', 'Pet']],
    ['Woman', ['Adult', 'Female', 'Person']],
    ['Beach', ['Coast', 'Nature', 'Outdoors', 'Sea', 'Shoreline', 'Water']],
    ['Person', []],
  ])('puts %s under %j', (name, ancestors) => {
    expect(taxonomyEntry(name).ancestors).toEqual(ancestors);
  });

  it('names what COCO and ImageNet know, each class once', () => {
    expect(cocoLabels).toHaveLength(80);
    expect(new Set(cocoLabels).size).toBe(80);
    expect(imagenetLabels()).toHaveLength(1000);
    expect(imagenetLabels()[1]).toEqual(['Goldfish', 'Animal', 'Fish']);
  });

  it('gives homonyms no name: a crane bird and a crane, a kite, a mouse, a boxer', () => {
    expect(imagenetLabels()[134]).toContain('Bird');
    expect(imagenetLabels()[517]).toEqual(expect.not.arrayContaining(['Bird']));
    expect(imagenetLabels()[517]).toContain('Construction Crane');
    expect(imagenetLabels()[21]).toContain('Kite Bird');
    expect(imagenetLabels()[21]).not.toContain('Kite');
    for (const name of ['Boxer', 'Chow', 'Cricket', 'Hip', 'Ear', 'Nail', 'Pirate', 'Keyboard']) expect(labelTaxonomy().has(name), name).toBe(false);
  });

  it('is small enough to ship', () => {
    const files = readdirSync(folder).map((name) => readFileSync(new URL(name, folder)));
    expect(gzipSync(Buffer.concat(files)).length).toBeLessThan(60_000);
  });

  it('knows a category for every name', () => {
    for (const { name, category } of labelTaxonomy().values()) expect(labelCategories(), name).toContain(category);
  });
});

describe.skipIf(!here)(`the taxonomy and what is known of the service's${why}`, () => {
  it('has only names of the published list', () => {
    const published = new Set(here ? readFileSync(listFile, 'utf8').replace('\ufeff', '').split(/\r?\n/) : []);
    expect([...labelTaxonomy().keys()].filter((name) => !published.has(name))).toEqual([]);
  });

  it('agrees with the parents seen in recorded answers', () => {
    const recorded: Readonly<Record<string, { readonly parents: readonly (readonly string[])[] }>> = here ? JSON.parse(readFileSync(recordingsFile, 'utf8')) : {};
    const known = Object.entries(recorded).filter(([name]) => labelTaxonomy().has(name));
    expect(known.length).toBeGreaterThan(20);
    for (const [name, { parents }] of known) expect(parents, name).toContainEqual(taxonomyEntry(name).ancestors);
  });
});
