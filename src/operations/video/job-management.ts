import { ResourceNotFoundException } from '../../errors.ts';
import type { JobStatus } from '../../jobs/job-record.ts';
import type { OperationContext } from '../context.ts';

/** A job on a stored video. */
export interface JobDescription {
  readonly JobId: string;
  /** Name of the Start operation. */
  readonly API: string;
  readonly JobStatus: JobStatus;
  /** Why it failed. */
  readonly StatusMessage?: string;
  readonly StartedAt: Date;
  /** Frames seen and written. */
  readonly framesDone: number;
  /** Of how many; absent until the video was opened. */
  readonly framesTotal?: number;
}

/** All jobs of the last 7 days, the oldest first. */
export async function listJobs({ videoJobs }: OperationContext): Promise<JobDescription[]> {
  const jobs = await (await videoJobs()).list();
  return jobs.map(({ id, analysis, status, statusMessage, startedAt, framesDone, framesTotal }) => ({
    JobId: id,
    API: `Start${analysis}`,
    JobStatus: status,
    ...(statusMessage !== undefined && { StatusMessage: statusMessage }),
    StartedAt: new Date(startedAt),
    framesDone,
    ...(framesTotal !== undefined && { framesTotal }),
  }));
}

/** Ends a job. Throws ResourceNotFoundException. */
export async function stopJob(jobId: string, { videoJobs }: OperationContext): Promise<void> {
  const jobs = await videoJobs();
  if (!(await jobs.read(jobId))) throw new ResourceNotFoundException(`There is no job "${jobId}" on this site, or its 7 days are over.`);
  await jobs.stop(jobId, 'The job was stopped before its end.');
}

/** Goes on with jobs that no tab works on. */
export async function resumeJobs({ videoJobs }: OperationContext): Promise<void> {
  await (await videoJobs()).resume();
}
