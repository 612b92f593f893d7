import type { BoundingBox, Point } from '../../src/index.ts';

/** Something an analysis says of a stretch of a video. */
export interface Mark {
  /** Row of the timeline. */
  readonly lane: string;
  /** Milliseconds. */
  readonly from: number;
  /** Milliseconds. */
  readonly to: number;
  /** Percent, where one is told. */
  readonly confidence?: number | undefined;
  /** Written at its box, and shown when a span is pointed at. Default: the lane's name. */
  readonly text?: string | undefined;
  readonly box?: BoundingBox | undefined;
  readonly polygon?: readonly Point[] | undefined;
  /** Spans that follow one another stay apart: shots. */
  readonly single?: boolean;
}

/** A stretch of a lane. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** Highest of its marks. */
  readonly confidence: number | undefined;
}

/** A row of the timeline. */
export interface Lane {
  readonly name: string;
  readonly spans: readonly Span[];
  /** Milliseconds in which there is something. */
  readonly length: number;
}

/** Puts marks into lanes, in the order in which they first appear, and joins those that follow one another closely. */
export function lanesOf(marks: readonly Mark[], joined: number): Lane[] {
  const lanes = new Map<string, Mark[]>();
  for (const mark of marks) {
    const lane = lanes.get(mark.lane);
    if (lane) lane.push(mark);
    else lanes.set(mark.lane, [mark]);
  }
  return [...lanes].map(([name, own]) => {
    const spans = spansOf(own, joined);
    return { name, spans, length: spans.reduce((sum, { from, to }) => sum + to - from, 0) };
  });
}

function spansOf(marks: readonly Mark[], joined: number): Span[] {
  const spans: Span[] = [];
  for (const { lane, from, to, confidence, text = lane, single = false } of marks.toSorted((a, b) => a.from - b.from)) {
    const last = spans.at(-1);
    if (last && !single && from - last.to <= joined) {
      spans[spans.length - 1] = { ...last, to: Math.max(last.to, to), confidence: surer(last.confidence, confidence) };
    } else {
      spans.push({ from, to, text, confidence });
    }
  }
  return spans;
}

function surer(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}
