import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { InvalidParameterException, Rekognition, ResourceInUseException, ResourceNotFoundException, type StreamRecord } from '../../../src/index.ts';
import { watchFrames } from '../../set-up/open-frames.ts';
import { killableWorkers } from '../../set-up/killable-workers.ts';
import { needsYunet, yunetAvailable } from '../../set-up/face-detector.ts';
import { samplePicture } from '../../set-up/sample-picture.ts';

const rekognition = new Rekognition({ device: 'wasm' });
const CollectionId = `streams-${crypto.randomUUID()}`;
const RoleArn = 'arn:aws:iam::000000000000:role/anything';
let portrait: ImageBitmap;

/** A camera that shows one photo, moving a little as a hand does. */
interface Camera {
  readonly stream: MediaStream;
  show(picture: ImageBitmap | undefined): void;
  end(): void;
}

function createCamera(picture: ImageBitmap | undefined): Camera {
  const canvas = document.createElement('canvas');
  canvas.width = 640;
  canvas.height = 480;
  const context = canvas.getContext('2d');
  let shown = picture;
  let frame = 0;
  const draw = (): void => {
    frame += 1;
    if (!context) return;
    context.fillStyle = '#567';
    context.fillRect(0, 0, 640, 480);
    if (shown) {
      const scale = Math.min(600 / shown.width, 460 / shown.height);
      context.drawImage(shown, 10 + (frame % 3), 10, shown.width * scale, shown.height * scale);
    }
  };
  draw();
  const timer = setInterval(draw, 50);
  const stream = canvas.captureStream(20);
  return {
    stream,
    show: (next) => (shown = next),
    end() {
      clearInterval(timer);
      for (const track of stream.getTracks()) track.stop();
    },
  };
}

const name = (): string => `processor-${crypto.randomUUID()}`;
const videoArn = (processor: string): string => `arn:aws:kinesisvideo:page:000000000000:stream/${processor}/0`;
const dataArn = (processor: string): string => `arn:aws:kinesis:page:000000000000:stream/${processor}`;

async function create(Name: string, FaceMatchThreshold?: number): Promise<void> {
  await rekognition.createStreamProcessor({
    Name,
    Input: { KinesisVideoStream: { Arn: videoArn(Name) } },
    Output: { KinesisDataStream: { Arn: dataArn(Name) } },
    Settings: { FaceSearch: { CollectionId, FaceMatchThreshold } },
    RoleArn,
  });
}

/** The status once it is one of these; fails when it does not come. */
async function statusOnce(Name: string, ...wanted: string[]): Promise<{ Status: string; StatusMessage: string }> {
  const until = Date.now() + 60_000;
  for (;;) {
    const { Status = '', StatusMessage = '' } = await rekognition.describeStreamProcessor({ Name });
    if (wanted.includes(Status)) return { Status, StatusMessage };
    if (Date.now() > until) throw new Error(`${Name} is ${Status} (${StatusMessage}), not ${wanted.join(' or ')}.`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

async function firstRecords(Name: string, count: number): Promise<StreamRecord[]> {
  const records: StreamRecord[] = [];
  for await (const record of rekognition.streams.data(dataArn(Name))) {
    records.push(record);
    if (records.length === count) break;
  }
  return records;
}

const made: string[] = [];
async function processor(): Promise<string> {
  const Name = name();
  await create(Name);
  made.push(Name);
  return Name;
}

beforeAll(async () => {
  portrait = await createImageBitmap(await samplePicture('sample1.jpg'));
  await rekognition.createCollection({ CollectionId });
  await rekognition.indexFaces({ CollectionId, Image: { Source: await samplePicture('sample1.jpg') }, ExternalImageId: 'the-photo' });
});
afterEach(async () => {
  for (const Name of made.splice(0)) {
    const { Status } = await rekognition.describeStreamProcessor({ Name });
    if (Status === 'RUNNING' || Status === 'STARTING') await rekognition.stopStreamProcessor({ Name });
    await statusOnce(Name, 'STOPPED', 'FAILED');
    await rekognition.deleteStreamProcessor({ Name });
  }
});
afterAll(async () => {
  await rekognition.deleteCollection({ CollectionId });
  await rekognition.close();
});

describe('a stream processor', () => {
  test.skipIf(!yunetAvailable)(`names the faces of a live video, once recognised, on every analysed frame${needsYunet}`, async () => {
    const camera = createCamera(portrait);
    const Name = await processor();
    rekognition.streams.video(videoArn(Name), camera.stream);
    await rekognition.startStreamProcessor({ Name });
    const records = await firstRecords(Name, 6);
    expect((await statusOnce(Name, 'RUNNING')).StatusMessage).toBe('');
    for (const { InputInformation, StreamProcessorInformation, FaceSearchResponse } of records) {
      expect(StreamProcessorInformation.Status).toBe('RUNNING');
      expect(FaceSearchResponse.length).toBeGreaterThan(0);
      const [largest] = FaceSearchResponse;
      expect(largest?.MatchedFaces[0]?.Face?.ExternalImageId).toBe('the-photo');
      expect(largest?.MatchedFaces[0]?.Similarity).toBeGreaterThan(80);
      expect(largest?.DetectedFace.BoundingBox?.Width).toBeGreaterThan(0.02);
      const { ProducerTimestamp, ServerTimestamp, StreamArn } = InputInformation.KinesisVideo;
      expect(StreamArn).toBe(videoArn(Name));
      expect(ServerTimestamp).toBeGreaterThan(ProducerTimestamp);
      expect(Math.abs(ProducerTimestamp - Date.now() / 1000)).toBeLessThan(60);
    }
    const offsets = records.map(({ InputInformation }) => InputInformation.KinesisVideo.FrameOffsetInSeconds);
    expect(offsets).toEqual(offsets.toSorted((a, b) => a - b));
    // Nobody is there any more: the name goes with the face.
    camera.show(undefined);
    const later = await firstRecords(Name, 8);
    expect(later.at(-1)?.FaceSearchResponse).toEqual([]);
    camera.end();
    expect((await statusOnce(Name, 'FAILED')).StatusMessage).toMatch(/has ended/);
  });

  test('reads a playing video element as well', async () => {
    const camera = createCamera(portrait);
    const element = document.createElement('video');
    element.muted = true;
    element.srcObject = camera.stream;
    document.body.append(element);
    await element.play();
    const Name = await processor();
    rekognition.streams.video(videoArn(Name), element);
    await rekognition.startStreamProcessor({ Name });
    const [record] = await firstRecords(Name, 1);
    expect(record?.FaceSearchResponse[0]?.MatchedFaces[0]?.Face?.ExternalImageId).toBe('the-photo');
    await rekognition.stopStreamProcessor({ Name });
    await statusOnce(Name, 'STOPPED');
    expect(element.paused).toBe(false);
    element.remove();
    camera.end();
  });

  test('allows the changes of state that make sense and refuses the others', async () => {
    const camera = createCamera(undefined);
    const Name = await processor();
    const { Status, CreationTimestamp, Settings } = await rekognition.describeStreamProcessor({ Name });
    expect([Status, Settings]).toEqual(['STOPPED', { FaceSearch: { CollectionId, FaceMatchThreshold: 80 } }]);
    expect(CreationTimestamp).toBeInstanceOf(Date);
    await expect(rekognition.stopStreamProcessor({ Name })).rejects.toThrow(ResourceInUseException);
    rekognition.streams.video(videoArn(Name), camera.stream.getVideoTracks()[0]);
    await rekognition.startStreamProcessor({ Name });
    await expect(rekognition.startStreamProcessor({ Name })).rejects.toThrow(/is (STARTING|RUNNING); it can be started when/);
    await expect(rekognition.deleteStreamProcessor({ Name })).rejects.toThrow(ResourceInUseException);
    await statusOnce(Name, 'RUNNING');
    await rekognition.stopStreamProcessor({ Name });
    await statusOnce(Name, 'STOPPED');
    await rekognition.startStreamProcessor({ Name });
    await statusOnce(Name, 'RUNNING');
    camera.end();
    await statusOnce(Name, 'FAILED');
    await expect(rekognition.stopStreamProcessor({ Name })).rejects.toThrow(ResourceInUseException);
    const nobody = { Name: 'nobody' };
    await expect(rekognition.describeStreamProcessor(nobody)).rejects.toThrow(ResourceNotFoundException);
    await expect(rekognition.startStreamProcessor(nobody)).rejects.toThrow(ResourceNotFoundException);
    await expect(rekognition.stopStreamProcessor(nobody)).rejects.toThrow(ResourceNotFoundException);
    await expect(rekognition.deleteStreamProcessor(nobody)).rejects.toThrow(ResourceNotFoundException);
  });

  test('is created once: the same again gives the same, other settings or a shared stream are refused', async () => {
    const Name = await processor();
    await create(Name);
    await expect(create(Name, 90)).rejects.toThrow(ResourceInUseException);
    const sharing = rekognition.createStreamProcessor({
      Name: name(),
      Input: { KinesisVideoStream: { Arn: videoArn(Name) } },
      Output: { KinesisDataStream: { Arn: dataArn(name()) } },
      Settings: { FaceSearch: { CollectionId } },
      RoleArn,
    });
    await expect(sharing).rejects.toThrow(/Another stream processor has one of these streams/);
    const others = [await processor(), await processor()];
    const names: string[] = [];
    for await (const { StreamProcessors = [] } of rekognition.paginateListStreamProcessors({ MaxResults: 1 })) {
      expect(StreamProcessors.length).toBeLessThanOrEqual(1);
      names.push(...StreamProcessors.map((each) => each.Name ?? ''));
    }
    expect(names).toEqual(names.toSorted());
    for (const each of [Name, ...others]) expect(names).toContain(each);
  });

  test.each([
    ['no video has its name', (): void => {}, /No video has the name .* call rekognition.streams.video/],
    ['the video has no picture', (Name: string) => rekognition.streams.video(videoArn(Name), new MediaStream()), /no video track/],
  ])('fails with a sentence when %s', async (_, bind, message) => {
    const Name = await processor();
    bind(Name);
    await rekognition.startStreamProcessor({ Name });
    expect((await statusOnce(Name, 'FAILED')).StatusMessage).toMatch(message);
  });

  test('fails with a sentence when its collection is gone', async () => {
    const camera = createCamera(portrait);
    const Name = name();
    await rekognition.createStreamProcessor({
      Name,
      Input: { KinesisVideoStream: { Arn: videoArn(Name) } },
      Output: { KinesisDataStream: { Arn: dataArn(Name) } },
      Settings: { FaceSearch: { CollectionId: 'never-made' } },
      RoleArn,
    });
    made.push(Name);
    rekognition.streams.video(videoArn(Name), camera.stream);
    await rekognition.startStreamProcessor({ Name });
    expect((await statusOnce(Name, 'FAILED')).StatusMessage).toMatch(/never-made/);
    camera.end();
  });

  test('has failed, and says so, when its page was closed', async () => {
    const camera = createCamera(undefined);
    const Name = await processor();
    rekognition.streams.video(videoArn(Name), camera.stream);
    await rekognition.startStreamProcessor({ Name });
    await statusOnce(Name, 'RUNNING');
    // As another tab sees it while this one works on it: it runs.
    const other = new Rekognition({ device: 'wasm' });
    expect((await other.describeStreamProcessor({ Name })).Status).toBe('RUNNING');
    await other.stopStreamProcessor({ Name });
    await statusOnce(Name, 'STOPPED');
    // As a tab leaves it that is killed while it runs: the row says RUNNING, and nobody holds its lock.
    await leaveRunning(Name);
    const { Status, StatusMessage } = await other.describeStreamProcessor({ Name });
    expect([Status, StatusMessage]).toEqual(['FAILED', 'The page that ran it was closed or reloaded. Start it again.']);
    expect((await other.listStreamProcessors()).StreamProcessors?.find((each) => each.Name === Name)?.Status).toBe('FAILED');
    await other.close();
    camera.end();
  });

  test('whose worker is killed fails with a sentence and can be started again', async () => {
    const workers = killableWorkers();
    const own = new Rekognition({ device: 'wasm' });
    const camera = createCamera(portrait);
    const Name = await processor();
    own.streams.video(videoArn(Name), camera.stream);
    const reader = own.streams.data(dataArn(Name)).getReader();
    await own.startStreamProcessor({ Name });
    await reader.read();
    expect(workers.kill('pagesight vision')).toBe(1);
    const { StatusMessage } = await statusOnce(Name, 'FAILED');
    expect(StatusMessage).toMatch(/worker died/);
    await own.startStreamProcessor({ Name });
    expect((await reader.read()).done).toBe(false);
    await own.stopStreamProcessor({ Name });
    await statusOnce(Name, 'STOPPED');
    await reader.cancel();
    await own.close();
    camera.end();
    vi.unstubAllGlobals();
  });

  test('leaves no worker, lock or frame behind, however often it is started', async () => {
    const watch = watchFrames();
    const camera = createCamera(portrait);
    const track = camera.stream.getVideoTracks()[0];
    const Name = await processor();
    rekognition.streams.video(videoArn(Name), camera.stream);
    const reader = rekognition.streams.data(dataArn(Name)).getReader();
    for (let round = 0; round < 10; round++) {
      await rekognition.startStreamProcessor({ Name });
      await statusOnce(Name, 'RUNNING');
      if (round % 3 === 0) await reader.read();
      await rekognition.stopStreamProcessor({ Name });
      await statusOnce(Name, 'STOPPED');
    }
    await reader.cancel();
    const { held = [] } = await navigator.locks.query();
    expect(held.filter((lock) => lock.name?.includes(Name))).toEqual([]);
    expect(held.filter((lock) => lock.name?.startsWith('pagesight-vision'))).toHaveLength(1);
    expect(track?.readyState).toBe('live');
    expect(watch.open()).toBe(0);
    watch.stop();
    camera.end();
  });

  test('analyses nothing that nobody reads, and a slow reader misses records instead of piling them up', async () => {
    const camera = createCamera(undefined);
    const Name = await processor();
    rekognition.streams.video(videoArn(Name), camera.stream);
    const slow = rekognition.streams.data(dataArn(Name)).getReader();
    await rekognition.startStreamProcessor({ Name });
    await statusOnce(Name, 'RUNNING');
    const quick = await firstRecords(Name, 24);
    expect(quick).toHaveLength(24);
    const unread: StreamRecord[] = [];
    for (let index = 0; index < 16; index++) {
      const { value } = await slow.read();
      if (value) unread.push(value);
    }
    const oldest = unread.at(0)?.InputInformation.KinesisVideo.FrameOffsetInSeconds ?? 0;
    expect(oldest).toBeLessThanOrEqual(quick.at(0)?.InputInformation.KinesisVideo.FrameOffsetInSeconds ?? 0);
    // What comes next is new: the records between were never kept.
    const { value: next } = await slow.read();
    const lastKept = unread.at(-1)?.InputInformation.KinesisVideo.FrameOffsetInSeconds ?? Infinity;
    expect(next?.InputInformation.KinesisVideo.FrameOffsetInSeconds).toBeGreaterThan(lastKept + 0.2);
    await slow.cancel();
    camera.end();
  });

  test('refuses names and sources that are none', () => {
    const { streams } = rekognition;
    expect(() => streams.video('camera', new MediaStream())).toThrow(InvalidParameterException);
    expect(() => streams.data('arn:aws:kinesisvideo:page:000000000000:stream/x/0')).toThrow(InvalidParameterException);
    expect(() => streams.video(videoArn('x'), 'a camera' as unknown as MediaStream)).toThrow(/MediaStream/);
  });
});

/** Writes the row as a page leaves it that dies while the processor runs. */
async function leaveRunning(Name: string): Promise<void> {
  const open = indexedDB.open('pagesight-streams');
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    open.addEventListener('success', () => resolve(open.result));
    open.addEventListener('error', () => reject(open.error ?? new Error('The database could not be opened.')));
  });
  const store = database.transaction('processors', 'readwrite').objectStore('processors');
  const read = store.get(Name);
  await new Promise<void>((resolve) => {
    read.addEventListener('success', () => {
      store.put({ ...(read.result as object), status: 'RUNNING' }).addEventListener('success', () => resolve());
    });
  });
  database.close();
}
