// npx tsx test/accuracy/celebrities.ts: who is named, and who is named wrong, by galleries of the portraits of ../shared/data.
// Writes test/accuracy/CELEBRITIES.md.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { matchConfidence, strangerRate } from '../../src/galleries/match-confidence.ts';
import { indexPeople, type PeopleIndex } from '../../src/galleries/nearest-person.ts';
import { DEFAULT_MIN_CONFIDENCE } from '../../src/operations/celebrities.ts';
import { sharedDataExists, withoutSharedData } from '../set-up/shared-data-server.ts';
import { repositoryRoot } from '../set-up/stages.ts';
import { describeCelebrities, describeOthers, galleryOf, namesById } from './celebrity-data.ts';
import { openDescriber } from './described-pictures.ts';
import { samePhotograph, type KnownFace } from './identities.ts';
import { markdownTable, percent } from './report.ts';
import { halves } from './verification.ts';

if (!sharedDataExists()) {
  console.error(`The measurements are ${withoutSharedData}.`);
  process.exit(1);
}

const { values: options } = parseArgs({ options: { threads: { type: 'string', default: '1' } } });
const describer = await openDescriber(Number(options.threads));
const measured = async () => ({ ...(await describeCelebrities(describer)), ...(await describeOthers(describer)) });
const { known, strangers, later, bare, masked } = await measured().finally(() => describer.close());

const everyone = [...known, ...strangers];
const named = indexPeople([galleryOf(known)]);
const all = indexPeople([galleryOf(everyone)]);
const bars = [90, 80, DEFAULT_MIN_CONFIDENCE, 40, 20, 10];

const take = (index: PeopleIndex, { embedding }: KnownFace, bar: number) => index.recognize(Float32Array.from(embedding), bar);
const countNamed = (index: PeopleIndex, faces: readonly KnownFace[], bar: number): number => faces.filter((face) => take(index, face, bar)).length;

function outcome(index: PeopleIndex, faces: readonly KnownFace[], bar: number): { readonly right: number; readonly wrong: number } {
  const told = faces.map((face) => ({ face, match: take(index, face, bar) }));
  return {
    right: told.filter(({ face, match }) => match?.person.id === face.person).length,
    wrong: told.filter(({ face, match }) => match && match.person.id !== face.person).length,
  };
}

function rows(index: PeopleIndex, withStrangers: boolean): (string | number)[][] {
  const others = later.filter(({ person }) => !samePhotograph.has(person));
  return bars.map((bar) => {
    const { right, wrong } = outcome(index, later, bar);
    const different = outcome(index, others, bar);
    return [
      bar === DEFAULT_MIN_CONFIDENCE ? `**${bar}** (default)` : bar,
      `${right} (${percent(right / later.length)})`,
      `${different.right} (${percent(different.right / others.length)})`,
      wrong,
      withStrangers ? countNamed(index, strangers, bar) : '-',
      countNamed(index, bare, bar),
      countNamed(index, masked, bar),
    ];
  });
}

/** On the half of the people that the calibration was not fitted on: the part of strangers promised at each bar, and found. */
function calibrationRows(): (string | number)[][] {
  const [, people] = halves(everyone);
  const names = namesById();
  const inGallery = people.filter(({ person }) => names.has(person));
  const outside = people.filter(({ person }) => !names.has(person));
  const index = indexPeople([galleryOf(inGallery)]);
  return bars.map((bar) => {
    const found = countNamed(index, outside, bar);
    return [bar, percent(rateAt(bar, index.faces), 2), `${found} of ${outside.length} (${percent(found / outside.length, 2)})`];
  });
}

/** The rate that a confidence stands for, found by halving the distance. */
function rateAt(bar: number, faces: number): number {
  let [near, far] = [0, 2];
  for (let step = 0; step < 60; step++) {
    const middle = (near + far) / 2;
    if (matchConfidence(middle, faces) >= bar) near = middle;
    else far = middle;
  }
  return strangerRate(near, faces);
}

const head = ['lowest MatchConfidence', `named right of ${later.length}`, 'of those in another photograph', 'named wrong', `of ${strangers.length} strangers named`, `of ${bare.length} other faces named`, `of ${masked.length} masked faces named`];
const report = [
  '# Naming people of a gallery',
  `Measured ${new Date().toISOString().slice(0, 10)} in Chromium by \`npx tsx test/accuracy/celebrities.ts\` on the pictures of ../shared/data, which are no part of this repository. Device: wasm. Asked for: official portraits of 2024, of people whose portrait of 2015 is in the gallery; ${later.filter(({ person }) => samePhotograph.has(person)).length} of the ${later.length} turn out to be the same photograph in another crop, so they are also told without those. Other faces: the snapshots of faces/portraits and faces without a mask of ppe/masks.`,
  `## The default gallery: ${known.length} people`,
  markdownTable(head, rows(named, true)),
  `## Everyone: ${everyone.length} people under their ids`,
  markdownTable(head, rows(all, false)),
  '## What a MatchConfidence promises',
  'The part of strangers who are as near to anyone of the gallery, on the half of the people that src/galleries/stranger-tail.ts is not fitted on.',
  markdownTable(['MatchConfidence', 'promised at most', 'found'], calibrationRows()),
].join('\n\n');
writeFileSync(`${repositoryRoot}test/accuracy/CELEBRITIES.md`, `${report}\n`);
console.log(report);
