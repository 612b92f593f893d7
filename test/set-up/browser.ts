import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

/** Where Chromium and its sisters are usually installed, the likeliest first. */
const usualPlaces: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/usr/bin/chromium-browser',
    '/usr/bin/microsoft-edge',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

const asRoot = process.platform === 'linux' && process.getuid?.() === 0;

/** Command line of every Chromium the tests start: no update traffic, a fake camera, video that plays without a click. */
export const chromiumFlags: readonly string[] = [
  // Chromium's sandbox refuses to work for root.
  ...(asRoot ? ['--no-sandbox'] : []),
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  // A graphics card in software: slow, but it shows whether WebGPU computes the right numbers.
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
];

function starts(path: string): boolean {
  if (!existsSync(path)) return false;
  // Ubuntu's chromium-browser may be a script that only says where to find the real one.
  if (process.platform !== 'linux') return true;
  return spawnSync(path, ['--version', ...(asRoot ? ['--no-sandbox'] : [])], { timeout: 15_000, stdio: 'ignore' }).status === 0;
}

/**
 * Path of a Chromium: `CHROMIUM_PATH`, then the usual places, then the one Playwright has downloaded.
 * Undefined when this machine has none. Throws when `CHROMIUM_PATH` names a file that is not a browser.
 */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  if (named) {
    if (!starts(named)) throw new Error(`CHROMIUM_PATH is "${named}", which does not start. Point it at a Chromium or unset it.`);
    return named;
  }
  const found = usualPlaces[process.platform]?.find(starts);
  if (found !== undefined) return found;
  const downloaded = chromium.executablePath();
  return existsSync(downloaded) ? downloaded : undefined;
}

function attempt(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'inherit', timeout: 600_000, shell: process.platform === 'win32' });
    return true;
  } catch {
    return false;
  }
}

/** Finds a Chromium, or installs one: Playwright's download first, then (Linux, as root) Debian's package. */
export function provideChromium(): string {
  const found = findChromium();
  if (found !== undefined) return found;
  console.log('No Chromium found. Downloading the one of Playwright ...');
  if (attempt('npx', ['playwright', 'install', 'chromium'])) {
    const downloaded = findChromium();
    if (downloaded !== undefined) return downloaded;
  }
  if (asRoot) {
    console.log('That did not work. Installing the package "chromium" ...');
    if (attempt('apt-get', ['update']) && attempt('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'])) {
      const installed = findChromium();
      if (installed !== undefined) return installed;
    }
  }
  throw new Error('The tests need a Chromium and none could be installed. Install Chrome or Chromium, or set CHROMIUM_PATH to one, and run the command again.');
}
