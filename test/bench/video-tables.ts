import type { ReportTable } from './part-report.ts';
import { memoryGrowth, millisecondsPerFrame, peerRatio, timesRealTime, WITHOUT_PEER, type VideoReport } from './video-report.ts';

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

/** The report as tables, for a terminal or a page. Parts that were not measured are left out. */
export function videoTables({ machine, threads, clipSeconds, rate, pace, peers, stages, minutes, memory }: VideoReport): readonly ReportTable[] {
  const paceTable: ReportTable = {
    title: `Pace on a 720p clip of ${clipSeconds} s, ${rate} frames of each second (segments: every frame)`,
    note: `Above 1 is faster than real time. ${machine.processor}, ${machine.cores} cores, load before ${machine.loadBefore.toFixed(1)}; ${machine.browser}, ${threads} threads.`,
    rows: [
      ['analysis', 'path', 'frames', 'entries', 'ms a frame', 'times real time'],
      ...pace.map((row) => [row.analysis, row.path, row.frames, row.entries, rounded(millisecondsPerFrame(row), 0), rounded(timesRealTime(row), 2)]),
    ],
  };
  const peerTable: ReportTable = {
    title: 'Faces in the frames of the same clip, beside a peer',
    note: WITHOUT_PEER,
    rows: [
      ['peer', 'frames', 'faces, ours', 'faces, peer', 'ours, ms a frame', 'peer, ms a frame', 'ours by peer'],
      ...peers.map((row) => [
        row.peer,
        row.theirs.frames,
        row.ours.entries,
        row.theirs.entries,
        rounded(millisecondsPerFrame(row.ours), 0),
        rounded(millisecondsPerFrame(row.theirs), 0),
        rounded(peerRatio(row), 2),
      ]),
    ],
  };
  const stageTables = stages.map(
    ({ analysis, times }): ReportTable => ({
      title: `Stages of ${analysis} one after another`,
      rows: [['stage', 'ms a frame'], ...Object.entries(times).map(([stage, time]) => [stage, rounded(time, 1)])],
    }),
  );
  const growth = (['decoder', 'element'] as const).flatMap((path) => {
    const grown = memoryGrowth(memory, path);
    return grown ? [`By the ${path} the process grew by ${grown.process.toFixed(0)} MB after the first tenth, the heap by ${grown.heap.toFixed(0)} MB.`] : [];
  });
  const memoryTable: ReportTable = {
    title: `Memory while faces are looked for in ${minutes} minutes of video`,
    note: `Heap after collecting garbage. ${growth.join(' ')}`,
    rows: [
      ['path', 'at s', 'heap MB', 'wasm MB', 'process MB', 'frames open', 'frames made'],
      ...memory.map((row) => [row.path, Math.round(row.videoSeconds), rounded(row.heap, 1), Math.round(row.wasm), Math.round(row.process), row.openFrames, row.madeFrames]),
    ],
  };
  return [paceTable, peerTable, ...stageTables, memoryTable].filter(({ rows }) => rows.length > 1);
}
