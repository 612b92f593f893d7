// Entry of the worker that keeps collections.
import { serveWorker } from '../src/runtime/worker-service.ts';
import type { CollectionCalls } from '../src/storage/collection-calls.ts';
import { openCollectionsStore } from '../src/storage/collections-store.ts';

serveWorker<CollectionCalls, never>(() => openCollectionsStore());
