import type { JobRecord } from '../../jobs/job-record.ts';
import type { JobNotification } from '../../shapes/stored-video.ts';

/** The part of the message that is known when the job starts. */
export interface Announcement {
  readonly API: string;
  readonly JobTag: string | undefined;
  readonly Video: { readonly S3ObjectName: string | undefined; readonly S3Bucket: string | undefined } | undefined;
}

/** The message about a job that has ended. */
export function notificationOf(job: JobRecord, { API, JobTag, Video }: Announcement): JobNotification {
  return {
    JobId: job.id,
    Status: job.status === 'SUCCEEDED' ? 'SUCCEEDED' : 'FAILED',
    API,
    ...(JobTag !== undefined && { JobTag }),
    Timestamp: job.endedAt ?? Date.now(),
    ...(Video && { Video: { ...(Video.S3ObjectName !== undefined && { S3ObjectName: Video.S3ObjectName }), ...(Video.S3Bucket !== undefined && { S3Bucket: Video.S3Bucket }) } }),
  };
}
