import { InvalidPaginationTokenException, ResourceNotFoundException } from '../../errors.ts';
import type { JobRecord } from '../../jobs/job-record.ts';
import type { GetVideoJobRequest, GetVideoJobResponse } from '../../shapes/stored-video-requests.ts';
import type { VideoMetadata } from '../../shapes/stored-video.ts';
import { pageSize, readToken, writeToken, type TokenScope } from '../collection-paging.ts';
import type { OperationContext } from '../context.ts';
import type { VideoAnalysisName } from './analysis-names.ts';
import type { VideoRow } from './video-row.ts';

/** One page of a job's results, and what every Get response has. */
export interface JobPage<Item> {
  readonly job: JobRecord;
  readonly items: Item[];
  readonly response: GetVideoJobResponse;
}

/** An order other than that of time, by the name it has in SortBy. */
export interface RowOrder<Item> {
  readonly name: string;
  readonly compare: (a: VideoRow<Item>, b: VideoRow<Item>) => number;
}

/** A token is good for so long (OPERATIONS G8). */
const TOKEN_MILLISECONDS = 24 * 60 * 60 * 1000;

/**
 * Reads a page of a job's results. While a job is in progress the pages go through what was there when the first of
 * them was asked for. Throws ResourceNotFoundException for a job that is unknown, expired or of another analysis;
 * InvalidPaginationTokenException.
 */
export async function getJob<Item>(
  analysis: VideoAnalysisName,
  { JobId = '', MaxResults, NextToken }: GetVideoJobRequest,
  context: OperationContext,
  orderOf?: (job: JobRecord) => RowOrder<Item> | undefined,
): Promise<JobPage<Item>> {
  const jobs = await context.videoJobs();
  const job = await settled(JobId, jobs);
  if (job?.analysis !== analysis) {
    throw new ResourceNotFoundException(
      `There is no ${analysis} job "${JobId}". Pass the JobId of a Start${analysis} of the last 7 days, made by a page of the same site.`,
    );
  }
  const order = orderOf?.(job);
  const scope: TokenScope = { operation: `Get${analysis} ${order?.name ?? 'TIMESTAMP'}`, listed: JobId, position: /^\d{1,9} \d{1,9} \d{1,15}$/ };
  const place = placeOf(readToken(scope, NextToken), job);
  const count = Math.min(pageSize(MaxResults), place.total - place.first);
  const items = job.status === 'FAILED' ? [] : (await readPage(jobs, job, place, count, order)).map(({ item }) => item);
  const next = place.first + count;
  const VideoMetadata = videoMetadata(job);
  return {
    job,
    items,
    response: {
      JobStatus: job.status,
      ...(job.statusMessage !== undefined && { StatusMessage: job.statusMessage }),
      ...(VideoMetadata && { VideoMetadata }),
      ...(job.status !== 'FAILED' && next < place.total && { NextToken: writeToken(scope, `${next} ${place.total} ${Date.now()}`) }),
    },
  };
}

type Jobs = Awaited<ReturnType<OperationContext['videoJobs']>>;

async function settled(id: string, jobs: Jobs): Promise<JobRecord | undefined> {
  const job = await jobs.read(id);
  if (job?.status !== 'IN_PROGRESS') return job;
  // The tab that worked on it may be gone.
  await jobs.settle(id);
  return jobs.read(id);
}

interface Place {
  readonly first: number;
  /** Rows that the pages go through. */
  readonly total: number;
}

function placeOf(position: string | undefined, job: JobRecord): Place {
  if (position === undefined) return { first: 0, total: job.rows };
  const [first = 0, total = 0, issued = 0] = position.split(' ').map(Number);
  if (Date.now() - issued > TOKEN_MILLISECONDS) {
    throw new InvalidPaginationTokenException('NextToken is older than 24 hours; leave it out to start with the first page.');
  }
  if (first >= total || total > job.rows) {
    throw new InvalidPaginationTokenException('NextToken is none that was given for this job; leave it out to start with the first page.');
  }
  return { first, total };
}

async function readPage<Item>(jobs: Jobs, { id }: JobRecord, { first, total }: Place, count: number, order: RowOrder<Item> | undefined): Promise<VideoRow<Item>[]> {
  if (!order) return (await jobs.rows(id, first, count)) as VideoRow<Item>[];
  const all = (await jobs.rows(id, 0, total)) as VideoRow<Item>[];
  return all.toSorted(order.compare).slice(first, first + count);
}

/** Facts about the video, once it was opened. */
export function videoMetadata({ facts }: JobRecord): VideoMetadata | undefined {
  if (!facts) return undefined;
  const { codec, format, duration, frameRate, width, height } = facts;
  return {
    ...(codec !== undefined && { Codec: codec }),
    DurationMillis: Math.floor(duration * 1000 + 1e-3),
    ...(format !== undefined && { Format: format }),
    FrameRate: frameRate,
    FrameHeight: height,
    FrameWidth: width,
  };
}
