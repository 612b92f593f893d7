import { mkdirSync, writeFileSync } from 'node:fs';
import { repositoryRoot } from '../set-up/stages.ts';
import { textTable } from './statistics.ts';

/** A table of a report; the first row is its head. */
export interface ReportTable {
  readonly title: string;
  readonly note?: string;
  readonly rows: readonly (readonly (string | number)[])[];
}

/** Numbers over time or calls, drawn as lines. */
export interface ReportLines {
  readonly title: string;
  /** What is told along the x axis. */
  readonly along: string;
  readonly x: readonly number[];
  readonly lines: Readonly<Record<string, readonly number[]>>;
}

/** What a part of the benchmark tells, as it lies in reports/bench-<part>.json. */
export interface PartReport {
  readonly tables: readonly ReportTable[];
  readonly plots?: readonly ReportLines[];
  /** Everything that was measured. */
  readonly figures: unknown;
}

/** Prints the tables of a part and writes reports/bench-<part>.json. */
export function tellPart(part: string, report: PartReport): void {
  for (const { title, note, rows } of report.tables) console.log(`\n${title}\n${note === undefined ? '' : `${note}\n`}${textTable(rows)}`);
  mkdirSync(`${repositoryRoot}reports`, { recursive: true });
  writeFileSync(`${repositoryRoot}reports/bench-${part}.json`, `${JSON.stringify(report, null, 2)}\n`);
}
