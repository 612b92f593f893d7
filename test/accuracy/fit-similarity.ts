// npx tsx test/accuracy/fit-similarity.ts: fits src/vision/face/similarity-table.ts on half of the people of public-figures.
// Run it again whenever FACE_MODEL_VERSION changes, then `npm run accuracy` for the rates on the other half.
import { writeFileSync } from 'node:fs';
import { sharedDataExists, withoutSharedData } from '../set-up/shared-data-server.ts';
import { repositoryRoot } from '../set-up/stages.ts';
import { openDescriber } from './described-pictures.ts';
import { gallery, knownFaces, laterPortraits } from './identities.ts';
import type { DescribedPicture } from './page/main.ts';
import { fitSimilarity, margin } from './similarity-fit.ts';
import { halves, pairDistances } from './verification.ts';

if (!sharedDataExists()) {
  console.error(`The fit is ${withoutSharedData}.`);
  process.exit(1);
}

const [people] = halves([...gallery(), ...laterPortraits()]);
const describer = await openDescriber(1);
const paths = people.map(({ path }) => path);
let described: readonly DescribedPicture[];
try {
  described = await describer.describe(paths, { maxFaces: 1, attributes: false, embeddings: true });
} finally {
  await describer.close();
}
const { faces, without } = knownFaces(people, described);
const { impostor } = pairDistances(faces);
const table = fitSimilarity(impostor);

writeFileSync(
  `${repositoryRoot}src/vision/face/similarity-table.ts`,
  `/**
 * Distance of two embeddings against their similarity, nearest first; straight lines between.
 *
 * Fitted by test/accuracy/fit-similarity.ts on ${faces.length} official portraits of ${new Set(faces.map(({ person }) => person)).size} people,
 * ${impostor.length.toLocaleString('en')} pairs of two different people, aiming at ${margin} of each promised rate.
 */
export const similarityTable: readonly (readonly [distance: number, similarity: number])[] = [
${table.map(([distance, similarity]) => `  [${distance}, ${similarity}],`).join('\n')}
];
`,
);
console.log(`Fitted on ${impostor.length} pairs${without.length > 0 ? `; no face in ${without.join(', ')}` : ''}.`);
console.log(table.map(([distance, similarity]) => `${distance.toFixed(4)}  ${similarity}`).join('\n'));
