import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vite';
import { samplePictures } from './demo/samples/vite-plugin.ts';
import { pageSettings } from './scripts/page-settings.ts';

const fromRoot = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The playground. The tests are set up in vitest.config.ts. */
export default defineConfig(
  mergeConfig(pageSettings, {
    root: fromRoot('demo'),
    base: './',
    plugins: [samplePictures()],
    cacheDir: fromRoot('.cache/vite-playground'),
    server: {
      port: 5173,
      fs: { allow: [fromRoot('.')] },
    },
    build: {
      outDir: fromRoot('dist/playground'),
      emptyOutDir: true,
      target: 'es2022',
    },
  }),
);
