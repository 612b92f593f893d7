// npm run bench [-- --quick] [-- --parts pictures,search,video,streams,leak]: every benchmark, one after another, or only the named ones; each
// prints its figures as ratios of one run and writes reports/bench-<part>.json. Then one report of all that were ever run here:
// reports/bench.html and reports/bench.json. Other arguments go to the one part that is named.
import { program } from '../set-up/stages.ts';
import { writeReport } from './write-report.ts';

/** Each part's program, and what makes it short. */
const parts = {
  pictures: { file: 'test/bench/pictures.ts', quick: ['--quick'] },
  search: { file: 'test/bench/search.ts', quick: ['--faces', '100000', '--rounds', '5'] },
  video: { file: 'test/bench/video.ts', quick: ['--seconds', '2', '--minutes', '0', '--paths', 'decoder', '--stages', ''] },
  streams: { file: 'test/bench/streams.ts', quick: ['--records', '30'] },
  leak: { file: 'test/bench/leak.ts', quick: ['--quick'] },
} as const;
type Part = keyof typeof parts;

const isPart = (name: string): name is Part => name in parts;

interface Asked {
  readonly wanted: readonly Part[];
  readonly quick: boolean;
  readonly others: readonly string[];
}

function readArguments(given: readonly string[]): Asked {
  const quick = given.includes('--quick');
  const rest = given.filter((word) => word !== '--quick');
  const at = rest.indexOf('--parts');
  if (at < 0) return { wanted: Object.keys(parts).filter(isPart), quick, others: rest };
  const names = (rest[at + 1] ?? '').split(',');
  const unknown = names.find((name) => !isPart(name));
  if (unknown !== undefined) throw new Error(`There is no benchmark "${unknown}". Benchmarks: ${Object.keys(parts).join(', ')}.`);
  return { wanted: names.filter(isPart), quick, others: rest.toSpliced(at, 2) };
}

const { wanted, quick, others } = readArguments(process.argv.slice(2));
if (others.length > 0 && wanted.length > 1) throw new Error('Name one benchmark with --parts to give it arguments.');
for (const part of wanted) {
  console.log(`\n== ${part}`);
  const { file, quick: short } = parts[part];
  process.exitCode = Math.max(Number(process.exitCode ?? 0), await program(file, [...(quick ? short : []), ...others]));
}
console.log(`\n${writeReport(Object.keys(parts))}`);
