import type { RekognitionConfig, VideoProgress } from '../../config.ts';
import { listJobs, readJob, readRows } from '../../jobs/jobs-database.ts';
import type { JobRecord } from '../../jobs/job-record.ts';
import type { FrameProgress } from '../../jobs/job-runner.ts';
import type { TopicMessage } from '../../jobs/notifications.ts';
import { openVideoJobs, type VideoJobs } from '../../jobs/video-jobs.ts';
import { locateS3Object } from '../../media/buckets.ts';
import type { OperationContext } from '../context.ts';
import { analysisOf } from './analyses.ts';
import { notificationOf, type Announcement } from './announcement.ts';
import type { StoredVideoSource } from './stored-source.ts';

/** What the operations of stored video work with. */
export interface ClientVideoJobs extends VideoJobs {
  /** The job, unless it is unknown or its 7 days are over. */
  read(id: string): Promise<JobRecord | undefined>;
  /** Rows of a job in the order in which they were written, as the analysis wrote them. */
  rows(id: string, first: number, count: number): Promise<unknown[]>;
  /** All jobs, the oldest first. */
  list(): Promise<JobRecord[]>;
}

/** What a client lends to its jobs. */
export interface JobSurroundings {
  readonly config: RekognitionConfig;
  /** What the calls of one job work with. */
  readonly contextOf: (signal: AbortSignal, jobId: string) => OperationContext;
  readonly tell: (progress: VideoProgress) => void;
  readonly publish: (message: TopicMessage) => void;
}

/** Opens the jobs of a client, and goes on with those that were interrupted. */
export async function openClientVideoJobs({ config, contextOf, tell, publish }: JobSurroundings): Promise<ClientVideoJobs> {
  const jobs = openVideoJobs({
    analysisOf: (job, signal) => analysisOf(job, contextOf(signal, job.id)),
    async findSource(source) {
      const stored = source as StoredVideoSource;
      return 'url' in stored ? new URL(stored.url) : locateS3Object(stored.object, config);
    },
    framePath: config.framePath ?? 'auto',
    onProgress: (job, progress) => tell(videoProgress(job, progress)),
    announce(job) {
      // Announcements are written by startJob.
      if (job.announcement) publish({ topic: job.announcement.topic, content: notificationOf(job, job.announcement.content as Announcement) });
    },
  });
  await jobs.resume();
  return { ...jobs, read: readJob, rows: readRows, list: listJobs };
}

function videoProgress(job: JobRecord, { framesDone, framesTotal, videoSeconds, workSeconds }: FrameProgress): VideoProgress {
  const seconds = Math.max(workSeconds, 1e-3);
  return { jobId: job.id, analysis: job.analysis, framesDone, framesTotal, timesRealTime: videoSeconds / seconds };
}
