import type { IndexFacesResponse, Rekognition } from '../../src/index.ts';
import { cutFace } from './face-thumbnail.ts';
import type { TrayPhoto } from './photo-tray.ts';
import type { ThumbnailStore } from './thumbnail-store.ts';

/** What indexing one photo is done with. */
export interface IndexingOptions {
  readonly rekognition: Rekognition;
  readonly collection: string;
  /** Takes the best face of each photo only. */
  readonly takesOneFace: boolean;
  /** Where pictures of the faces go; absent when the visitor wants none kept. */
  readonly thumbnails: ThumbnailStore | undefined;
  readonly signal: AbortSignal;
}

const THUMBNAIL_PIXELS = 96;
const THUMBNAIL_QUALITY = 0.85;

function toBlob(canvas: HTMLCanvasElement): Promise<Blob | null> {
  return new Promise((done) => canvas.toBlob(done, 'image/webp', THUMBNAIL_QUALITY));
}

/** EXCEEDS_MAX_FACES as a person says it. */
function readable(reason: string): string {
  return reason.toLowerCase().replaceAll('_', ' ');
}

function whyNothing(response: IndexFacesResponse): string {
  const reasons = new Set((response.UnindexedFaces ?? []).flatMap((face) => face.Reasons ?? []));
  return reasons.size === 0 ? 'No face was found.' : `No face was good enough: ${[...reasons].map(readable).join(', ')}.`;
}

/** Indexes one photo and keeps pictures of its faces where asked. Answers why when no face was taken. */
export async function indexPhoto(photo: TrayPhoto, options: IndexingOptions): Promise<string | undefined> {
  const response = await options.rekognition.indexFaces(
    {
      CollectionId: options.collection,
      Image: { Source: photo.file },
      ExternalImageId: photo.name,
      MaxFaces: options.takesOneFace ? 1 : undefined,
    },
    { abortSignal: options.signal },
  );
  const records = response.FaceRecords ?? [];
  if (records.length === 0) return whyNothing(response);
  const { thumbnails } = options;
  if (thumbnails) {
    await photo.image.decode();
    await Promise.all(
      records.map(async ({ Face }) => {
        const picture = await toBlob(cutFace(photo.image, Face?.BoundingBox ?? {}, THUMBNAIL_PIXELS));
        if (picture && Face?.FaceId !== undefined) await thumbnails.keep(options.collection, Face.FaceId, picture);
      }),
    );
  }
  return undefined;
}
