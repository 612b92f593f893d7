/** What every response and exception tells about its call. */
export interface ResponseMetadata {
  /** The status the service would send: 200 for a response. */
  readonly httpStatusCode?: number | undefined;
  /** UUID of the call. */
  readonly requestId?: string | undefined;
  /** Never set: there is no second host. */
  readonly extendedRequestId?: string | undefined;
  /** Never set: there is no content delivery network. */
  readonly cfId?: string | undefined;
  /** Always 1: nothing is retried behind the caller's back. */
  readonly attempts?: number | undefined;
  /** Milliseconds, always 0. */
  readonly totalRetryDelay?: number | undefined;
}

/** A response with its metadata. */
export interface MetadataBearer {
  $metadata: ResponseMetadata;
}
