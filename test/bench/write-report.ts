import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { repositoryRoot } from '../set-up/stages.ts';
import { picturesHtml } from './pictures-html.ts';
import type { PicturesReport } from './pictures-report.ts';
import { videoHtml } from './video-html.ts';
import type { VideoReport } from './video-report.ts';

const reportsFolder = `${repositoryRoot}reports/`;

/** Puts what the parts have measured into reports/bench.json and reports/bench.html, and says so. */
export function writeReport(parts: readonly string[]): string {
  const measured: Record<string, unknown> = {};
  for (const part of parts) {
    const file = `${reportsFolder}bench-${part}.json`;
    if (existsSync(file)) measured[part] = JSON.parse(readFileSync(file, 'utf8'));
  }
  writeFileSync(`${reportsFolder}bench.json`, `${JSON.stringify(measured)}\n`);
  const pictures = measured['pictures'] as PicturesReport | undefined;
  const video = measured['video'];
  const others = Object.entries(measured).filter(([part]) => part !== 'pictures' && part !== 'video');
  const body = [
    pictures === undefined ? '<p>Pictures were not measured.</p>' : picturesHtml(pictures),
    isVideoReport(video) ? videoHtml(video) : '<p>Stored video was not measured.</p>',
    ...others.map(([part, figures]) => `<h2>${part}</h2><pre>${escapeHtml(JSON.stringify(figures, undefined, 1))}</pre>`),
  ].join('\n');
  writeFileSync(`${reportsFolder}bench.html`, page(body));
  return `reports/bench.html and reports/bench.json written: ${Object.keys(measured).join(', ')}.`;
}

/** Reports of before the machine was described in them are as good as none. */
function isVideoReport(measured: unknown): measured is VideoReport {
  return typeof measured === 'object' && measured !== null && 'machine' in measured;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function page(body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Pagesight: benchmarks</title><style>
body { font: 15px/1.4 sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff }
table { border-collapse: collapse; margin: .5rem 0 } td, th { padding: .15rem .6rem; text-align: right; border-bottom: 1px solid #ddd } td:first-child, th:first-child { text-align: left }
pre { max-height: 20rem; overflow: auto; background: #f5f5f5; padding: .5rem } svg text { font: 12px sans-serif }
</style></head><body><h1>Pagesight: benchmarks</h1>
${body}
</body></html>
`;
}
