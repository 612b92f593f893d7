/**
 * Copies onnxruntime-web's WASM files to dist/ort/ with a module that names their URLs, so that every bundler that
 * understands `new URL('./file', import.meta.url)` serves them without configuration.
 *
 * Usage: tsx models/runtime-files.ts
 */
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `wasm` runs on the CPU; `webgpu` is larger and loaded only when WebGPU was chosen. */
const files = {
  wasm: { module: 'ort-wasm-simd-threaded.mjs', binary: 'ort-wasm-simd-threaded.wasm' },
  webgpu: { module: 'ort-wasm-simd-threaded.asyncify.mjs', binary: 'ort-wasm-simd-threaded.asyncify.wasm' },
} as const;

const source = dirname(createRequire(import.meta.url).resolve('onnxruntime-web/wasm'));
const target = fileURLToPath(new URL('../dist/ort/', import.meta.url));

await mkdir(target, { recursive: true });
const copied = Object.values(files).flatMap((pair) => [pair.module, pair.binary]);
await Promise.all(copied.map((name) => copyFile(join(source, name), join(target, name))));

const url = (name: string): string => `new URL('./${name}', import.meta.url).href`;
const entries = Object.entries(files).map(([device, pair]) => `  ${device}: { mjs: ${url(pair.module)}, wasm: ${url(pair.binary)} },`);
await writeFile(join(target, 'index.js'), `export const runtimeFiles = {\n${entries.join('\n')}\n};\n`);
await writeFile(
  join(target, 'index.d.ts'),
  `interface RuntimeFiles {\n  readonly mjs: string;\n  readonly wasm: string;\n}\nexport declare const runtimeFiles: { readonly wasm: RuntimeFiles; readonly webgpu: RuntimeFiles };\n`,
);
