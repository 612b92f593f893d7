/** Life of a stream processor. */
export type StreamStatus = 'STOPPED' | 'STARTING' | 'RUNNING' | 'FAILED' | 'STOPPING';

/** A stream processor as it is kept. Plain data. */
export interface StreamRow {
  readonly name: string;
  /** What it was created with; opaque here, compared when the name comes again. */
  readonly settings: string;
  /** ARNs of the streams that it alone may use. */
  readonly input: string;
  readonly output: string;
  readonly status: StreamStatus;
  /** A sentence about the status. */
  readonly statusMessage?: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** When the status last changed. Milliseconds since 1970. */
  readonly updatedAt: number;
}
