import { ModelIntegrityError, ModelUnavailableError } from './model-errors.ts';

/** A model file as the library was built with it. */
export interface ModelFile {
  readonly url: string;
  readonly file: string;
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** Told while a file arrives. */
export type DownloadListener = (loadedBytes: number) => void;

const CACHE_NAME = 'pagesight-models-v1';
/** Cache entries are found by what they hold, never by where they came from. */
const entryUrl = (file: ModelFile): string => `https://pagesight.invalid/models/${file.sha256}`;
const markerUrl = (file: ModelFile): string => `${entryUrl(file)}/complete`;

/**
 * Reads a model from Cache Storage, or fetches it and keeps it there. Length and SHA-256 are checked before anything
 * is kept and again whenever it is read: a bad entry is dropped and the file is fetched once more.
 *
 * @throws ModelUnavailableError when the file cannot be fetched.
 * @throws ModelIntegrityError when what was fetched is another file.
 */
export async function readModel(file: ModelFile, onDownload: DownloadListener): Promise<ArrayBuffer> {
  if (!globalThis.isSecureContext) {
    throw new ModelUnavailableError(
      'Models can only be checked on a secure page: serve the page over https, or from localhost while developing.',
    );
  }
  await beingKept.get(file.sha256);
  const cache = await openCache();
  const kept = cache && (await readEntry(cache, file));
  if (kept) {
    onDownload(file.bytes);
    return kept;
  }
  const body = await fetchModel(file, onDownload);
  if (cache) keep(cache, file, body);
  return body;
}

/** Drops every model that is kept; the next call that needs one fetches it again. */
export async function dropModels(): Promise<void> {
  if (await openCache()) await caches.delete(CACHE_NAME);
}

/** Files on their way into the cache, by SHA-256. */
const beingKept = new Map<string, Promise<void>>();

/** The model need not wait for the disk. */
function keep(cache: Cache, file: ModelFile, body: ArrayBuffer): void {
  const keeping = writeEntry(cache, file, body).finally(() => beingKept.delete(file.sha256));
  beingKept.set(file.sha256, keeping);
}

/** Cache Storage can be switched off (private windows of some browsers): then every page load fetches anew. */
async function openCache(): Promise<Cache | undefined> {
  try {
    return await caches.open(CACHE_NAME);
  } catch {
    return undefined;
  }
}

async function readEntry(cache: Cache, file: ModelFile): Promise<ArrayBuffer | undefined> {
  try {
    const [entry, marker] = await Promise.all([cache.match(entryUrl(file)), cache.match(markerUrl(file))]);
    if (!entry || !marker) return undefined;
    const body = await entry.arrayBuffer();
    if (body.byteLength === file.bytes && (await sha256(body)) === file.sha256) return body;
  } catch {
    // An unreadable entry is as good as none.
  }
  await dropEntry(cache, file);
  return undefined;
}

async function writeEntry(cache: Cache, file: ModelFile, body: ArrayBuffer): Promise<void> {
  try {
    await cache.put(entryUrl(file), new Response(body));
    // Last, so that an entry cut off by a closed tab is never taken for a whole one.
    await cache.put(markerUrl(file), new Response('complete'));
  } catch {
    // Full storage: the model is used all the same and fetched again next time.
    await dropEntry(cache, file);
  }
}

async function dropEntry(cache: Cache, file: ModelFile): Promise<void> {
  await Promise.allSettled([cache.delete(markerUrl(file)), cache.delete(entryUrl(file))]);
}

async function fetchModel(file: ModelFile, onDownload: DownloadListener): Promise<ArrayBuffer> {
  const response = await request(file);
  const body = await readBody(file, response, onDownload);
  if (body.byteLength !== file.bytes) {
    throw new ModelIntegrityError(
      `${file.url} has ${body.byteLength} bytes instead of ${file.bytes}. Copy the model files of this version with "pagesight models".`,
    );
  }
  if ((await sha256(body)) !== file.sha256) {
    throw new ModelIntegrityError(
      `${file.url} is not the file this version was built with (its SHA-256 differs). Copy the model files of this version with "pagesight models".`,
    );
  }
  return body;
}

async function request(file: ModelFile): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(file.url, { credentials: 'same-origin' });
  } catch (error) {
    throw unreachable(file, error);
  }
  if (!response.ok) {
    throw new ModelUnavailableError(
      `${file.url} answered ${response.status}. Copy the model files there with "pagesight models <folder>", or set "modelsUrl" to where they are.`,
    );
  }
  if (response.headers.get('content-type')?.startsWith('text/html')) {
    throw new ModelUnavailableError(
      `${file.url} answered with a web page instead of a model: the server has no such file. Copy the model files there with "pagesight models <folder>", or set "modelsUrl".`,
    );
  }
  return response;
}

function unreachable(file: ModelFile, error: unknown): ModelUnavailableError {
  const why = error instanceof Error ? error.message : String(error);
  return new ModelUnavailableError(`${file.url} could not be fetched (${why}). Check the connection and "modelsUrl".`);
}

async function readBody(file: ModelFile, response: Response, onDownload: DownloadListener): Promise<ArrayBuffer> {
  if (!response.body) return response.arrayBuffer();
  const body = new Uint8Array(file.bytes);
  let loaded = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      throw unreachable(file, error);
    });
    if (done) break;
    if (loaded + value.byteLength > file.bytes) {
      await reader.cancel();
      throw new ModelIntegrityError(
        `${file.url} is longer than ${file.bytes} bytes. Copy the model files of this version with "pagesight models".`,
      );
    }
    body.set(value, loaded);
    loaded += value.byteLength;
    onDownload(loaded);
  }
  return loaded === file.bytes ? body.buffer : body.buffer.slice(0, loaded);
}

async function sha256(body: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', body));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
