// Plain JavaScript on purpose: it runs on a fresh clone, before any dependency exists.
// node scripts/with-dependencies.mjs <script.ts> [arguments]: installs what package-lock.json names, then runs the script by tsx.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync, utimesSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const lock = `${root}package-lock.json`;
const installed = `${root}node_modules/.package-lock.json`;
const tsx = `${root}node_modules/tsx/dist/cli.mjs`;

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (result.error !== undefined) throw result.error;
  return result.status ?? 1;
}

const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 20) {
  console.error(`Node ${process.versions.node} is too old: install Node 20 or newer and run the command again.`);
  process.exit(1);
}

if (!existsSync(tsx) || !existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs) {
  const fresh = !existsSync(installed);
  console.log(fresh ? 'Installing dependencies (once) ...' : 'Bringing dependencies up to date ...');
  // A tree that is only out of date is amended: emptying it would pull it from under whatever else runs in it.
  const npm = ['npm', [fresh ? 'ci' : 'install', '--no-audit', '--no-fund', '--loglevel=error']];
  if (run(...npm, { shell: process.platform === 'win32' }) !== 0) {
    console.error('The dependencies could not be installed. Check the connection to the npm registry and run the command again.');
    process.exit(1);
  }
  // npm leaves the file alone when nothing had to change; its time then still says "out of date".
  utimesSync(installed, new Date(), new Date());
}

process.exit(run(process.execPath, [tsx, ...process.argv.slice(2)]));
