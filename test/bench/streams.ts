// npm run bench -- --parts streams [--records 80] [--threads 2]: a stream processor on Chromium's fake camera, which shows the photos of
// @vladmandic/face-api's demo one after another; how often names are right, how many frames a second and after what delay.
// Writes reports/bench-streams.json.
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { runOnCamera, type CameraRun } from '../set-up/camera-run.ts';
import { tellPart } from './part-report.ts';
import { median, quantile } from './statistics.ts';

const { values: options } = parseArgs({
  options: { records: { type: 'string', default: '80' }, threads: { type: 'string', default: String(Math.min(4, availableParallelism())) } },
});
const groups = await runOnCamera(Number(options.records), Number(options.threads));
const alone = await runOnCamera(Number(options.records), Number(options.threads), true);
const [load = 0] = loadavg();
const rowOf = (title: string, run: CameraRun): (string | number)[] => [
  title, run.records, run.faces, run.named, run.right, (1000 / median(run.gaps)).toFixed(1), median(run.delays).toFixed(0), quantile(run.delays, 0.95).toFixed(0),
];
tellPart('streams', {
  tables: [{
    title: `A camera of 640 x 480 on ${cpus().length} cores, ${options.threads} threads, load ${load.toFixed(1)}`,
    rows: [
      ['before the camera', 'records', 'faces', 'named', 'named rightly', 'frames a second', 'delay ms (median)', 'delay ms (p95)'],
      rowOf('four or five people', groups),
      rowOf('one person', alone),
    ],
  }],
  figures: { load, threads: options.threads, groups, alone },
});
