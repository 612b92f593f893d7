/** What the vision worker tells while models load. */
export interface VisionEvent {
  /** `download`: bytes arriving; `ready`: the model can be used. */
  readonly kind: 'download' | 'ready';
  /** Model id of the manifest. */
  readonly model: string;
  /** Bytes of this model that have arrived. */
  readonly loadedBytes: number;
  /** Bytes of this model. */
  readonly totalBytes: number;
}
