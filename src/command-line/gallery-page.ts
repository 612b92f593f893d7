import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PortraitLeftOut } from '../operations/gallery-files.ts';
import { asRoot, findInstalledChromium } from './installed-chromium.ts';
import type { NamedPerson } from './read-names.ts';
import { serveFolder } from './serve-folder.ts';

/** A person with the names of their portraits in the folder. */
export interface PersonOrder extends NamedPerson {
  readonly portraits: readonly string[];
}

/** What the page made. */
export interface GalleryFromPage {
  readonly file: Buffer;
  readonly people: number;
  readonly leftOut: readonly PortraitLeftOut[];
}

type Titles = Readonly<Record<string, string>>;

/** The built library lies beside the built command. */
const library = dirname(fileURLToPath(import.meta.url));

/** Runs in the page: the library itself looks at the portraits, by the same code and the same models as in an app. */
const script = `
const say = (text) => (document.querySelector('p').textContent = text);
const tell = (path, body) => fetch(path, { method: 'POST', body });
try {
  // Imported here, so that a library that does not load is told as well.
  const { Rekognition } = await import('./library/index.js');
  const { people, titles } = await (await fetch('./order')).json();
  const rekognition = new Rekognition({ device: 'wasm' });
  const withPictures = await Promise.all(people.map(async (person) => ({
    ...person,
    portraits: await Promise.all(person.portraits.map(async (name) => (await fetch('./portraits/' + encodeURIComponent(name))).blob())),
  })));
  const { file, ...rest } = await rekognition.buildGallery(withPictures, {
    ...titles,
    onPortrait(done, total) {
      say(done + ' of ' + total + ' portraits');
      if (done % 25 === 0 || done === total) tell('./progress', done + ' of ' + total + ' portraits');
    },
  });
  await tell('./left-out', JSON.stringify(rest));
  await tell('./gallery', file);
  say('Done. The gallery has been written; close this page.');
} catch (error) {
  say(error.message);
  await tell('./failure', error.message);
}
`;

const page = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>pagesight gallery</title><p>Loading ...</p><script type="module">${script}</script>`;

/** Serves a page that makes the gallery, has a browser open it, and waits for what it makes. */
export async function buildInBrowser(folder: string, people: readonly PersonOrder[], titles: Titles, byHand: boolean): Promise<GalleryFromPage> {
  const executable = byHand ? undefined : findInstalledChromium();
  // Nobody who does not know the address can hand in a gallery.
  const root = `/${randomUUID()}`;
  const { server, made } = serveOrder(root, folder, JSON.stringify({ people, titles }));
  const address = `http://localhost:${await listen(server)}${root}/`;
  let browser: OpenedBrowser | undefined;
  try {
    if (executable === undefined) console.log(`Open this address in a browser of this machine and leave the page open: ${address}`);
    else browser = await openBrowser(executable, address);
    return await (browser ? Promise.race([made, browser.ended]) : made);
  } finally {
    server.close();
    server.closeAllConnections();
    await browser?.close();
  }
}

function serveOrder(root: string, folder: string, order: string): { readonly server: Server; readonly made: Promise<GalleryFromPage> } {
  const { promise: made, resolve, reject } = deferred<GalleryFromPage>();
  const serveLibrary = serveFolder(library);
  const servePortrait = serveFolder(folder);
  let told: Omit<GalleryFromPage, 'file'> = { people: 0, leftOut: [] };

  async function take(path: string, body: Buffer): Promise<void> {
    if (path === '/progress') console.log(body.toString());
    if (path === '/left-out') told = JSON.parse(body.toString()) as typeof told;
    if (path === '/gallery') resolve({ ...told, file: body });
    if (path === '/failure') reject(new Error(`The gallery could not be made: ${body.toString()}`));
  }

  const server = createServer((request, response) => {
    const url = request.url ?? '';
    const path = url.startsWith(`${root}/`) ? url.slice(root.length) : undefined;
    // Isolated, the page may use more than one thread.
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    if (path === undefined) {
      response.writeHead(404).end();
    } else if (request.method === 'POST') {
      bodyOf(request).then((body) => take(path, body)).then(() => response.end(), reject);
    } else if (path === '/') {
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(page);
    } else if (path === '/order') {
      response.setHeader('Content-Type', 'application/json');
      response.end(order);
    } else {
      const [, part, ...rest] = path.split('/');
      request.url = `/${rest.join('/')}`;
      (part === 'portraits' ? servePortrait : serveLibrary)(request, response);
    }
  });
  return { server, made };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Listens on this machine only, on a free port, and tells which. */
function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, 'localhost', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('The server has no port.'));
      else resolve(address.port);
    });
  });
}

interface OpenedBrowser {
  /** Rejects when the browser ends by itself. */
  readonly ended: Promise<never>;
  readonly close: () => Promise<void>;
}

async function openBrowser(executable: string, address: string): Promise<OpenedBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'pagesight-gallery-'));
  const flags = ['--headless=new', `--user-data-dir=${profile}`, '--no-first-run', '--disable-sync', '--disable-background-networking', '--disable-component-update', ...(asRoot ? ['--no-sandbox'] : [])];
  const browser: ChildProcess = spawn(executable, [...flags, address], { stdio: 'ignore' });
  const { promise: ended, reject } = deferred<never>();
  const gone = new Promise<void>((resolve) => {
    browser.once('exit', () => resolve());
    browser.once('error', () => resolve());
  });
  browser.once('error', (error) => reject(new Error(`${executable} does not start (${error.message}). Try --no-browser.`)));
  browser.once('exit', (status) => reject(new Error(`${executable} ended with status ${status} before the gallery was made. Try --no-browser.`)));
  // Its end is also how a finished command ends it.
  ended.catch(() => {});
  return {
    ended,
    async close() {
      browser.kill();
      await gone;
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

interface Deferred<Value> {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: unknown) => void;
}

function deferred<Value>(): Deferred<Value> {
  let resolve!: (value: Value) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<Value>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  return { promise, resolve, reject };
}
