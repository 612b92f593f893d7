import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

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

/** Chromium's sandbox refuses to work for root. */
export const asRoot = process.platform === 'linux' && process.getuid?.() === 0;

function starts(path: string): boolean {
  if (!existsSync(path)) return false;
  // Ubuntu's chromium-browser may be a script that only says where to find the real one.
  if (process.platform !== 'linux') return true;
  return spawnSync(path, ['--version', ...(asRoot ? ['--no-sandbox'] : [])], { timeout: 15_000, stdio: 'ignore' }).status === 0;
}

/**
 * Path of a Chromium: `CHROMIUM_PATH`, then the usual places. Undefined when none of them is one.
 * Throws when `CHROMIUM_PATH` names a file that is not a browser.
 */
export function findInstalledChromium(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  if (named) {
    if (!starts(named)) throw new Error(`CHROMIUM_PATH is "${named}", which does not start. Point it at a Chromium or unset it.`);
    return named;
  }
  return usualPlaces[process.platform]?.find(starts);
}
