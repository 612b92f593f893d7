import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';
import { asRoot, findInstalledChromium } from '../../src/command-line/installed-chromium.ts';

/** Command line of every Chromium the tests start: no update traffic, a fake camera, video that plays without a click. */
export const chromiumFlags: readonly string[] = [
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

/**
 * Path of a Chromium: `CHROMIUM_PATH`, then the usual places, then the one Playwright has downloaded.
 * Undefined when this machine has none. Throws when `CHROMIUM_PATH` names a file that is not a browser.
 */
export function findChromium(): string | undefined {
  const found = findInstalledChromium();
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
