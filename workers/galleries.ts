// Entry of the worker that names people of galleries.
import type { GalleryCalls } from '../src/galleries/gallery-calls.ts';
import { openGalleries } from '../src/galleries/open-galleries.ts';
import { serveWorker } from '../src/runtime/worker-service.ts';

serveWorker<GalleryCalls, never>((settings) => openGalleries(settings));
