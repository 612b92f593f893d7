import { execFileSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serveFolder } from '../../src/command-line/serve-folder.ts';
import { repositoryRoot } from './stages.ts';

/** Packs the built package and unpacks it into a folder, as npm does for those who install it. Gives its path. */
export async function unpackPackage(folder: string): Promise<string> {
  execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], { cwd: repositoryRoot, shell: process.platform === 'win32' });
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (!tarball) throw new Error('npm pack made no tarball.');
  execFileSync('tar', ['xzf', tarball], { cwd: folder });
  return join(folder, 'package');
}

/** Address of a server, ending in a slash. */
export function addressOf(server: { address(): string | AddressInfo | null } | null): string {
  const address = server?.address();
  if (!address || typeof address === 'string') throw new Error('The server has no port.');
  return `http://localhost:${address.port}/`;
}

/** A server that knows nothing but files: no isolation headers, no rewriting. */
export async function openPlainServer(folder: string): Promise<{ readonly address: string; close(): void }> {
  const server = createServer(serveFolder(folder));
  await new Promise<void>((ready) => {
    server.listen(0, 'localhost', ready);
  });
  return { address: addressOf(server), close: () => void server.close() };
}
