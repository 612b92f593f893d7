// npx tsx test/accuracy/fit-celebrities.ts: fits what templates are made and compared by to the strangers of public-figures,
// who are in no gallery of the library. Writes src/vision/face/template-weights.ts, src/galleries/stranger-distances.ts and
// models/heads/face-template/face-template.projection. Raise TEMPLATE_VERSION, delete .cache/celebrity-faces and run it
// again whenever FACE_MODEL_VERSION changes, then make the models and galleries anew; test/accuracy/celebrities.ts tells the
// rates.
import { writeFileSync } from 'node:fs';
import { packProjection } from '../../src/vision/face/feature-projection.ts';
import { sharedDataExists, withoutSharedData } from '../set-up/shared-data-server.ts';
import { repositoryRoot } from '../set-up/stages.ts';
import { describeCelebrities } from './celebrity-data.ts';
import { FEATURE_SHARE, fitTemplates } from './template-fit.ts';

if (!sharedDataExists()) {
  console.error(`The fit is ${withoutSharedData}.`);
  process.exit(1);
}

const { strangers } = await describeCelebrities();
const { projection, weights, strangers: apart } = fitTemplates(strangers).weigh(FEATURE_SHARE);

writeFileSync(`${repositoryRoot}models/heads/face-template/face-template.projection`, packProjection(projection));
writeFileSync(
  `${repositoryRoot}src/vision/face/template-weights.ts`,
  `/**
 * Factors of the two parts of a template: the feature makes ${FEATURE_SHARE} of the squared distance of two typical strangers.
 *
 * Fitted by test/accuracy/fit-celebrities.ts on the portraits of ${strangers.length} people.
 */
export const templateWeights = { embedding: ${weights.embedding}, feature: ${weights.feature} } as const;
`,
);
writeFileSync(
  `${repositoryRoot}src/galleries/stranger-distances.ts`,
  `/**
 * How far apart the templates of two strangers lie: mean and standard deviation of the normal distribution that the nearer
 * ones follow.
 *
 * Fitted by test/accuracy/fit-celebrities.ts on the portraits of ${strangers.length} people, each compared by a projection made without
 * them; test/accuracy/CELEBRITIES.md tells how many strangers are found as near.
 */
export const strangerDistances = { mean: ${apart.mean}, deviation: ${apart.deviation} } as const;
`,
);
console.log(`Weights ${JSON.stringify(weights)}, strangers ${JSON.stringify(apart)}.`);
