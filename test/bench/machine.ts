import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';
import { repositoryRoot } from '../set-up/stages.ts';

/** What figures were measured on and with. */
export interface Machine {
  readonly date: string;
  readonly commit: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGigabytes: number;
  readonly system: string;
  readonly node: string;
  readonly browser: string;
  /** Of this library's runtime and of the peers, by package. */
  readonly versions: Readonly<Record<string, string>>;
  /** Mean number of running processes in the minute before; above half the cores, every figure is too slow. */
  readonly loadBefore: number;
}

const packages = ['onnxruntime-web', 'onnxruntime-node', '@vladmandic/human', '@vladmandic/face-api', 'tesseract.js'];

function versionOf(name: string): string {
  const { version } = JSON.parse(readFileSync(`${repositoryRoot}node_modules/${name}/package.json`, 'utf8')) as { readonly version: string };
  return version;
}

/** Describes this machine, before the measuring begins. */
export function describeMachine(browser: string): Machine {
  const [load = 0] = loadavg();
  return {
    date: new Date().toISOString(),
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: repositoryRoot, encoding: 'utf8' }).trim(),
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()} ${arch()}`,
    node: process.version,
    browser,
    versions: Object.fromEntries(packages.map((name) => [name, versionOf(name)])),
    loadBefore: load,
  };
}
