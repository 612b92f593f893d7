// npm run accuracy [-- --threads 1]: measures the library on ../shared/data in a Chromium. Writes reports/accuracy.md, and the
// headline figures to test/accuracy/REPORT.md, which is committed.
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { ModelSet } from '../set-up/built-page.ts';
import { sharedDataExists, withoutSharedData } from '../set-up/shared-data-server.ts';
import { repositoryRoot } from '../set-up/stages.ts';
import { openDescriber, type PictureDescriber } from './described-pictures.ts';
import { falseAlarmSection, groupSection } from './detection-report.ts';
import { geometrySection } from './geometry.ts';
import { reportText, type ReportSection } from './report.ts';
import { publicFiguresSections, snapshotSection } from './verification-report.ts';

if (!sharedDataExists()) {
  console.error(`The measurements are ${withoutSharedData}.`);
  process.exit(1);
}

const { values: options } = parseArgs({ options: { threads: { type: 'string', default: '1' } } });
const threads = Number(options.threads);

async function measured(models: ModelSet, sections: (describer: PictureDescriber) => Promise<readonly ReportSection[]>): Promise<readonly ReportSection[]> {
  const describer = await openDescriber(threads, models);
  try {
    return await sections(describer);
  } finally {
    await describer.close();
  }
}

const detection = async (describer: PictureDescriber): Promise<readonly ReportSection[]> => [
  await groupSection(describer),
  await falseAlarmSection(describer),
];

const sections = [
  ...(await measured('all', async (describer) => [
    ...(await detection(describer)),
    ...(await publicFiguresSections(describer)),
    await snapshotSection(describer),
    await geometrySection(describer),
  ])),
  // What finds the faces where the files by URL cannot be had.
  ...(await measured('npm-only', detection)),
];

const introduction = `Measured ${new Date().toISOString().slice(0, 10)} in Chromium by \`npm run accuracy\` on the pictures of ../shared/data, which are no part of this repository. Device: wasm.`;
mkdirSync(`${repositoryRoot}reports`, { recursive: true });
writeFileSync(`${repositoryRoot}reports/accuracy.md`, reportText(sections, introduction, true));
writeFileSync(`${repositoryRoot}test/accuracy/REPORT.md`, reportText(sections, introduction, false));
console.log(reportText(sections, introduction, true));
