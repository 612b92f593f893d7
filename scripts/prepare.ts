// Makes everything that is generated and not committed: model files, the runtime's files and the search kernel.
// Each step does nothing when its result is up to date.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

for (const script of ['models/convert/main.ts', 'models/runtime-files.ts', 'src/storage/search/build-kernel.ts']) {
  const { status } = spawnSync(process.execPath, [`${root}node_modules/tsx/dist/cli.mjs`, `${root}${script}`], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
