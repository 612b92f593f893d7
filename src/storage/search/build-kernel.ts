// Compiles kernel.as.ts to WebAssembly and writes it as kernel-bytes.ts: `tsx src/storage/search/build-kernel.ts`.
// A module instead of a .wasm file, because a kilobyte needs no request of its own and then works under every bundler.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { main } from 'assemblyscript/asc';

const sourceUrl = new URL('kernel.as.ts', import.meta.url);
const outputUrl = new URL('kernel-bytes.ts', import.meta.url);

const options = [
  'kernel.as.ts', '--outFile', 'kernel.wasm', '-O3', '--noAssert', '--runtime', 'stub',
  '--enable', 'simd', '--importMemory', '--initialMemory', '1', '--maximumMemory', '65536', '--noExportMemory',
] as const;

const source = readFileSync(sourceUrl, 'utf8');
const stamp = createHash('sha256').update(source).update(options.join(' ')).digest('hex');
const firstLine = `// Made by build-kernel.ts from kernel.as.ts, state ${stamp}.`;

if (!existsSync(outputUrl) || readFileSync(outputUrl, 'utf8').split('\n', 1)[0] !== firstLine) {
  const bytes = await compile();
  const text = `${firstLine}\n/** The search kernel, a WebAssembly module that imports its memory. */\nexport const kernelBytes: Uint8Array<ArrayBuffer> = new Uint8Array([${bytes.join(', ')}]);\n`;
  writeFileSync(outputUrl, text);
  process.stdout.write(`Search kernel: ${bytes.length} bytes of WebAssembly.\n`);
}

async function compile(): Promise<Uint8Array> {
  let bytes: Uint8Array | undefined;
  let complaints = '';
  const { error } = await main([...options], {
    readFile: (name) => (name === 'kernel.as.ts' ? source : null),
    writeFile: (name, contents) => {
      if (name === 'kernel.wasm') bytes = Buffer.from(contents);
    },
    listFiles: () => [],
    stderr: {
      write: (text) => {
        complaints += text.toString();
      },
    },
  });
  if (error) throw new Error(`kernel.as.ts does not compile: ${error.message}\n${complaints}`);
  if (!bytes) throw new Error('The AssemblyScript compiler wrote no kernel.wasm.');
  return bytes;
}
