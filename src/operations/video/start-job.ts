import { InternalServerError, InvalidParameterException, LimitExceededException, IdempotentParameterMismatchException, RekognitionServiceException, VideoTooLargeException } from '../../errors.ts';
import { locateS3Object } from '../../media/buckets.ts';
import { placeOf, type VideoPlace } from '../../media/video/video-place.ts';
import { VideoProblem } from '../../media/video/video-problem.ts';
import type { StartVideoJobRequest, StartVideoJobResponse } from '../../shapes/stored-video-requests.ts';
import type { Video } from '../../shapes/stored-video.ts';
import type { OperationContext } from '../context.ts';
import type { VideoAnalysisName } from './analysis-names.ts';
import type { Announcement } from './announcement.ts';
import type { StoredVideoSource } from './stored-source.ts';

/** The API's 10 GB. */
const MOST_BYTES = 10 * 1024 ** 3;

/** Keeps a job for an analysis and begins with it. `parameters` is plain data: what the analysis needs of the request. */
export async function startJob(
  analysis: VideoAnalysisName,
  parameters: object,
  request: StartVideoJobRequest,
  context: OperationContext,
): Promise<StartVideoJobResponse> {
  const { Video: video = {}, ClientRequestToken, NotificationChannel, JobTag } = request;
  const samplesPerSecond = rateOf(context.config.samplesPerSecond);
  const { place, source } = await findVideo(video, context);
  if (place instanceof Blob && place.size > MOST_BYTES) {
    throw new VideoTooLargeException(`The video has ${place.size} bytes; at most 10 GB are allowed. Cut it into parts.`);
  }
  const { S3Object } = video;
  const content: Announcement = {
    API: `Start${analysis}`,
    JobTag,
    Video: S3Object ? { S3ObjectName: S3Object.Name, S3Bucket: S3Object.Bucket } : undefined,
  };
  const topic = NotificationChannel?.SNSTopicArn;
  const jobs = await context.videoJobs();
  const added = await jobs.start({
    analysis,
    parameters: { ...parameters, samplesPerSecond },
    place,
    source,
    tokenKey: ClientRequestToken === undefined ? undefined : `${analysis} ${ClientRequestToken}`,
    fingerprint: stableText({ parameters, samplesPerSecond, NotificationChannel, JobTag, video: described(video) }),
    announcement: topic === undefined ? undefined : { topic, content },
  }).catch(refuseStart);
  switch (added.outcome) {
    case 'added':
    case 'known':
      return { JobId: added.id };
    case 'token of another input':
      throw new IdempotentParameterMismatchException(
        `The ClientRequestToken was used for another Start${analysis} within the last 7 days. Use a new token, or send the same request.`,
      );
    case 'too many':
      throw new LimitExceededException('20 jobs are in progress, more are not allowed at once. Start this one when another has ended, or stop one.');
  }
}

/** What every analysis finds in its parameters. */
export interface JobParameters {
  /** Frames to see of a second of video. */
  readonly samplesPerSecond: number;
}

/** One frame in 200 ms, as the API's labels. */
const DEFAULT_RATE = 5;
const HIGHEST_RATE = 240;

function rateOf(configured = DEFAULT_RATE): number {
  if (configured > 0 && configured <= HIGHEST_RATE) return configured;
  throw new InvalidParameterException(`samplesPerSecond is ${configured} in the client's configuration: give a number above 0, at most ${HIGHEST_RATE}.`);
}

interface FoundVideo {
  readonly place: VideoPlace;
  /** Undefined where only this page has the video. */
  readonly source: StoredVideoSource | undefined;
}

async function findVideo({ S3Object, Source }: Video, { config }: OperationContext): Promise<FoundVideo> {
  if (S3Object) return { place: await locateS3Object(S3Object, config), source: { object: S3Object } };
  if (!Source) throw new InvalidParameterException('Pass exactly one of S3Object and Source.');
  try {
    const place = placeOf(Source);
    return { place, source: place instanceof URL && place.protocol !== 'blob:' ? { url: place.href } : undefined };
  } catch (error) {
    if (!(error instanceof VideoProblem)) throw error;
    throw new InvalidParameterException({ message: error.message, cause: error });
  }
}

/** What tells one video from another when a token comes again. */
function described({ S3Object, Source }: Video): unknown {
  if (S3Object) return S3Object;
  if (Source instanceof File) return [Source.name, Source.size, Source.type, Source.lastModified];
  if (Source instanceof Blob) return [Source.size, Source.type];
  if (Source instanceof URL) return Source.href;
  const element = Source && 'exclusive' in Source ? Source.element : Source;
  return element?.currentSrc;
}

/** JSON with members by name, so that the order in which a request was written makes no difference. */
function stableText(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each) ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1))) : each,
  );
}

function refuseStart(cause: unknown): never {
  if (cause instanceof RekognitionServiceException) throw cause;
  const why = cause instanceof Error ? cause.message : String(cause);
  throw new InternalServerError({ message: `The job could not be kept: ${why}`, cause });
}
