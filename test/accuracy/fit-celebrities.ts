// npx tsx test/accuracy/fit-celebrities.ts: fits src/galleries/stranger-tail.ts on half of the people of public-figures.
// Run it again whenever FACE_MODEL_VERSION changes, then test/accuracy/celebrities.ts for the rates on the other half.
import { writeFileSync } from 'node:fs';
import { sharedDataExists, withoutSharedData } from '../set-up/shared-data-server.ts';
import { repositoryRoot } from '../set-up/stages.ts';
import { describeCelebrities } from './celebrity-data.ts';
import { openDescriber } from './described-pictures.ts';
import { margin, tailLine } from './similarity-fit.ts';
import { halves, pairDistances } from './verification.ts';

if (!sharedDataExists()) {
  console.error(`The fit is ${withoutSharedData}.`);
  process.exit(1);
}

const describer = await openDescriber(1);
const { known, strangers } = await describeCelebrities(describer).finally(() => describer.close());
const [fitted] = halves([...known, ...strangers]);
const distances = pairDistances(fitted).impostor.toSorted((a, b) => a - b);
// The line gives the distance for a rate; aiming at a part of each rate moves it.
const line = tailLine(distances, margin);
const slope = Number((1 / line.slope).toFixed(3));
const offset = Number((-line.offset / line.slope).toFixed(3));

writeFileSync(
  `${repositoryRoot}src/galleries/stranger-tail.ts`,
  `/**
 * The part of strangers who lie at least as near to one other person as a distance is exp(-(offset + slope * distance)^2 / 2),
 * the tail of a normal distribution.
 *
 * Fitted by test/accuracy/fit-celebrities.ts on the portraits of ${fitted.length} people, ${distances.length.toLocaleString('en')} pairs, aiming at ${margin} of each
 * rate; told on the others by test/accuracy/CELEBRITIES.md.
 */
export const strangerTail = { offset: ${offset}, slope: ${slope} } as const;
`,
);
console.log(`offset ${offset}, slope ${slope}, from ${distances.length} pairs of ${fitted.length} people.`);
