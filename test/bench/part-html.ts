import type { PartReport, ReportLines } from './part-report.ts';

const WIDTH = 640;
const HEIGHT = 160;
const MARGIN = 44;
const colors = ['#2a7', '#48c', '#c93', '#93c'];

/** A part of the report: its tables and plots. */
export function partHtml(part: string, { tables, plots = [] }: PartReport): string {
  return [`<h2>${escapeHtml(part)}</h2>`, ...tables.map(({ title, note, rows }) => `<h3>${escapeHtml(title)}</h3>${note === undefined ? '' : `<p>${escapeHtml(note)}</p>`}${htmlTable(rows)}`), ...plots.map(linePlot)].join('\n');
}

/** The first row is the head. */
export function htmlTable([head = [], ...rows]: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[], tag: string): string => `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(String(cell))}</${tag}>`).join('')}</tr>`;
  return `<table>${line(head, 'th')}${rows.map((row) => line(row, 'td')).join('')}</table>`;
}

function linePlot({ title, along, x, lines }: ReportLines): string {
  const most = Math.max(...Object.values(lines).flat());
  const last = Math.max(...x);
  const point = (at: number, value: number): string => `${(MARGIN + (at / last) * WIDTH).toFixed(1)},${(HEIGHT - (value / most) * HEIGHT + 4).toFixed(1)}`;
  const drawn = Object.entries(lines).map(([name, values], index) => {
    const color = colors[index % colors.length];
    const label = `<text x="${MARGIN + WIDTH + 8}" y="${HEIGHT - ((values.at(-1) ?? 0) / most) * HEIGHT + 8}" fill="${color}">${escapeHtml(name)}</text>`;
    return `<polyline fill="none" stroke="${color}" stroke-width="2" points="${values.map((value, each) => point(x[each] ?? 0, value)).join(' ')}"/>${label}`;
  });
  return `<p>${escapeHtml(title)}</p><svg width="${MARGIN + WIDTH + 220}" height="${HEIGHT + 28}"><path d="M${MARGIN} 4V${HEIGHT + 4}H${MARGIN + WIDTH}" fill="none" stroke="#000"/>
<text x="0" y="14">${most.toFixed(0)}</text><text x="0" y="${HEIGHT + 4}">0</text><text x="${MARGIN}" y="${HEIGHT + 22}">${escapeHtml(along)}: 0 to ${last.toFixed(0)}</text>${drawn.join('')}</svg>`;
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
