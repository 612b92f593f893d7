import type { DBSchema, IDBPDatabase } from 'idb';
import { databaseNames } from './database-names.ts';
import { useDatabase } from './use-database.ts';

/** A rule by which reviews are asked for, as it is kept. */
export interface StoredFlow {
  /** Its name. */
  readonly flow: string;
  /** JSON. */
  readonly conditions: string;
  /** Most reviews of this flow that may be open at a time. */
  readonly mostOpen: number;
  /** Whether a small copy of the picture is kept with each review. */
  readonly thumbnails: boolean;
}

/** A review as it is kept. */
export interface StoredReview {
  /** Unique in the queue. */
  readonly name: string;
  readonly flow: string;
  readonly state: 'open' | 'answered';
  readonly createdAt: Date;
  /** What the reviewer is told, as plain data. */
  readonly content: object;
  readonly thumbnail?: Blob;
  /** Any plain data. */
  readonly answer?: unknown;
  readonly answeredAt?: Date;
}

/** Why a review was not put into the queue. */
export type QueueRefusal = 'name is taken' | 'flow is full' | 'flow is unknown';

interface QueueSchema extends DBSchema {
  flows: { key: string; value: StoredFlow };
  reviews: {
    key: number;
    value: StoredReview;
    indexes: { name: string; flow: [flow: string, state: string] };
  };
}

/** Stores a flow; one of the same name is replaced, its reviews stay. */
export function storeFlow(flow: StoredFlow): Promise<void> {
  return withDatabase(async (database) => void (await database.put('flows', flow)));
}

/** The flow of this name; undefined where there is none. */
export function readFlow(flow: string): Promise<StoredFlow | undefined> {
  return withDatabase((database) => database.get('flows', flow));
}

/** All flows, by name. */
export function listFlows(): Promise<StoredFlow[]> {
  return withDatabase((database) => database.getAll('flows'));
}

/** Deletes a flow; its reviews stay. Nothing happens where there is none. */
export function deleteFlow(flow: string): Promise<void> {
  return withDatabase((database) => database.delete('flows', flow));
}

/** Whether a review of this name could be put into the queue now. */
export function checkQueue(name: string, flow: string): Promise<QueueRefusal | undefined> {
  return withDatabase((database) => refusalOf(database.transaction(['flows', 'reviews']), name, flow));
}

/** Puts an open review at the end of the queue, or says why not. Two tabs cannot both take the last place. */
export function queueReview(review: StoredReview): Promise<QueueRefusal | undefined> {
  return withDatabase(async (database) => {
    const transaction = database.transaction(['flows', 'reviews'], 'readwrite', { durability: 'strict' });
    const refusal = await refusalOf(transaction, review.name, review.flow);
    if (refusal === undefined) await transaction.objectStore('reviews').add(review);
    await transaction.done;
    return refusal;
  });
}

/** The review of this name; undefined where there is none. */
export function readReview(name: string): Promise<StoredReview | undefined> {
  return withDatabase((database) => database.getFromIndex('reviews', 'name', name));
}

/** All reviews, oldest first. */
export function listReviews(): Promise<StoredReview[]> {
  return withDatabase((database) => database.getAll('reviews'));
}

/** Keeps an answer, in the place of an earlier one; undefined where there is no such review. */
export function answerReview(name: string, answer: unknown, answeredAt: Date): Promise<StoredReview | undefined> {
  return withDatabase(async (database) => {
    const transaction = database.transaction('reviews', 'readwrite', { durability: 'strict' });
    const cursor = await transaction.store.index('name').openCursor(name);
    if (!cursor) return undefined;
    const answered: StoredReview = { ...cursor.value, state: 'answered', answer, answeredAt };
    await cursor.update(answered);
    await transaction.done;
    return answered;
  });
}

/** Deletes a review; nothing happens where there is none. */
export function deleteReview(name: string): Promise<void> {
  return withDatabase(async (database) => {
    const transaction = database.transaction('reviews', 'readwrite');
    const key = await transaction.store.index('name').getKey(name);
    if (key !== undefined) await transaction.store.delete(key);
    await transaction.done;
  });
}

interface QueueTransaction {
  objectStore(name: 'flows'): { get(flow: string): Promise<StoredFlow | undefined> };
  objectStore(name: 'reviews'): {
    index(name: 'name'): { getKey(name: string): Promise<unknown> };
    index(name: 'flow'): { count(key: [flow: string, state: string]): Promise<number> };
  };
}

async function refusalOf(transaction: QueueTransaction, name: string, flow: string): Promise<QueueRefusal | undefined> {
  const stored = await transaction.objectStore('flows').get(flow);
  if (!stored) return 'flow is unknown';
  const reviews = transaction.objectStore('reviews');
  if ((await reviews.index('name').getKey(name)) !== undefined) return 'name is taken';
  return (await reviews.index('flow').count([flow, 'open'])) >= stored.mostOpen ? 'flow is full' : undefined;
}

function withDatabase<Result>(use: (database: IDBPDatabase<QueueSchema>) => Promise<Result>): Promise<Result> {
  return useDatabase({ name: databaseNames.humanLoops, create }, use);
}

function create(created: IDBPDatabase<QueueSchema>): void {
  created.createObjectStore('flows', { keyPath: 'flow' });
  const reviews = created.createObjectStore('reviews', { autoIncrement: true });
  reviews.createIndex('name', 'name', { unique: true });
  reviews.createIndex('flow', ['flow', 'state']);
}
