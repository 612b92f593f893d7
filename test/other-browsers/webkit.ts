import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { StartBrowser } from './driven-browser.ts';

const DRIVER = '/usr/bin/WebKitWebDriver';
const SCREEN = '/usr/bin/Xvfb';
const LIBRARIES = '/usr/lib';

/** MiniBrowser lies in a folder of the machine's architecture and of the version of WebKit. */
function findMiniBrowser(): string | undefined {
  if (!existsSync(LIBRARIES)) return undefined;
  return readdirSync(LIBRARIES)
    .flatMap((machine) => ['4.1', '4.0'].map((version) => `${LIBRARIES}/${machine}/webkit2gtk-${version}/MiniBrowser`))
    .find((path) => existsSync(path));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => {
    server.listen(0, 'localhost', ready);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

/** A command of W3C WebDriver; throws what the driver says is wrong. */
async function command(url: string, method: 'GET' | 'POST' | 'DELETE', body?: object): Promise<unknown> {
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }) });
  const { value } = (await response.json()) as { value: unknown };
  if (!response.ok) throw new Error(`${method} ${url}: ${JSON.stringify(value)}`);
  return value;
}

/** The driver takes a moment until it listens. */
async function untilReady(driver: string, program: ChildProcess): Promise<void> {
  while (program.exitCode === null) {
    if (await command(`${driver}/status`, 'GET').then(() => true, () => false)) return;
    await setTimeout(100);
  }
  throw new Error(`WebKitWebDriver ended with ${program.exitCode}.`);
}

/** A screen for programs that need one, where this machine has none. */
async function openScreen(): Promise<{ readonly display: string; close(): void }> {
  const given = process.env['DISPLAY'];
  if (given) return { display: given, close: () => {} };
  const screen = spawn(SCREEN, ['-displayfd', '1', '-screen', '0', '1280x960x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const number = await new Promise<string>((resolve, reject) => {
    screen.stdout.once('data', (told: Buffer) => resolve(told.toString().trim()));
    screen.once('exit', (status) => reject(new Error(`Xvfb ended with ${status}.`)));
  });
  return { display: `:${number}`, close: () => void screen.kill() };
}

/** WebKitGTK's MiniBrowser, by its WebDriver. */
export const startWebKit: StartBrowser = async () => {
  const binary = findMiniBrowser();
  if (!existsSync(DRIVER) || binary === undefined) return 'no WebKitGTK is installed (Debian: apt-get install webkit2gtk-driver)';
  if (!process.env['DISPLAY'] && !existsSync(SCREEN)) return 'WebKitGTK needs a screen (Debian: apt-get install xvfb)';
  const screen = await openScreen();
  const driver = `http://127.0.0.1:${await freePort()}`;
  const program = spawn(DRIVER, ['--host=127.0.0.1', `--port=${new URL(driver).port}`], { stdio: 'ignore', env: { ...process.env, DISPLAY: screen.display } });
  const end = (): void => {
    program.kill();
    screen.close();
  };
  try {
    await untilReady(driver, program);
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': { binary, args: ['--automation'] } } };
    const { sessionId, capabilities: got } = (await command(`${driver}/session`, 'POST', { capabilities })) as { sessionId: string; capabilities: { browserVersion: string } };
    const session = `${driver}/session/${sessionId}`;
    return {
      version: `WebKitGTK ${got.browserVersion}`,
      open: async (address) => void (await command(`${session}/url`, 'POST', { url: address })),
      textOf: async (selector) => String(await command(`${session}/execute/sync`, 'POST', { script: 'return document.querySelector(arguments[0])?.textContent ?? ""', args: [selector] })),
      async close() {
        await command(session, 'DELETE').catch(() => undefined);
        end();
      },
    };
  } catch (error) {
    end();
    throw error;
  }
};
