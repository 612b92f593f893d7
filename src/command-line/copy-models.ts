import { copyFile, mkdir, readFile, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Beside the built command: dist/models. */
const models = fileURLToPath(new URL('./models/', import.meta.url));

/** `pagesight models <folder>`: copies what the library loads to where an app serves it. */
export async function copyModels(folder: string): Promise<void> {
  const target = resolve(folder);
  await mkdir(target, { recursive: true });
  const names = (await readdir(models)).filter((name) => !name.startsWith('index.'));
  await Promise.all(names.map((name) => copyFile(join(models, name), join(target, name))));
  const { models: carried } = JSON.parse(await readFile(join(models, 'manifest.json'), 'utf8')) as { models: object };
  console.log(`${Object.keys(carried).length} models copied to ${target}.`);
  console.log('Pass the address under which your app serves that folder: new Rekognition({ modelsUrl: \'/models/\' }).');
}
