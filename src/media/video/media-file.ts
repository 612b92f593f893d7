import type { EncodedPacketSink, Input, InputAudioTrack, InputVideoTrack } from 'mediabunny';
import { codecName, formatName } from './codec-names.ts';
import { limitReading, type ReadingLimit } from './reading-limit.ts';
import type { AudioFacts, Seconds, VideoFacts } from './video.ts';
import { VideoProblem } from './video-problem.ts';

/** A file whose container could be read. */
export interface MediaFile {
  readonly track: InputVideoTrack;
  readonly facts: Omit<VideoFacts, 'path'>;
  /** Whether the browser's own decoder takes the frames. */
  readonly decodable: boolean;
  /** What the file claims to be longer than its longest track is. 0 where it claims nothing. */
  readonly missing: Seconds;
  /** To be told of every frame that was found. */
  readonly limit: ReadingLimit;
  close(): void;
}

/** Bytes that are kept of a file on a server. */
const CACHE_BYTES = 16 * 1024 * 1024;
/** A server that fails so often is not asked again. */
const MOST_FAILURES = 3;
/** Frames that the frame rate is estimated from. */
const FRAMES_FOR_RATE = 300;

/**
 * Reads the container of a file by mediabunny, which is loaded by the first call.
 * Undefined for a container that it does not know. Throws VideoProblem for a file without pictures or one that cannot be read.
 */
export async function openMediaFile(file: Blob | URL): Promise<MediaFile | undefined> {
  const { ALL_FORMATS, BlobSource, EncodedPacketSink, Input: MediaInput, UrlSource } = await import('mediabunny');
  const source = file instanceof Blob ? new BlobSource(file) : new UrlSource(file.href, { maxCacheSize: CACHE_BYTES, getRetryDelay: delayAfter });
  const limit = limitReading(source, file instanceof Blob ? file.size : undefined);
  const input = new MediaInput({ formats: ALL_FORMATS, source });
  try {
    if (!(await readable(input, file))) {
      input.dispose();
      return undefined;
    }
    const opened = await describe(input, limit);
    await refuseEarlyEnd(opened, new EncodedPacketSink(opened.track));
    return opened;
  } catch (error) {
    input.dispose();
    if (error instanceof VideoProblem) throw error;
    throw new VideoProblem('The file is damaged or ends too early: its frames cannot be found. Save or download it again.', { cause: error });
  }
}

/** Missing seconds that are told as a file that ends too early; lengths in files are a little wrong. */
const MISSING: Seconds = 0.5;

async function refuseEarlyEnd({ missing, facts: { duration } }: MediaFile, packets: EncodedPacketSink): Promise<void> {
  if (missing >= MISSING) {
    const whole = (duration + missing).toFixed(1);
    throw new VideoProblem(`The file ends too early: it should have ${whole} s and has ${duration.toFixed(1)} s. Save or download it again.`);
  }
  if ((await packets.getPacket(Infinity)) === null) {
    throw new VideoProblem(`The file ends too early: it lacks the last of its ${duration.toFixed(1)} s. Save or download it again.`);
  }
}

function delayAfter(failures: number): number | null {
  return failures < MOST_FAILURES ? 0.2 * 2 ** failures : null;
}

/** Whether the container is a known one. Throws VideoProblem where there are no bytes to be had. */
async function readable(input: Input, file: Blob | URL): Promise<boolean> {
  try {
    return await input.canRead();
  } catch (error) {
    // A file of a few bytes ends while its container is being guessed.
    if (file instanceof Blob && (await hasBytes(file))) return false;
    const where =
      file instanceof Blob
        ? 'The file cannot be read any more: it was moved or changed. Choose it again.'
        : `${file.href} could not be fetched. Its server must be reachable and allow this page to read it.`;
    throw new VideoProblem(where, { cause: error });
  }
}

async function hasBytes(file: Blob): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

async function describe(input: Input, limit: ReadingLimit): Promise<MediaFile> {
  const track = await input.getPrimaryVideoTrack();
  const audioTracks = await input.getAudioTracks();
  if (!track) {
    throw new VideoProblem(audioTracks.length > 0 ? 'The file has sound but no pictures: choose a video.' : 'The file has no video track: choose a video.');
  }
  const [format, codec, width, height, duration, claimedDuration, decodable, rate] = await Promise.all([
    input.getFormat(),
    codecOf(track),
    track.getDisplayWidth(),
    track.getDisplayHeight(),
    track.computeDuration(),
    input.getDurationFromMetadata(),
    typeof VideoDecoder === 'undefined' ? false : track.canDecode(),
    track.computeFrameRateMetrics({ targetPacketCount: FRAMES_FOR_RATE }),
  ]);
  const audio = await Promise.all(audioTracks.map(audioFacts));
  const longest = Math.max(duration, ...audio.map((each) => each.duration));
  const facts = {
    ...(codec !== undefined && { codec }),
    format: formatName(format.name),
    duration,
    frameRate: rate.bestGuessFrameRate,
    width,
    height,
    audio,
  };
  return { track, facts, decodable, limit, missing: Math.max(0, (claimedDuration ?? 0) - longest), close: () => input.dispose() };
}

async function audioFacts(track: InputAudioTrack): Promise<AudioFacts> {
  const [codec, duration, sampleRate, channels] = await Promise.all([
    codecOf(track),
    track.computeDuration(),
    track.getSampleRate(),
    track.getNumberOfChannels(),
  ]);
  return { ...(codec !== undefined && { codec }), duration, sampleRate, channels };
}

async function codecOf(track: InputVideoTrack | InputAudioTrack): Promise<string | undefined> {
  const codec = await track.getCodec();
  if (codec !== null) return codecName(codec);
  const inFile = await track.getInternalCodecId();
  return typeof inFile === 'string' ? inFile : undefined;
}
