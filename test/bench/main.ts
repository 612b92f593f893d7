// npm run bench [-- --parts faces,search,video,streams ...]: every benchmark, one after another, or only the named ones. Other arguments go to
// each of the named parts; each prints its figures as ratios of one run and writes reports/bench-<part>.json.
import { program } from '../set-up/stages.ts';

const parts = {
  faces: 'test/bench/faces.ts',
  search: 'test/bench/search.ts',
  video: 'test/bench/video.ts',
  streams: 'test/bench/streams.ts',
} as const;
type Part = keyof typeof parts;

const isPart = (name: string): name is Part => name in parts;

function readArguments(given: readonly string[]): { readonly wanted: readonly Part[]; readonly others: readonly string[] } {
  const at = given.indexOf('--parts');
  if (at < 0) return { wanted: Object.keys(parts).filter(isPart), others: given };
  const names = (given[at + 1] ?? '').split(',');
  const unknown = names.find((name) => !isPart(name));
  if (unknown !== undefined) throw new Error(`There is no benchmark "${unknown}". Benchmarks: ${Object.keys(parts).join(', ')}.`);
  return { wanted: names.filter(isPart), others: given.toSpliced(at, 2) };
}

const { wanted, others } = readArguments(process.argv.slice(2));
if (others.length > 0 && wanted.length > 1) throw new Error('Name one benchmark with --parts to give it arguments.');
for (const part of wanted) {
  console.log(`\n== ${part}`);
  process.exitCode = Math.max(Number(process.exitCode ?? 0), await program(parts[part], others));
}
