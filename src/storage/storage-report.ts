/** What the collections worker holds. All sizes in bytes. */
export interface StorageReport {
  /** How embeddings are compared: WebAssembly SIMD, or plain JavaScript where the engine has no SIMD or forbids WebAssembly. */
  readonly search: 'simd' | 'plain';
  /** Embeddings in memory. Beyond the limit they are read from disk for every search. */
  readonly embeddingBytes: number;
  readonly embeddingLimitBytes: number;
  /** Ids, boxes and names in memory, of the collections used last. */
  readonly faceBytes: number;
  readonly faceLimitBytes: number;
  /** Collections with something in memory. */
  readonly openCollections: number;
  /** Used by this origin on disk, all its data together; undefined where the browser does not tell. */
  readonly usedDiskBytes: number | undefined;
  /** Granted to this origin on disk; undefined where the browser does not tell. */
  readonly grantedDiskBytes: number | undefined;
  /** Whether the browser keeps the data when disk space runs short; undefined where it does not tell. */
  readonly persisted: boolean | undefined;
}
