// npm test [stage ...]: everything, or only the named stages. The last line is the counts.
import { existsSync } from 'node:fs';
import { provideChromium } from './set-up/browser.ts';
import { sharedDataExists, withoutSharedData } from './set-up/shared-data-server.ts';
import { check, command, program, repositoryRoot, runStages, sentenceOf, testProject, total, withNeeds, type Stage } from './set-up/stages.ts';

const here = (path: string): boolean => existsSync(`${repositoryRoot}${path}`);

const stages: readonly Stage[] = [
  check('prepare', [
    () => program('scripts/prepare.ts'),
    () => program('models/convert/main.ts', ['--without-urls', '--out', 'dist/models-npm-only']),
  ]),
  check('types', [() => program('node_modules/typescript/bin/tsc', ['--noEmit', '-p', 'tsconfig.json'])], ['prepare']),
  check('lint', [() => program('node_modules/oxlint/bin/oxlint', ['--type-aware', '--deny-warnings'])], ['prepare']),
  testProject('unit', ['prepare']),
  testProject('browser', ['prepare']),
  testProject('browser-npm-only', ['prepare']),
  ...(here('rolldown.config.ts') ? [check('build', [() => command('npm', ['run', 'build'])], ['prepare'])] : []),
  ...(here('test/packed/main.ts') ? [check('packed', [() => program('test/packed/main.ts')], ['build'])] : []),
];

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !stages.some((stage) => stage.name === name));
if (unknown !== undefined) {
  console.error(`There is no stage "${unknown}". Stages: ${stages.map((stage) => stage.name).join(', ')}.`);
  process.exit(1);
}

process.env['CHROMIUM_PATH'] = provideChromium();
console.log(`Chromium: ${process.env['CHROMIUM_PATH']}`);
console.log(sharedDataExists() ? 'With the pictures of ../shared/data.' : `Measurements on real groups and portraits are ${withoutSharedData}.`);

const results = await runStages(asked.length === 0 ? stages : withNeeds(stages, asked));

console.log('');
for (const { name, counts } of results) for (const failure of counts.failures ?? []) console.log(`failed in ${name}: ${failure}`);
for (const { name, counts, seconds } of results) console.log(`${name}: ${sentenceOf(counts)} (${seconds.toFixed(0)} s)`);
const sum = total(results);
process.exitCode = sum.failed > 0 || sum.passed === 0 ? 1 : 0;
console.log(sentenceOf(sum));
