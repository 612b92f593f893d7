import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Folder of the repository, ending in a slash. */
export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url));

/** What a stage of the run has counted. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Of each failed test, where the stage has tests: its file, its name and the first line of what went wrong. */
  readonly failures?: readonly string[];
}

/** One part of `npm test`. */
export interface Stage {
  readonly name: string;
  readonly run: () => Promise<Counts>;
  /** Names of stages that must have passed, or this one is counted as failed without being run. */
  readonly needs?: readonly string[];
}

export interface StageResult {
  readonly name: string;
  readonly counts: Counts;
  readonly seconds: number;
}

const onePassed: Counts = { passed: 1, failed: 0, skipped: 0 };
const oneFailed: Counts = { passed: 0, failed: 1, skipped: 0 };

/** Runs a command of the repository, its output shown; resolves to its exit status. */
export function command(program: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: repositoryRoot, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', reject);
    child.on('exit', (status) => resolve(status ?? 1));
  });
}

/** Runs a JavaScript or, through tsx, TypeScript program of the repository with this Node. */
export function program(file: string, args: readonly string[] = []): Promise<number> {
  const path = `${repositoryRoot}${file}`;
  const viaTsx = file.endsWith('.ts') ? [`${repositoryRoot}node_modules/tsx/dist/cli.mjs`] : [];
  return command(process.execPath, [...viaTsx, path, ...args]);
}

/** A stage that is one check: it passes when every program ends well. */
export function check(name: string, steps: readonly (() => Promise<number>)[], needs: readonly string[] = []): Stage {
  return {
    name,
    needs,
    run: async () => {
      for (const step of steps) {
        if ((await step()) !== 0) return oneFailed;
      }
      return onePassed;
    },
  };
}

/** A stage that runs one project of vitest.config.ts. */
export function testProject(project: string, needs: readonly string[] = []): Stage {
  return {
    name: project,
    needs,
    run: async () => {
      const report = `reports/tests-${project}.json`;
      rmSync(`${repositoryRoot}${report}`, { force: true });
      const status = await program('node_modules/vitest/vitest.mjs', [
        'run',
        `--project=${project}`,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
      ]);
      return countsOfReport(`${repositoryRoot}${report}`, status);
    },
  };
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly VitestFile[];
}

interface VitestFile {
  readonly name: string;
  readonly status: string;
  readonly message: string;
  readonly assertionResults: readonly { readonly fullName: string; readonly status: string; readonly failureMessages: readonly string[] }[];
}

function failuresOf({ name, status, message, assertionResults }: VitestFile): readonly string[] {
  const file = name.replace(repositoryRoot, '');
  const failed = assertionResults.filter((test) => test.status === 'failed');
  if (failed.length === 0 && status === 'failed') return [`${file}: ${firstLine(message)}`];
  return failed.map(({ fullName, failureMessages }) => `${file}: ${fullName}: ${firstLine(failureMessages[0] ?? '')}`);
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

function countsOfReport(path: string, status: number): Counts {
  let report: VitestReport;
  try {
    report = JSON.parse(readFileSync(path, 'utf8')) as VitestReport;
  } catch {
    return oneFailed;
  }
  // A file that does not even load has no test to count, and an error outside of tests only shows in the status.
  const brokenFiles = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  const failed = report.numFailedTests + brokenFiles;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && status !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: report.testResults.flatMap(failuresOf),
  };
}

/** The named stages and, before them, those they need. */
export function withNeeds(stages: readonly Stage[], names: readonly string[]): readonly Stage[] {
  const wanted = new Set(names);
  // The list is in the order of running: from its end, every need is seen after whoever has it.
  for (const { name, needs = [] } of stages.toReversed()) if (wanted.has(name)) for (const need of needs) wanted.add(need);
  return stages.filter(({ name }) => wanted.has(name));
}

/** Runs the stages one after another; a failed one does not keep the others from running unless they need it. */
export async function runStages(stages: readonly Stage[], say: (line: string) => void = console.log): Promise<readonly StageResult[]> {
  const results: StageResult[] = [];
  for (const { name, needs = [], run } of stages) {
    const missing = needs.find((need) => results.some((result) => result.name === need && result.counts.failed > 0));
    const start = Date.now();
    if (missing === undefined) say(`\n== ${name}`);
    else say(`\n== ${name}: not run, it needs "${missing}" to pass`);
    const counts = missing === undefined ? await run() : oneFailed;
    results.push({ name, counts, seconds: (Date.now() - start) / 1000 });
  }
  return results;
}

/** `3 passed, 0 failed`, with `, 1 skipped` where so. */
export function sentenceOf({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** Sum of the counts of all stages. */
export function total(results: readonly StageResult[]): Counts {
  return results.reduce<Counts>(
    (sum, { counts }) => ({
      passed: sum.passed + counts.passed,
      failed: sum.failed + counts.failed,
      skipped: sum.skipped + counts.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}
