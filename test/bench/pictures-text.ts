import type { PicturesReport, RatioRow } from './pictures-report.ts';
import { textTable } from './statistics.ts';

const ms = (value: number): number => Number(value.toFixed(value < 100 ? 1 : 0));

const ratioTable = (rows: readonly RatioRow[]): string =>
  textTable([
    ['work', 'on', 'peer', 'ours ms (p95)', 'peer ms (p95)', 'ours by peer', 'found'],
    ...rows.map((row) => [
      row.pairing,
      row.on,
      row.peer,
      `${ms(row.ours)} (${ms(row.oursP95)})`,
      `${ms(row.theirs)} (${ms(row.theirsP95)})`,
      Number(row.ratio.toFixed(2)),
      row.oursFound === undefined ? '' : `${row.oursFound} / ${row.theirsFound}`,
    ]),
  ]);

/** The report as tables for a terminal. */
export function picturesText({ coldRatios, warmRatios, stages, pageThread, limits }: PicturesReport): string {
  return [
    '\nFirst answer: library, models and one photo',
    ratioTable(coldRatios),
    '\nWarm calls; below 1 this library is faster',
    ratioTable(warmRatios),
    '\nWhere the time of this library goes, ms (median)',
    textTable([
      ['work', 'photo', 'call', 'decode', 'resize', 'models', 'storage', 'rest', 'models by call'],
      ...stages.map((row) => [row.pairing, row.photo, ...[row.call, row.decode, row.resize, row.models, row.storage, row.rest].map(ms), Number(row.modelShare.toFixed(2))]),
    ]),
    "\nThe page's own thread, ms a call",
    textTable([['contender', 'work', 'photo', 'tasks', 'JavaScript'], ...pageThread.map((row) => [row.contender, row.workload, row.photo, ms(row.taskMilliseconds), ms(row.scriptMilliseconds)])]),
    '\nThe same graphs in onnxruntime-node, ms a run',
    textTable([['model', 'page', 'native', 'page by native'], ...limits.map((row) => [row.model, ms(row.page), ms(row.native), Number(row.ratio.toFixed(2))])]),
  ].join('\n');
}
