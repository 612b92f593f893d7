import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ModelDeclaration } from '../declarations/declaration.ts';
import { isByUrl } from '../declarations/declaration.ts';
import type { UrlFilePlaces } from './files-by-url.ts';
import { findUrlFile, sha256Of } from './files-by-url.ts';
import { copyGalleries } from './copy-galleries.ts';
import type { Manifest, ManifestEntry, MissingModel, WrittenFile } from './model-index.ts';
import { indexModule, indexTypes, manifestEntry } from './model-index.ts';
import { noticeText } from './notice.ts';
import { optimizeGraph } from './optimize-graph.ts';
import { findPackage } from './source-files.ts';

const repository = fileURLToPath(new URL('../../', import.meta.url));

export interface WriteOptions {
  /** Folder that receives the models. */
  readonly out: string;
  /** Absent: models by URL are left out. */
  readonly urlFiles: UrlFilePlaces | undefined;
  /** Told one sentence per model that is made or missing. */
  readonly tell: (sentence: string) => void;
}

interface Origin {
  readonly folder: string;
  readonly version: string | undefined;
}

/** Converts what is not up to date, removes what is no longer declared, and writes the lists beside the models. */
export async function writeModels(declarations: readonly ModelDeclaration[], options: WriteOptions): Promise<Manifest> {
  await mkdir(options.out, { recursive: true });
  const before = await readManifest(options.out);
  const sources = converterSources();
  const models: Record<string, ManifestEntry> = {};
  const missingModels: Record<string, MissingModel> = {};
  const results = await Promise.all(declarations.map(async (declaration) => {
    const fingerprint = fingerprintOf(declaration, sources);
    const kept = before?.models[declaration.id];
    const urlsWanted = options.urlFiles !== undefined || !isByUrl(declaration.source);
    if (urlsWanted && kept?.fingerprint === fingerprint && isIntact(options.out, kept)) return { kept };
    return { fingerprint, origin: await findOrigin(declaration, options.urlFiles) };
  }));
  for (const [index, declaration] of declarations.entries()) {
    const result = results[index];
    if (!result) continue;
    if ('kept' in result) {
      models[declaration.id] = result.kept;
    } else if ('missing' in result.origin) {
      missingModels[declaration.id] = missingModel(declaration, result.origin.missing);
      options.tell(`${declaration.id} is missing because ${result.origin.missing}; ${missingModels[declaration.id]?.usedInstead}.`);
    } else {
      models[declaration.id] = await writeModel(declaration, result.origin, result.fingerprint, options);
    }
  }
  const manifest: Manifest = { version: 1, models, missingModels, galleries: await copyGalleries(options.out) };
  await writeLists(declarations, manifest, options.out);
  return manifest;
}

async function findOrigin(declaration: ModelDeclaration, urlFiles: UrlFilePlaces | undefined): Promise<Origin | { readonly missing: string }> {
  if (!isByUrl(declaration.source)) return findPackage(declaration.source);
  if (!urlFiles) return { missing: 'files by URL were left out on request' };
  const found = await findUrlFile(declaration.source, urlFiles);
  return 'missing' in found ? found : { folder: found.folder, version: undefined };
}

async function writeModel(declaration: ModelDeclaration, origin: Origin, fingerprint: string, { out, tell }: WriteOptions): Promise<ManifestEntry> {
  const { convertModel } = await import('./convert-model.ts');
  const started = performance.now();
  const converted = convertModel(declaration, origin.folder);
  const written = await writeHashed(out, `${declaration.id}.onnx`, declaration.optimized ? await optimizeGraph(converted) : converted);
  const sideFiles: Record<string, WrittenFile> = {};
  for (const { name, path, origin: from } of declaration.sideFiles ?? []) {
    sideFiles[name] = await writeHashed(out, basename(path), await readFile(join(from === 'repository' ? repository : origin.folder, path)));
  }
  const size = (written.bytes / 1e6).toFixed(2);
  tell(`${written.file} made: ${size} MB in ${Math.round(performance.now() - started)} ms.`);
  return manifestEntry(declaration, written, sideFiles, origin.version, fingerprint);
}

async function writeHashed(out: string, file: string, bytes: Uint8Array): Promise<WrittenFile> {
  await writeFile(join(out, file), bytes);
  return { file, bytes: bytes.length, sha256: sha256Of(bytes) };
}

function missingModel(declaration: ModelDeclaration, reason: string): MissingModel {
  return { title: declaration.title, reason, usedInstead: declaration.without ?? 'nothing stands in for it' };
}

async function writeLists(declarations: readonly ModelDeclaration[], manifest: Manifest, out: string): Promise<void> {
  await removeUnlisted(manifest, out);
  await Promise.all([
    writeFile(join(out, 'manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`),
    writeFile(join(out, 'index.js'), indexModule(manifest)),
    writeFile(join(out, 'index.d.ts'), indexTypes(declarations)),
    writeFile(join(out, 'NOTICE'), noticeText(declarations)),
  ]);
}

async function removeUnlisted({ models }: Manifest, out: string): Promise<void> {
  const listed = new Set(Object.values(models).map(({ file }) => file));
  const stale = (await readdir(out)).filter((file) => file.endsWith('.onnx') && !listed.has(file));
  await Promise.all(stale.map((file) => rm(join(out, file))));
}

async function readManifest(out: string): Promise<Manifest | undefined> {
  try {
    return JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8')) as Manifest;
  } catch {
    return undefined;
  }
}

function isIntact(out: string, entry: ManifestEntry): boolean {
  return [entry, ...Object.values(entry.sideFiles ?? {})].every(({ file, bytes }) => {
    return statSync(join(out, file), { throwIfNoEntry: false })?.size === bytes;
  });
}

function fingerprintOf(declaration: ModelDeclaration, sources: Uint8Array): string {
  const version = isByUrl(declaration.source) ? '' : findPackage(declaration.source).version;
  const own = (declaration.sideFiles ?? []).filter(({ origin }) => origin === 'repository').map(({ path }) => readFileSync(join(repository, path)));
  return createHash('sha256').update(JSON.stringify(declaration)).update(version).update(sources).update(Buffer.concat(own)).digest('hex');
}

/** What decides the bytes of a converted model besides its declaration. */
function converterSources(): Uint8Array {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  return Buffer.concat(readdirSync(folder).toSorted().map((file) => readFileSync(join(folder, file))));
}
