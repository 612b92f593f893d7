import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import { SAMPLE_PICTURES } from './sample-pictures.ts';

/**
 * Gives the playground its sample photos: served as `/samples/<file>` while developing, copied beside the page by a build.
 * They come out of the npm package @vladmandic/face-api (MIT) and are never committed.
 */
export function samplePictures(): Plugin {
  const folder = join(dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')), 'demo');
  const files = new Set(SAMPLE_PICTURES.map((sample) => sample.file));
  return {
    name: 'playground-sample-pictures',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = new URL(request.url ?? '/', 'http://page').pathname;
        const file = path.startsWith('/samples/') ? path.slice('/samples/'.length) : '';
        if (!files.has(file)) {
          next();
          return;
        }
        response.setHeader('Content-Type', 'image/jpeg');
        createReadStream(join(folder, file)).on('error', next).pipe(response);
      });
    },
    async generateBundle() {
      await Promise.all(
        [...files].map(async (file) => {
          this.emitFile({ type: 'asset', fileName: `samples/${file}`, source: await readFile(join(folder, file)) });
        }),
      );
    },
  };
}
