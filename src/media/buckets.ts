import type { ResolveS3Object } from '../config.ts';
import { InvalidS3ObjectException } from '../errors.ts';
import type { S3Object } from '../shapes/image.ts';
import {
  UNVERSIONED,
  deleteObject,
  listObjects,
  objectVersions,
  readObject,
  storeObject,
} from '../storage/bucket-objects.ts';
import type { BucketEntry, ObjectPlace } from '../storage/bucket-objects.ts';
import { required } from '../validation/constraint.ts';
import { bucketName, objectName, objectVersion } from '../validation/scalars.ts';
import { validate } from '../validation/validate.ts';

/** An object in a bucket of the page. */
export interface StoredObject {
  readonly Bucket: string;
  readonly Name: string;
  /** `null`, as text, for an object that keeps no versions. */
  readonly Version: string;
  /** Bytes. */
  readonly Size: number;
  /** MIME type. */
  readonly ContentType: string;
  readonly LastModified: Date;
}

/** How an object is put into a bucket. */
export interface PutOptions {
  /** MIME type. Default: the type of a Blob, else `application/octet-stream`. */
  readonly contentType?: string;
  /** Keeps the versions before and gives this one an id. Default false: it replaces the object. */
  readonly versioned?: boolean;
}

/**
 * Buckets of the page, kept in IndexedDB of the page's origin. A bucket is a name, 3 to 255 letters, digits and
 * `. - _`; it is there as soon as something is put into it. Names that break their limits are an
 * InvalidParameterException.
 */
export interface Buckets {
  /** Stores an object. ServiceQuotaExceededException when the browser has no room for it. */
  put(object: S3Object, body: Blob | BufferSource | string, options?: PutOptions): Promise<StoredObject>;
  /** The bytes of the newest version, or of the one that is named. InvalidS3ObjectException where there is none. */
  get(object: S3Object): Promise<Blob>;
  /** The newest version of every object whose name begins with the prefix, by name. */
  list(bucket: string, options?: { readonly prefix?: string }): Promise<StoredObject[]>;
  /** All versions of an object, newest first. */
  versions(object: S3Object): Promise<StoredObject[]>;
  /** Deletes the version that is named, or all of them; nothing happens where there is none. */
  delete(object: S3Object): Promise<void>;
}

/** The buckets of this page's origin; the same ones for every client. */
export const buckets: Buckets = {
  async put(object, body, { contentType, versioned = false } = {}) {
    const place = placeOf('buckets.put', object);
    const type = contentType ?? (body instanceof Blob && body.type !== '' ? body.type : 'application/octet-stream');
    const blob = new Blob([body], { type });
    const version = versioned ? crypto.getRandomValues(new Uint32Array(4)).join('-') : UNVERSIONED;
    const entry = { ...place, version, size: blob.size, contentType: type, lastModified: new Date() };
    await storeObject(entry, blob);
    return storedObject(entry);
  },

  async get(object) {
    const blob = await readObject(placeOf('buckets.get', object), object.Version);
    if (!blob) throw unknown(object);
    return blob;
  },

  async list(bucket, { prefix = '' } = {}) {
    validate('buckets.list', { Bucket: required(bucketName) }, { Bucket: bucket });
    return (await listObjects(bucket, prefix)).map(storedObject);
  },

  async versions(object) {
    return (await objectVersions(placeOf('buckets.versions', object))).map(storedObject);
  },

  async delete(object) {
    await deleteObject(placeOf('buckets.delete', object), object.Version);
  },
};

/**
 * The object that a request names: what the app's own resolver gives, else what is in the page's buckets.
 * A URL is fetched only when the resolver gave it, from whatever origin it names.
 * Throws InvalidS3ObjectException for anything else.
 */
export async function resolveS3Object(
  object: S3Object,
  config: { readonly resolveS3Object?: ResolveS3Object },
  signal?: AbortSignal,
): Promise<Blob> {
  const found = await locateS3Object(object, config);
  return found instanceof Blob ? found : download(object, found, signal);
}

/** The same, with a URL of the app's resolver left as it is, for files that need not be fetched as a whole. */
export async function locateS3Object(object: S3Object, config: { readonly resolveS3Object?: ResolveS3Object }): Promise<Blob | URL> {
  const found = await askApp(object, config.resolveS3Object);
  if (found !== undefined) return found;
  if (!object.Bucket || !object.Name) throw new InvalidS3ObjectException('S3Object needs a Bucket and a Name.');
  const blob = await readObject({ bucket: object.Bucket, name: object.Name }, object.Version);
  if (!blob) throw unknown(object);
  return blob;
}

async function askApp(object: S3Object, resolve: ResolveS3Object | undefined): Promise<Blob | URL | undefined> {
  try {
    return await resolve?.(object);
  } catch (cause) {
    throw new InvalidS3ObjectException({ message: `The app's resolver failed on ${tell(object)}.`, cause });
  }
}

async function download(object: S3Object, url: URL, signal: AbortSignal | undefined): Promise<Blob> {
  try {
    const response = await fetch(url, signal ? { signal } : {});
    if (response.ok) return await response.blob();
    throw new Error(`HTTP status ${response.status}`);
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new InvalidS3ObjectException({ message: `${tell(object)} could not be fetched from ${url.href}.`, cause });
  }
}

function unknown(object: S3Object): InvalidS3ObjectException {
  return new InvalidS3ObjectException(
    `There is no object ${tell(object)}. Put it there with buckets.put, or pass a resolver as resolveS3Object in the config.`,
  );
}

function tell({ Bucket, Name, Version }: S3Object): string {
  return `"${Name ?? ''}"${Version ? `, version ${Version},` : ''} in bucket "${Bucket ?? ''}"`;
}

function placeOf(operation: string, object: S3Object): ObjectPlace {
  const constraints = { Bucket: required(bucketName), Name: required(objectName), Version: objectVersion };
  validate(operation, constraints, object);
  const { Bucket = '', Name = '' } = object;
  return { bucket: Bucket, name: Name };
}

function storedObject({ bucket, name, version, size, contentType, lastModified }: BucketEntry): StoredObject {
  return { Bucket: bucket, Name: name, Version: version, Size: size, ContentType: contentType, LastModified: lastModified };
}
