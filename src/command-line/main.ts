/** `pagesight models <folder>`: copies what the library loads to where an app serves it. */
import { copyFile, mkdir, readFile, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const usage = `pagesight models <folder>

Copies the model files of this version into a folder that your app serves, and says what to pass as "modelsUrl".
Needed only where a bundler does not emit them by itself, or where they shall come from another place.`;

/** Beside the built command: dist/models. */
const models = fileURLToPath(new URL('./models/', import.meta.url));

async function copyModels(folder: string): Promise<void> {
  const target = resolve(folder);
  await mkdir(target, { recursive: true });
  const names = (await readdir(models)).filter((name) => !name.startsWith('index.'));
  await Promise.all(names.map((name) => copyFile(join(models, name), join(target, name))));
  const { models: carried } = JSON.parse(await readFile(join(models, 'manifest.json'), 'utf8')) as { models: object };
  console.log(`${Object.keys(carried).length} models copied to ${target}.`);
  console.log('Pass the address under which your app serves that folder: new Rekognition({ modelsUrl: \'/models/\' }).');
}

async function main([command, folder, ...rest]: readonly string[]): Promise<number> {
  if (command === 'models' && folder !== undefined && rest.length === 0) {
    await copyModels(folder);
    return 0;
  }
  console.error(usage);
  return command === '--help' || command === undefined ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    console.error(`The models could not be copied: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  },
);
