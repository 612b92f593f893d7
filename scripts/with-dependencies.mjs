// Plain JavaScript on purpose: it runs on a fresh clone, before any dependency exists.
// node scripts/with-dependencies.mjs <script.ts> [arguments]: installs what package-lock.json names, then runs the script by tsx.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, statSync, utimesSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const modules = `${root}node_modules`;
const lock = `${root}package-lock.json`;
const installed = `${modules}/.package-lock.json`;
const tsx = `${modules}/tsx/dist/cli.mjs`;

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (result.error !== undefined) throw result.error;
  return result.status ?? 1;
}

function install(...flags) {
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', ...flags];
  if (run('npm', args, { shell: process.platform === 'win32' }) === 0) return;
  console.error('The dependencies could not be installed. Check the connection to the npm registry and run the command again.');
  process.exit(1);
}

/** Vite and oxlint are programs of their own for every platform, packed apart. */
function toolsStart() {
  return ['vite/bin/vite.js', 'oxlint/bin/oxlint'].every((tool) => run(process.execPath, [`${modules}/${tool}`, '--version'], { stdio: 'ignore' }) === 0);
}

const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 20) {
  console.error(`Node ${process.versions.node} is too old: install Node 20 or newer and run the command again.`);
  process.exit(1);
}

if (!existsSync(tsx) || !existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs) {
  console.log(existsSync(installed) ? 'Bringing dependencies up to date ...' : 'Installing dependencies (once) ...');
  install();
  if (!toolsStart()) {
    // npm leaves out optional packages of a platform that the lock file was not made on (npm/cli#4828).
    console.log('The lock file lacks the tools of this platform; installing without it ...');
    rmSync(modules, { recursive: true, force: true });
    install('--no-package-lock');
  }
  // npm leaves the file alone when nothing had to change; its time then still says "out of date".
  utimesSync(installed, new Date(), new Date());
}

process.exit(run(process.execPath, [tsx, ...process.argv.slice(2)]));
