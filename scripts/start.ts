// npm start: makes the models and the other generated files when they are missing, then serves the playground and opens it.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const fromRoot = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

console.log('Making the models ready (the first time takes a minute) ...');
const preparation = spawnSync(process.execPath, [fromRoot('node_modules/tsx/dist/cli.mjs'), fromRoot('scripts/prepare.ts')], {
  cwd: fromRoot('.'),
  stdio: 'inherit',
});
if (preparation.status !== 0) {
  console.error('The models or another generated file could not be made; the lines above say why. The playground needs them.');
  process.exit(1);
}

const onDisplay = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
const server = await createServer({
  configFile: fromRoot('vite.config.ts'),
  server: { open: onDisplay && !process.env['CI'] },
});
await server.listen();
server.printUrls();
server.bindCLIShortcuts({ print: true });
