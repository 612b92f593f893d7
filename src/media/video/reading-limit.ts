import { VideoProblem } from './video-problem.ts';

/** Keeps a damaged file from being read in a circle. */
export interface ReadingLimit {
  /** A frame was found: reading leads somewhere, and may go on as long again. */
  progress(): void;
}

/** A short file's fair share: its container is walked through several times while it is opened. */
const LEAST_READS = 100_000;
/** Nothing that is worth a read is shorter, on average over several walks. */
const BYTES_FOR_A_READ = 16;
/** A file on a server whose length is not known yet. */
const READS_OF_UNKNOWN_LENGTH = 10_000_000;
/** After so many reads the page gets to breathe: bytes that are there already are read without waiting for anything. */
const READS_IN_A_ROW = 1000;

/** What mediabunny asks of its sources, of which its types do not tell. */
interface AskedSource {
  _read(...range: readonly unknown[]): unknown;
}

/**
 * Counts what mediabunny 1.61 asks of a source. A few changed bytes make its reader of Matroska come back to the same place
 * for ever, which would stop the whole page.
 *
 * @param bytes length of the file; undefined where it is not known
 */
export function limitReading(source: object, bytes: number | undefined): ReadingLimit {
  const asked = source as AskedSource;
  const read = asked._read.bind(source);
  const most = bytes === undefined ? READS_OF_UNKNOWN_LENGTH : LEAST_READS + bytes / BYTES_FOR_A_READ;
  let reads = 0;
  asked._read = (...range) => {
    reads += 1;
    if (reads > most) throw new VideoProblem('The file is damaged: reading it leads in a circle. Save or download it again.');
    return reads % READS_IN_A_ROW === 0 ? breathe().then(() => read(...range)) : read(...range);
  };
  return { progress: () => void (reads = 0) };
}

function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
