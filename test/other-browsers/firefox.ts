import { existsSync } from 'node:fs';
import { launch } from 'puppeteer-core';
import type { StartBrowser } from './driven-browser.ts';

const usualPlaces = ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox', 'C:\\Program Files\\Mozilla Firefox\\firefox.exe'];

/** Firefox, by WebDriver BiDi. `FIREFOX_PATH` names another one than the installed. */
export const startFirefox: StartBrowser = async () => {
  const executablePath = process.env['FIREFOX_PATH'] ?? usualPlaces.find((path) => existsSync(path));
  if (executablePath === undefined) return 'no Firefox is installed (Debian: apt-get install firefox-esr; or set FIREFOX_PATH)';
  const browser = await launch({ browser: 'firefox', executablePath, headless: true });
  const page = await browser.newPage();
  return {
    version: await browser.version(),
    open: async (address) => void (await page.goto(address)),
    textOf: (selector) => page.$eval(selector, ({ textContent }) => textContent ?? ''),
    close: () => browser.close(),
  };
};
