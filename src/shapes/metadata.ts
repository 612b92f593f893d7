/** What every response and exception tells about its call. */
export interface ResponseMetadata {
  /** The status the service would send: 200 for a response. */
  httpStatusCode?: number;
  /** UUID of the call. */
  requestId?: string;
  /** Never set: there is no second host. */
  extendedRequestId?: string;
  /** Never set: there is no content delivery network. */
  cfId?: string;
  /** Always 1: nothing is retried behind the caller's back. */
  attempts?: number;
  /** Milliseconds, always 0. */
  totalRetryDelay?: number;
}

/** A response with its metadata. */
export interface MetadataBearer {
  $metadata: ResponseMetadata;
}
