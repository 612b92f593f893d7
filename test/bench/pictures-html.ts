import { htmlTable } from './part-html.ts';
import type { PicturesReport, RatioRow, StageRow } from './pictures-report.ts';

const ROW = 20;
const LABELS = 420;
const PLOT = 420;
/** Ratios from a sixteenth to sixteen, on a scale of logarithms. */
const OCTAVES = 4;

const ms = (value: number): string => value.toFixed(value < 100 ? 1 : 0);

/** The part on pictures: the machine, plots and the figures behind them. */
export function picturesHtml({ machine, threads, rounds, coldRatios, warmRatios, stages, pageThread, limits }: PicturesReport): string {
  const versions = Object.entries(machine.versions).map(([name, version]) => `${name} ${version}`).join(', ');
  return `<p>${machine.processor}, ${machine.cores} cores, ${machine.memoryGigabytes} GB, ${machine.system}; ${machine.browser}, Node ${machine.node}; ${versions};
commit ${machine.commit}, ${machine.date}. ${threads} threads, ${rounds} rounds. Load before: ${machine.loadBefore.toFixed(1)}${machine.loadBefore > machine.cores / 2 ? ', so the machine was busy and only ratios mean something' : ''}.</p>
<h2>Warm calls: time of this library by time of the peer</h2><p>Left of the line this library is faster. Each step is a factor of two.</p>${ratioPlot(warmRatios)}${ratioTable(warmRatios)}
<h2>First answer: library, models and one photo</h2>${ratioPlot(coldRatios)}${ratioTable(coldRatios)}
<h2>Where the time of a warm call goes</h2>${stagePlot(stages)}
<h2>The page's own thread, ms a call</h2>${htmlTable([['contender', 'work', 'photo', 'tasks', 'JavaScript'], ...pageThread.map((row) => [row.contender, row.workload, row.photo, ms(row.taskMilliseconds), ms(row.scriptMilliseconds)])])}
<h2>The same graphs in onnxruntime-node, ms a run</h2>${htmlTable([['model', 'page', 'native', 'page by native'], ...limits.map((row) => [row.model, ms(row.page), ms(row.native), row.ratio.toFixed(2)])])}`;
}

function ratioPlot(rows: readonly RatioRow[]): string {
  const middle = LABELS + PLOT / 2;
  const bars = rows.map((row, index) => {
    const length = (Math.max(-OCTAVES, Math.min(OCTAVES, Math.log2(row.ratio))) / OCTAVES) * (PLOT / 2);
    const y = index * ROW;
    return `<text x="0" y="${y + 14}">${row.pairing}, ${row.on}, against ${row.peer}</text><rect x="${middle + Math.min(0, length)}" y="${y + 3}" width="${Math.abs(length)}" height="14" fill="${row.ratio <= 1 ? '#2a7' : '#c53'}"/><text x="${LABELS + PLOT + 8}" y="${y + 14}">${row.ratio.toFixed(2)}</text>`;
  });
  return `<svg width="${LABELS + PLOT + 60}" height="${rows.length * ROW}">${bars.join('')}<line x1="${middle}" x2="${middle}" y1="0" y2="${rows.length * ROW}" stroke="#000"/></svg>`;
}

const stageColors = { models: '#2a7', decode: '#48c', resize: '#c93', storage: '#93c', rest: '#aaa' } as const;

function stagePlot(rows: readonly StageRow[]): string {
  const legend = Object.entries(stageColors).map(([name, color], index) => `<rect x="${index * 90}" y="3" width="12" height="12" fill="${color}"/><text x="${index * 90 + 16}" y="14">${name}</text>`);
  const bars = rows.map((row, index) => {
    const y = (index + 1) * ROW;
    let x = LABELS;
    const parts = (['models', 'decode', 'resize', 'storage', 'rest'] as const).map((name) => {
      const width = Math.max(0, row[name] / row.call) * PLOT;
      x += width;
      return `<rect x="${x - width}" y="${y + 3}" width="${width}" height="14" fill="${stageColors[name]}"/>`;
    });
    return `<text x="0" y="${y + 14}">${row.pairing}, ${row.photo}: ${ms(row.call)} ms</text>${parts.join('')}<text x="${LABELS + PLOT + 8}" y="${y + 14}">${(100 * row.modelShare).toFixed(0)} % models</text>`;
  });
  return `<svg width="${LABELS + PLOT + 120}" height="${(rows.length + 1) * ROW}">${legend.join('')}${bars.join('')}</svg>`;
}

function ratioTable(rows: readonly RatioRow[]): string {
  return htmlTable([
    ['work', 'on', 'peer', 'ours ms', 'p95', 'peer ms', 'p95', 'ours by peer', 'found, ours / peer'],
    ...rows.map((row) => [row.pairing, row.on, row.peer, ms(row.ours), ms(row.oursP95), ms(row.theirs), ms(row.theirsP95), row.ratio.toFixed(2), row.oursFound === undefined ? '' : `${row.oursFound} / ${row.theirsFound}`]),
  ]);
}
