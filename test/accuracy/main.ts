// npm run accuracy [-- --threads 1]: measures the library on ../shared/data in a Chromium. Writes reports/accuracy.md, and the
// headline figures to test/accuracy/REPORT.md, which is committed.
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { sharedDataExists, withoutSharedData } from '../set-up/shared-data-server.ts';
import { repositoryRoot } from '../set-up/stages.ts';
import { openDescriber } from './described-pictures.ts';
import { geometrySection } from './geometry.ts';
import { falseAlarmSection, groupSection } from './detection-report.ts';
import { reportText } from './report.ts';
import { publicFiguresSections, snapshotSection } from './verification-report.ts';

if (!sharedDataExists()) {
  console.error(`The measurements are ${withoutSharedData}.`);
  process.exit(1);
}

const { values: options } = parseArgs({ options: { threads: { type: 'string', default: '1' } } });
const describer = await openDescriber(Number(options.threads));
try {
  const sections = [
    await groupSection(describer),
    await falseAlarmSection(describer),
    ...(await publicFiguresSections(describer)),
    await snapshotSection(describer),
    await geometrySection(describer),
  ];
  const introduction = `Measured ${new Date().toISOString().slice(0, 10)} in Chromium by \`npm run accuracy\` on the pictures of ../shared/data, which are no part of this repository. Face detector: ${describer.detector}. Device: wasm.`;
  mkdirSync(`${repositoryRoot}reports`, { recursive: true });
  writeFileSync(`${repositoryRoot}reports/accuracy.md`, reportText(sections, introduction, true));
  writeFileSync(`${repositoryRoot}test/accuracy/REPORT.md`, reportText(sections, introduction, false));
  console.log(reportText(sections, introduction, true));
} finally {
  await describer.close();
}
