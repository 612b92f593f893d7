import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GALLERY_SUFFIX } from '../../src/galleries/gallery.ts';
import { sha256Of } from './files-by-url.ts';
import type { WrittenFile } from './model-index.ts';

/** Galleries of the repository; models/galleries/README.md says how they were made. */
const folder = fileURLToPath(new URL('../galleries/', import.meta.url));

/** Copies the repository's galleries beside the models, removes others, and tells what was copied, by name. */
export async function copyGalleries(out: string): Promise<Readonly<Record<string, WrittenFile>>> {
  await mkdir(out, { recursive: true });
  const isGallery = (file: string): boolean => file.endsWith(GALLERY_SUFFIX);
  const files = (await readdir(folder)).filter(isGallery).toSorted();
  const stale = (await readdir(out)).filter((file) => isGallery(file) && !files.includes(file));
  await Promise.all(stale.map((file) => rm(join(out, file))));
  const copied = await Promise.all(
    files.map(async (file): Promise<readonly [string, WrittenFile]> => {
      const bytes = await readFile(join(folder, file));
      await writeFile(join(out, file), bytes);
      return [file.slice(0, -GALLERY_SUFFIX.length), { file, bytes: bytes.length, sha256: sha256Of(bytes) }];
    }),
  );
  return Object.fromEntries(copied);
}
