import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sha256Of } from '../../models/convert/files-by-url.ts';
import type { MissingModel } from '../../models/convert/model-index.ts';
import { noticeText } from '../../models/convert/notice.ts';
import type { WriteOptions } from '../../models/convert/write-models.ts';
import { writeModels } from '../../models/convert/write-models.ts';
import type { ModelDeclaration } from '../../models/manifest.ts';
import { modelDeclarations } from '../../models/manifest.ts';
import { declarationOf } from './convert-peers.ts';

const repository = resolve(import.meta.dirname, '../..');

/** One model from a package, and one by URL whose file is a text made here. */
const fromPackage = declarationOf('face-landmarks-68');
const { optimized: _, ...declared } = declarationOf('yunet');
const text = 'not a network, but copied as it is';
const byUrl: ModelDeclaration = {
  ...declared,
  source: { repository: 'nobody/nothing', commit: '0', path: 'folder/file.onnx', sha256: sha256Of(new TextEncoder().encode(text)) },
  conversion: { format: 'onnx', file: 'file.onnx', outputs: [] },
};
const declarations = [fromPackage, byUrl];

let folder = '';
let told: string[] = [];
let options: WriteOptions = { out: '', urlFiles: undefined, tell: () => undefined };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pagesight-models-'));
  told = [];
  options = {
    out: join(folder, 'out'),
    urlFiles: { mirror: join(folder, 'mirror'), cache: join(folder, 'cache') },
    tell: (sentence) => told.push(sentence),
  };
});

afterEach(() => rm(folder, { recursive: true }));

describe('a folder of models', () => {
  test('holds the files, their hashes and an index that names their addresses', async () => {
    await putInMirror(text);
    const manifest = await writeModels(declarations, options);
    expect(Object.keys(manifest.models)).toEqual(['face-landmarks-68', 'yunet']);
    expect(manifest.missingModels).toEqual({});
    const index = await readIndex();
    for (const [id, entry] of Object.entries(manifest.models)) {
      const bytes = await readFile(join(options.out, entry.file));
      expect(entry).toMatchObject({ bytes: bytes.length, sha256: sha256Of(bytes) });
      expect(index.modelFiles[id]).toMatchObject({ url: pathToFileURL(join(options.out, entry.file)).href, sha256: entry.sha256, input: entry.input });
    }
    expect(await readFile(join(options.out, 'index.js'), 'utf8')).toContain("new URL('./yunet.onnx', import.meta.url)");
  });

  test('is left as it is when nothing changed, and repaired when a file is damaged', async () => {
    await putInMirror(text);
    await writeModels(declarations, options);
    const file = join(options.out, 'face-landmarks-68.onnx');
    const before = (await stat(file)).mtimeMs;
    told = [];
    await writeModels(declarations, options);
    expect(told).toEqual([]);
    expect((await stat(file)).mtimeMs).toBe(before);
    await writeFile(file, 'cut short');
    await writeModels(declarations, options);
    expect(told).toHaveLength(1);
    expect((await stat(file)).size).toBeGreaterThan(100_000);
  });

  test('goes without a model by URL on request, and loses the file an earlier run left', async () => {
    await putInMirror(text);
    await writeModels(declarations, options);
    await writeModels(declarations, { ...options, urlFiles: undefined });
    expect(await readdir(options.out)).not.toContain('yunet.onnx');
    const index = await readIndex();
    expect(index.modelFiles['yunet']).toBeUndefined();
    expect(index.missingModels['yunet']).toMatchObject({ reason: 'files by URL were left out on request', usedInstead: byUrl.without });
  });

  test('does not take a file of the right name with another content, says so in one sentence and goes on', async () => {
    await putInMirror('something else');
    await rememberFailedFetch('the network is away');
    const manifest = await writeModels(declarations, options);
    expect(Object.keys(manifest.models)).toEqual(['face-landmarks-68']);
    expect(told).toContain(`yunet is missing because the network is away (tried less than an hour ago); ${byUrl.without}.`);
    expect((await readIndex()).missingModels['yunet']).toMatchObject({ title: byUrl.title, usedInstead: byUrl.without });
  });

  test('is not made from a mirror that does not exist', async () => {
    await expect(writeModels(declarations, options)).rejects.toThrow(/MODEL_MIRROR names ".*mirror", which cannot be read/);
  });
});

describe('NOTICE', () => {
  test('names every weight, its authors, licence and source', async () => {
    const notice = await readFile(join(repository, 'NOTICE'), 'utf8');
    expect(notice, 'run "tsx models/convert/main.ts --write-notice"').toBe(noticeText(modelDeclarations));
    for (const { id, authors, licence } of modelDeclarations) {
      const entry = notice.split('\n\n').find((paragraph) => paragraph.startsWith(`${id}\n`)) ?? '';
      expect(entry).toContain(authors);
      expect(entry).toContain(`Licence: ${licence}`);
      expect(entry).toContain('https://github.com/');
    }
  });
});

async function putInMirror(content: string): Promise<void> {
  await mkdir(join(folder, 'mirror/deep'), { recursive: true });
  await writeFile(join(folder, 'mirror/deep/file.onnx'), content);
}

/** As an earlier run leaves it, so that this one does not try the network again. */
async function rememberFailedFetch(reason: string): Promise<void> {
  await mkdir(join(folder, 'cache'), { recursive: true });
  await writeFile(join(folder, 'cache/file.onnx.unavailable.json'), JSON.stringify({ time: Date.now(), reason }));
}

interface ModelIndex {
  readonly modelFiles: Readonly<Record<string, { readonly url: string; readonly sha256: string } | undefined>>;
  readonly missingModels: Readonly<Record<string, MissingModel | undefined>>;
}

async function readIndex(): Promise<ModelIndex> {
  // The query keeps Node from answering with the module of an earlier run.
  return (await import(/* @vite-ignore */ `${pathToFileURL(join(options.out, 'index.js')).href}?${performance.now()}`)) as ModelIndex;
}
