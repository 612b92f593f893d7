import { InvalidParameterException } from '../../errors.ts';
import { createRecordOutlets, type RecordOutlets } from '../../jobs/record-outlets.ts';
import type { LiveSource } from '../../media/live/live-video.ts';
import type { StreamRecord } from '../../shapes/stream-processors.ts';

/** Streams by name: where a processor finds its video, and where an app reads its records. */
export interface Streams {
  /**
   * Names a live video by the ARN of a Kinesis video stream, any that has the form of one, such as
   * `arn:aws:kinesisvideo:page:000000000000:stream/camera/0`. Give a stream, a track or a video element; nothing gives the
   * name back. A processor that runs goes on with the video it was started with. Throws InvalidParameterException.
   */
  video(arn: string, source: LiveSource | undefined): void;
  /**
   * Reads the records of the processors whose output has this ARN, such as
   * `arn:aws:kinesis:page:000000000000:stream/names`, from now on and in this tab: a ReadableStream that can also be read
   * with `for await`. Each call gives a reader of its own. A processor without readers, or whose readers are all 16 records
   * behind, analyses nothing: a slow reader costs frames, never memory. Throws InvalidParameterException.
   */
  data(arn: string): ReadableStream<StreamRecord> & AsyncIterable<StreamRecord>;
}

/** What the processors of a client see of its streams. */
export interface StreamConnections {
  readonly streams: Streams;
  readonly sourceOf: (arn: string) => LiveSource | undefined;
  readonly records: RecordOutlets<StreamRecord>;
}

const VIDEO_ARN = /^arn:[a-z\d-]+:kinesisvideo:[a-z\d-]+:\d{12}:.+$/;
const DATA_ARN = /^arn:[a-z\d-]+:kinesis:[a-z\d-]+:\d{12}:.+$/;

/** No stream has a name yet. */
export function createStreamConnections(): StreamConnections {
  const sources = new Map<string, LiveSource>();
  const records = createRecordOutlets<StreamRecord>();
  return {
    records,
    sourceOf: (arn) => sources.get(arn),
    streams: {
      video(arn, source) {
        checkArn(arn, VIDEO_ARN, 'arn:aws:kinesisvideo:page:000000000000:stream/camera/0');
        if (source === undefined) sources.delete(arn);
        else if (isLiveSource(source)) sources.set(arn, source);
        else throw new InvalidParameterException('The source of a video stream is a MediaStream, a MediaStreamTrack or an HTMLVideoElement.');
      },
      data(arn) {
        checkArn(arn, DATA_ARN, 'arn:aws:kinesis:page:000000000000:stream/names');
        return iterable(records.open(arn));
      },
    },
  };
}

function checkArn(arn: string, pattern: RegExp, example: string): void {
  if (!pattern.test(arn)) throw new InvalidParameterException(`"${arn}" is no ARN of such a stream; it looks like ${example}.`);
}

function isLiveSource(source: unknown): source is LiveSource {
  return source instanceof MediaStream || source instanceof MediaStreamTrack || source instanceof HTMLVideoElement;
}

/** Some browsers cannot iterate over streams yet. */
function iterable<Row>(stream: ReadableStream<Row>): ReadableStream<Row> & AsyncIterable<Row> {
  if (Symbol.asyncIterator in stream) return stream;
  return Object.assign(stream as ReadableStream<Row>, { [Symbol.asyncIterator]: () => recordsOf(stream) });
}

async function* recordsOf<Row>(stream: ReadableStream<Row>): AsyncGenerator<Row, void> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}
