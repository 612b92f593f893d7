// npm run build: the library, its workers, its types and every file they load, into dist/.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('..', import.meta.url));
/** The client without models has to stay small: pages load it whether or not a picture is ever analysed. */
const CLIENT_LIMIT = 56_000;

function run(script: string, ...parameters: string[]): void {
  const { status } = spawnSync(process.execPath, [`${root}node_modules/${script}`, ...parameters], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

run('tsx/dist/cli.mjs', 'scripts/prepare.ts');
run('rolldown/bin/cli.mjs', '-c', 'rolldown.config.ts');
run('typescript/bin/tsc', '-p', 'tsconfig.build.json');

/** A file of dist/ and all that it cannot start without; what is imported later by calls that need it is not counted. */
function withStaticImports(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const code = readFileSync(`${root}dist/${file}`, 'utf8');
  for (const [, imported = ''] of code.matchAll(/(?:from|import)\s*["']\.\/(shared-[\w-]+\.js)["']/g)) withStaticImports(imported, seen);
  return seen;
}

const sizes = ['index', 'aws-sdk', 'vision.worker', 'vision-webgpu.worker', 'collections.worker', 'galleries.worker', 'training.worker'].map((name) => {
  const contents = [...withStaticImports(`${name}.js`)].map((file) => readFileSync(`${root}dist/${file}`));
  const sum = (sizeOf: (content: Buffer) => number): number => contents.reduce((total, content) => total + sizeOf(content), 0);
  return { name, bytes: sum((content) => content.byteLength), gzip: sum((content) => gzipSync(content).byteLength) };
});
console.log('');
for (const { name, bytes, gzip } of sizes) console.log(`dist/${name}.js`.padEnd(34), `${bytes} bytes, ${gzip} gzipped`);
const client = sizes[0];
if (!client || client.gzip > CLIENT_LIMIT) {
  console.error(`dist/index.js and what it cannot start without are larger than ${CLIENT_LIMIT} bytes gzipped.`);
  process.exit(1);
}
