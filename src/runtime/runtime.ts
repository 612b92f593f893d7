import type { ProgressEvent, RekognitionConfig, TrainingProgress, VideoProgress } from '../config.ts';
import { InternalServerError } from '../errors.ts';
import type { TopicMessage } from '../jobs/notifications.ts';
import type { StreamProcessors } from '../jobs/stream-processors.ts';
import type { GalleryCalls } from '../galleries/gallery-calls.ts';
import { galleryPlaces } from '../galleries/gallery-places.ts';
import { openPicture, type ObjectResolver } from '../media/open-picture.ts';
import type { OperationContext } from '../operations/context.ts';
import type { ClientCustomLabels } from '../operations/custom-labels/client-custom-labels.ts';
import { createStreamConnections, type StreamConnections } from '../operations/streams/stream-connections.ts';
import type { ClientVideoJobs } from '../operations/video/client-video-jobs.ts';
import type { CollectionCalls } from '../storage/collection-calls.ts';
import type { EpochEvent, TrainingCalls } from '../training/training-calls.ts';
import type { VisionCalls } from '../vision/vision-calls.ts';
import type { VisionEvent } from '../vision/vision-events.ts';
import { timed, type RecordStage } from '../profile/call-profile.ts';
import { chooseDevice, distrustWebGpu, type ChosenDevice } from './device.ts';
import { ModelUnavailableError } from './model-errors.ts';
import { createTurnstile } from './turnstile.ts';
import { hostWorker, type WorkerHost } from './worker-host.ts';

/** Everything that lives longer than one call. */
export interface Runtime {
  /**
   * What one call works with, until `signal` aborts, which it also does at the call's end.
   *
   * @param record takes down where the call spends its time
   */
  context(signal: AbortSignal, requestId: string, record?: RecordStage): OperationContext;
  /** Ends all workers; calls in flight reject. */
  close(): Promise<void>;
}

/** An idle worker holds some hundred megabytes; starting one anew takes about half a second. */
const IDLE_AFTER_MILLISECONDS = 120_000;
/** More threads than this gain nothing on models of this size. */
const MOST_USEFUL_THREADS = 4;

/** Calls that may hold decoded pictures at once; a thousand calls must not hold a thousand pictures. */
const CALLS_WITH_PICTURES = 4;

/**
 * Starts nothing yet: workers start with the first call that needs them.
 *
 * @param publish tells the page and other tabs that a job has ended
 * @param connections where stream processors find videos and leave records
 */
export function openRuntime(
  config: RekognitionConfig,
  resolveObject: ObjectResolver,
  publish: (message: TopicMessage) => void = () => {},
  connections: StreamConnections = createStreamConnections(),
): Runtime {
  const tellProgress = addUpProgress(config.onProgress);
  const pictures = createTurnstile(CALLS_WITH_PICTURES);
  let host: Promise<WorkerHost<VisionCalls>> | undefined;
  let collections: WorkerHost<CollectionCalls> | undefined;
  let videoJobs: Promise<ClientVideoJobs> | undefined;
  let galleries: WorkerHost<GalleryCalls> | undefined;
  let streamProcessors: Promise<StreamProcessors> | undefined;
  let customLabels: Promise<ClientCustomLabels> | undefined;

  async function openVision(): Promise<WorkerHost<VisionCalls>> {
    const chosen = await chooseDevice(config.device ?? 'auto', () => probeWebGpu(config));
    tellProgress.device(chosen);
    return hostVision(chosen, config, tellProgress.model, () => {
      host = undefined;
    });
  }

  function vision(): Promise<WorkerHost<VisionCalls>> {
    host ??= openVision();
    return host;
  }

  async function loadVideoJobs(): Promise<ClientVideoJobs> {
    // Pages without videos do not pay for their code.
    const { openClientVideoJobs } = await import('../operations/video/client-video-jobs.ts');
    return openClientVideoJobs({ config, contextOf: (signal, jobId) => context(signal, jobId), tell: tellProgress.video, publish });
  }

  async function loadStreamProcessors(): Promise<StreamProcessors> {
    const { openClientStreamProcessors } = await import('../operations/streams/client-stream-processors.ts');
    return openClientStreamProcessors({ connections, contextOf: (signal, name) => context(signal, name) });
  }

  async function loadCustomLabels(): Promise<ClientCustomLabels> {
    const { openClientCustomLabels } = await import('../operations/custom-labels/client-custom-labels.ts');
    return openClientCustomLabels({ config, contextOf: context, hostTraining: (onEpoch) => hostTraining(config, onEpoch), tell: tellProgress.training });
  }

  function context(signal: AbortSignal, requestId: string, record?: RecordStage): OperationContext {
    let admission: Promise<void> | undefined;
    return {
      signal,
      requestId,
      config,
      async openPicture(image, limits) {
        admission ??= pictures.enter(signal);
        await timed(record, 'turn', undefined, () => admission ?? Promise.resolve());
        // The worker starts while the picture is decoded; what goes wrong is told by the call that needs it.
        vision().then((open) => open.wake(), () => {});
        return timed(record, 'decode', undefined, () => openPicture(image, resolveObject, limits));
      },
      vision: deferCalls(async () => (await timed(record, 'device', undefined, vision)).calls(signal, record)),
      get collections() {
        collections ??= hostCollections(config);
        return collections.calls(signal, record);
      },
      get galleries() {
        galleries ??= hostGalleries(config);
        return galleries.calls(signal, record);
      },
      async videoJobs() {
        videoJobs ??= loadVideoJobs();
        try {
          return await videoJobs;
        } catch (error) {
          // The next call tries again: the database may only have been blocked.
          videoJobs = undefined;
          throw error;
        }
      },
      async customLabels() {
        customLabels ??= loadCustomLabels();
        try {
          return await customLabels;
        } catch (error) {
          customLabels = undefined;
          throw error;
        }
      },
      streamProcessors() {
        streamProcessors ??= loadStreamProcessors();
        return streamProcessors;
      },
    };
  }

  return {
    context,
    async close() {
      const jobs = await videoJobs?.catch(() => undefined);
      await jobs?.close();
      await (await streamProcessors?.catch(() => undefined))?.close();
      await (await customLabels?.catch(() => undefined))?.close();
      connections.records.close();
      const open = await host?.catch(() => undefined);
      open?.stop();
      host = undefined;
      collections?.stop();
      collections = undefined;
      galleries?.stop();
      galleries = undefined;
    },
  };
}

function hostVision(
  { device }: ChosenDevice,
  config: RekognitionConfig,
  onEvent: (event: VisionEvent) => void,
  onDeviceLost: () => void,
): WorkerHost<VisionCalls> {
  return hostWorker<VisionCalls, VisionEvent>({
    title: 'vision',
    start: device === 'webgpu' ? startVisionOnWebGpu : startVision,
    settings: workerSettings(config),
    idleAfterMilliseconds: IDLE_AFTER_MILLISECONDS,
    onEvent,
    lost: (message) => new InternalServerError(message),
    isFatal: (error) => error instanceof ModelUnavailableError && error.isOfRuntime,
    onDeath() {
      // On WebGPU the device itself may be gone: the next call asks again which device works.
      if (device !== 'webgpu') return;
      distrustWebGpu();
      onDeviceLost();
    },
  });
}

function hostCollections(config: RekognitionConfig): WorkerHost<CollectionCalls> {
  return hostWorker<CollectionCalls, never>({
    title: 'collections',
    callStage: 'storage',
    start: startCollections,
    settings: workerSettings(config),
    idleAfterMilliseconds: IDLE_AFTER_MILLISECONDS,
    lost: (message) => new InternalServerError(message),
  });
}

function hostGalleries(config: RekognitionConfig): WorkerHost<GalleryCalls> {
  const places = galleryPlaces(config.celebrities);
  return hostWorker<GalleryCalls, never>({
    title: 'galleries',
    callStage: 'storage',
    start: startGalleries,
    settings: { ...workerSettings(config), ...(places && { galleries: places }) },
    idleAfterMilliseconds: IDLE_AFTER_MILLISECONDS,
    lost: (message) => new InternalServerError(message),
  });
}

function hostTraining(config: RekognitionConfig, onEvent: (event: EpochEvent) => void): WorkerHost<TrainingCalls> {
  return hostWorker<TrainingCalls, EpochEvent>({
    title: 'training',
    start: startTraining,
    settings: workerSettings(config),
    // Nobody trains twice in a row often enough to keep it.
    idleAfterMilliseconds: 1000,
    onEvent,
    lost: (message) => new InternalServerError(message),
  });
}

/** Asks a worker that is ended afterwards: a driver that hangs or crashes takes only that worker with it. */
async function probeWebGpu(config: RekognitionConfig): Promise<readonly number[]> {
  const worker = hostWorker<VisionCalls, VisionEvent>({
    title: 'probe',
    start: startVisionOnWebGpu,
    settings: workerSettings(config),
    idleAfterMilliseconds: IDLE_AFTER_MILLISECONDS,
    lost: (message) => new InternalServerError(message),
  });
  try {
    return await worker.calls(new AbortController().signal).probe();
  } finally {
    worker.stop();
  }
}

// Bundlers recognise a worker only by this literal form.
function startVision(): Worker {
  return new Worker(new URL('../../workers/vision.ts', import.meta.url), { type: 'module', name: 'pagesight vision' });
}

function startCollections(): Worker {
  return new Worker(new URL('../../workers/collections.ts', import.meta.url), { type: 'module', name: 'pagesight collections' });
}

function startGalleries(): Worker {
  return new Worker(new URL('../../workers/galleries.ts', import.meta.url), { type: 'module', name: 'pagesight galleries' });
}

function startTraining(): Worker {
  return new Worker(new URL('../../workers/training.ts', import.meta.url), { type: 'module', name: 'pagesight training' });
}

/** Also started, and ended again, to find out whether WebGPU can be trusted. */
function startVisionOnWebGpu(): Worker {
  return new Worker(new URL('../../workers/vision-webgpu.ts', import.meta.url), { type: 'module', name: 'pagesight vision' });
}

function workerSettings({ modelsUrl, threads, debug = false }: RekognitionConfig): { threads: number; modelsUrl?: string; profiled: boolean } {
  const cores = Math.min(globalThis.navigator.hardwareConcurrency, MOST_USEFUL_THREADS);
  return {
    threads: globalThis.crossOriginIsolated ? (threads ?? cores) : 1,
    profiled: debug !== false,
    ...(modelsUrl !== undefined && { modelsUrl: new URL(modelsUrl.endsWith('/') ? modelsUrl : `${modelsUrl}/`, document.baseURI).href }),
  };
}

/** Calls on something that is still being opened. */
function deferCalls(open: () => Promise<VisionCalls>): VisionCalls {
  return {
    findFaces: async (...parameters) => (await open()).findFaces(...parameters),
    readText: async (...parameters) => (await open()).readText(...parameters),
    seeConcerns: async (...parameters) => (await open()).seeConcerns(...parameters),
    seePeople: async (...parameters) => (await open()).seePeople(...parameters),
    shrinkPicture: async (...parameters) => (await open()).shrinkPicture(...parameters),
    findEquipment: async (...parameters) => (await open()).findEquipment(...parameters),
    seePicture: async (...parameters) => (await open()).seePicture(...parameters),
    describePicture: async (...parameters) => (await open()).describePicture(...parameters),
    backbones: async () => (await open()).backbones(),
    sampleCells: async (...parameters) => (await open()).sampleCells(...parameters),
    findThings: async (...parameters) => (await open()).findThings(...parameters),
    cellBackbones: async () => (await open()).cellBackbones(),
    labelModels: async () => (await open()).labelModels(),
    faceDetector: async () => (await open()).faceDetector(),
    probe: async () => (await open()).probe(),
  };
}

interface ProgressTellers {
  readonly model: (event: VisionEvent) => void;
  readonly device: (chosen: ChosenDevice) => void;
  readonly video: (progress: VideoProgress) => void;
  readonly training: (progress: TrainingProgress) => void;
}

/** Adds up the bytes of all models, as a progress bar wants them. */
function addUpProgress(onProgress: RekognitionConfig['onProgress']): ProgressTellers {
  const models = new Map<string, VisionEvent>();
  const tell = (event: Pick<ProgressEvent, 'kind' | 'model' | 'video' | 'training' | 'message'>): void => {
    let loadedBytes = 0;
    let totalBytes = 0;
    for (const model of models.values()) {
      loadedBytes += model.loadedBytes;
      totalBytes += model.totalBytes;
    }
    onProgress?.({ ...event, loadedBytes, totalBytes });
  };
  return {
    model(event) {
      models.set(event.model, event);
      const message = event.kind === 'ready' ? `The model ${event.model} is ready.` : `Loading the model ${event.model}.`;
      tell({ kind: event.kind, model: event.model, message });
    },
    device: ({ reason }) => tell({ kind: 'device', message: reason }),
    training: (training) => tell({ kind: 'training', training, message: trainingMessage(training) }),
    video: (video) => tell({ kind: 'video', video, message: `${video.analysis}: ${video.framesDone} of ${video.framesTotal} frames.` }),
  };
}

function trainingMessage({ phase, picturesDone, picturesTotal, epoch = 0, loss = 0 }: TrainingProgress): string {
  return phase === 'pictures' ? `Training: ${picturesDone} of ${picturesTotal} pictures were looked at.` : `Training: epoch ${epoch}, loss ${loss.toFixed(3)}.`;
}
