/** A project as it is kept. Plain data. */
export interface ProjectRow {
  readonly arn: string;
  readonly name: string;
  /** Milliseconds since 1970; no two projects have the same. */
  readonly createdAt: number;
}

/** Life of a version. */
export type VersionStatus = 'TRAINING_IN_PROGRESS' | 'TRAINING_COMPLETED' | 'TRAINING_FAILED' | 'STARTING' | 'RUNNING' | 'FAILED' | 'STOPPING' | 'STOPPED';

/** A version of a project's model as it is kept. Plain data; what belongs to the API is opaque here. */
export interface VersionRow {
  readonly arn: string;
  readonly projectArn: string;
  readonly name: string;
  /** Milliseconds since 1970; no two versions of a project have the same. */
  readonly createdAt: number;
  readonly status: VersionStatus;
  /** A sentence about the status. */
  readonly statusMessage?: string;
  /** What it is trained from, and where results go. */
  readonly order: unknown;
  /** What training told, as far as it came. */
  readonly result?: unknown;
  /** What the version was last started with. */
  readonly units?: number;
  /** Work of all tabs that trained it. */
  readonly workedMilliseconds: number;
  /** When training ended. Milliseconds since 1970. */
  readonly trainedAt?: number;
}
