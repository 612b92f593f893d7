import { htmlTable } from './html-table.ts';
import type { VideoReport } from './video-report.ts';
import { videoTables } from './video-tables.ts';

/** The part on stored video: the machine, and a table for each thing that was measured. */
export function videoHtml(report: VideoReport): string {
  const { machine, threads } = report;
  const tables = videoTables(report).map(
    ({ title, note, rows }) => `<h3>${title}</h3>${note === undefined ? '' : `<p>${note}</p>`}${htmlTable(rows.map((row) => row.map(String)))}`,
  );
  return `<h2>Stored video</h2><p>${machine.processor}, ${machine.cores} cores; ${machine.browser}; ${threads} threads; commit ${machine.commit}, ${machine.date}.
Load before: ${machine.loadBefore.toFixed(1)}${machine.loadBefore > machine.cores / 2 ? ', so the machine was busy and only ratios mean something' : ''}.</p>
${tables.join('\n')}`;
}
