import { defineConfig, type Plugin, type RolldownOptions } from 'rolldown';

/** In the sources a worker is named by its entry file; in the package it lies beside the library. */
const workerFiles: Plugin = {
  name: 'worker files',
  transform: {
    filter: { code: /new Worker\(/ },
    handler: (code) => ({
      code: code.replaceAll(/new URL\('(?:\.\.\/)+workers\/([\w-]+)\.ts', import\.meta\.url\)/g, "new URL('./$1.worker.js', import.meta.url)"),
      // Only a path inside one line changes.
      map: null,
    }),
  },
};

/** Folders with modules of their own, which name their files' URLs; every bundler finds those files through them. */
const fileFolders: Readonly<Record<string, string>> = { '#models': './models/index.js', '#runtime-files': './ort/index.js' };

const keepFileFolders: Plugin = {
  name: 'file folders',
  resolveId: (id) => (id in fileFolders ? { id: fileFolders[id] ?? id, external: true } : null),
};

const shared: RolldownOptions = {
  platform: 'browser',
  resolve: { conditionNames: ['onnxruntime-web-use-extern-wasm', 'browser', 'import', 'default'] },
  plugins: [workerFiles, keepFileFolders],
};

/** The command for people who install the package. */
const commandLine: RolldownOptions = {
  platform: 'node',
  input: { 'command-line': 'src/command-line/main.ts' },
  output: { dir: 'dist', format: 'esm', entryFileNames: '[name].js', banner: '#!/usr/bin/env node' },
};

/** The library, with source maps to step through, and its workers. */
export default defineConfig([
  commandLine,
  {
    ...shared,
    input: { index: 'src/index.ts', 'aws-sdk': 'src/aws-sdk.ts' },
    // The app's own copy: a second one would have exception classes that its `instanceof` does not know.
    external: ['@aws-sdk/client-rekognition'],
    output: { dir: 'dist', format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'shared-[name].js', sourcemap: true, minify: true },
  },
  ...['vision', 'vision-webgpu', 'collections', 'galleries', 'training'].map((worker): RolldownOptions => ({
    ...shared,
    input: { [`${worker}.worker`]: `workers/${worker}.ts` },
    // One file each: a worker that a consumer's bundler turns into a classic script cannot load parts.
    output: { dir: 'dist', format: 'esm', entryFileNames: '[name].js', minify: true, codeSplitting: false },
  })),
]);
