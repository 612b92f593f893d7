import type { S3Object } from '../../shapes/image.ts';

/** How a job finds its video again after a reload. */
export type StoredVideoSource = { readonly object: S3Object } | { readonly url: string };
