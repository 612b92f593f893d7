import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { UrlSource } from '../declarations/declaration.ts';
import { urlOf } from '../declarations/declaration.ts';

/** Where files that no package carries are looked for before they are fetched. */
export interface UrlFilePlaces {
  /** Folder whose whole tree is searched by name and hash; the variable `MODEL_MIRROR` names it. */
  readonly mirror: string | undefined;
  /** Folder that fetched files are kept in. */
  readonly cache: string;
}

export type UrlFile = { readonly folder: string } | { readonly missing: string };

const FETCH_TIMEOUT_MS = 20_000;
const RETRY_AFTER_MS = 3_600_000;

/** Finds a file by URL in the mirror, the cache or the network, in this order; what has another hash does not count. */
export async function findUrlFile(source: UrlSource, places: UrlFilePlaces): Promise<UrlFile> {
  const name = basename(source.path);
  for (const folder of [...(places.mirror ? await foldersWith(places.mirror, name) : []), places.cache]) {
    if (await sha256OfFile(join(folder, name)) !== source.sha256) continue;
    // Kept, so that a later run without the mirror does not fall back to a lesser model.
    if (folder !== places.cache) await keepCopy(join(folder, name), places.cache);
    return { folder };
  }
  return fetchIntoCache(source, places.cache);
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function foldersWith(root: string, name: string): Promise<string[]> {
  try {
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile() && entry.name === name).map((entry) => entry.parentPath);
  } catch (error) {
    throw new Error(`MODEL_MIRROR names "${root}", which cannot be read: set it to a folder that exists, or unset it.`, { cause: error });
  }
}

async function keepCopy(file: string, cache: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  await copyFile(file, join(cache, basename(file)));
}

async function sha256OfFile(path: string): Promise<string | undefined> {
  try {
    return sha256Of(await readFile(path));
  } catch {
    return undefined;
  }
}

async function fetchIntoCache(source: UrlSource, cache: string): Promise<UrlFile> {
  const name = basename(source.path);
  const failurePath = join(cache, `${name}.unavailable.json`);
  const last = await readFailure(failurePath);
  if (last && Date.now() - last.time < RETRY_AFTER_MS) return { missing: `${last.reason} (tried less than an hour ago)` };
  const fetched = await fetchChecked(urlOf(source), source.sha256);
  await mkdir(cache, { recursive: true });
  if ('bytes' in fetched) {
    await writeFile(join(cache, name), fetched.bytes);
    return { folder: cache };
  }
  await writeFile(failurePath, JSON.stringify({ time: Date.now(), reason: fetched.missing }));
  return fetched;
}

async function fetchChecked(url: string, sha256: string): Promise<{ readonly bytes: Uint8Array } | { readonly missing: string }> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
    if (!response.ok) return { missing: `${url} answered ${response.status}` };
    const bytes = new Uint8Array(await response.arrayBuffer());
    return sha256Of(bytes) === sha256 ? { bytes } : { missing: `${url} holds another file than the one of sha256 ${sha256}` };
  } catch (error) {
    const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
    return { missing: timedOut ? `${url} did not answer within ${FETCH_TIMEOUT_MS / 1000} s` : `${url} cannot be reached` };
  }
}

interface Failure {
  readonly time: number;
  readonly reason: string;
}

async function readFailure(path: string): Promise<Failure | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Failure;
  } catch {
    return undefined;
  }
}
