import { deleteDB } from 'idb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Rekognition, type GetFaceDetectionResponse, type JobNotification, type RekognitionConfig, type VideoProgress } from '../../../src/index.ts';
import { drawnText } from '../../set-up/drawn-text.ts';
import { numberedClip } from '../../set-up/numbered-clip.ts';
import { samplePicture } from '../../set-up/sample-picture.ts';
import { soundClip } from '../../set-up/sound-clip.ts';

const clients: Rekognition[] = [];

function client(config: RekognitionConfig = {}): Rekognition {
  const made = new Rekognition({ device: 'wasm', ...config });
  clients.push(made);
  return made;
}

const progress: VideoProgress[] = [];
const told: JobNotification[] = [];
let rekognition: Rekognition;
const InBucket = { S3Object: { Bucket: 'films', Name: 'group.webm' } };
const topic = 'arn:aws:sns:eu-west-1:123456789012:films';
const NotificationChannel = { SNSTopicArn: topic, RoleArn: 'arn:aws:iam::123456789012:role/films' };
const PATIENCE = { timeout: 100_000, interval: 50 };

/** A second, or so many, in which a photo of four people stands still. */
async function groupClip(seconds = 1): Promise<Blob> {
  const photo = await createImageBitmap(await samplePicture('sample6.jpg'));
  return numberedClip({ codec: 'vp8', frames: 10 * seconds, rate: 10, width: 480, height: 320, draw: (context) => context.drawImage(photo, 0, 20, 480, 300) });
}

async function ended(JobId: string | undefined): Promise<GetFaceDetectionResponse> {
  return vi.waitFor(async () => {
    const answer = await rekognition.getFaceDetection({ JobId });
    expect(answer.JobStatus).not.toBe('IN_PROGRESS');
    return answer;
  }, PATIENCE);
}

beforeAll(async () => {
  await deleteDB('pagesight-jobs');
  rekognition = client({ onProgress: ({ video }) => void (video && progress.push(video)), onNotification: (message) => void told.push(message) });
  await rekognition.buckets.put(InBucket.S3Object, await groupClip());
});

afterAll(async () => {
  await Promise.all(clients.map((each) => each.close()));
});

describe('face detection', () => {
  let JobId: string | undefined;
  const elsewhere: JobNotification[] = [];

  beforeAll(async () => {
    // Another client hears of jobs as another tab does.
    client().notifications.addEventListener(topic, (event) => void elsewhere.push((event as MessageEvent<JobNotification>).data));
    ({ JobId } = await rekognition.startFaceDetection({ Video: InBucket, JobTag: 'group', NotificationChannel }));
  });

  it('answers at once with a job in progress, later with faces five times a second', async () => {
    expect((await rekognition.getFaceDetection({ JobId })).JobStatus).toBe('IN_PROGRESS');
    const { JobStatus, VideoMetadata, Faces = [] } = await ended(JobId);
    expect(JobStatus).toBe('SUCCEEDED');
    expect(VideoMetadata).toEqual({ Codec: 'vp8', Format: 'Matroska / WebM', DurationMillis: 1000, FrameRate: 10, FrameWidth: 480, FrameHeight: 320 });
    expect(Faces).toHaveLength(20);
    expect(Faces.map(({ Timestamp }) => Timestamp)).toEqual(Array.from({ length: 20 }, (_, index) => 200 * Math.floor(index / 4)));
    expect(Faces[0]?.Face).toMatchObject({ Landmarks: expect.any(Array), Pose: expect.any(Object), Confidence: expect.any(Number) });
    expect(Faces[0]?.Face).not.toHaveProperty('AgeRange');
  });

  it('tells how far it is', () => {
    const own = progress.filter(({ jobId }) => jobId === JobId);
    expect(own.map(({ framesDone }) => framesDone)).toEqual([1, 2, 3, 4, 5]);
    expect(own.at(-1)).toMatchObject({ analysis: 'FaceDetection', framesTotal: 5, timesRealTime: expect.any(Number) });
  });

  it('announces its end here and elsewhere, with the keys of the API', async () => {
    const message = { JobId, Status: 'SUCCEEDED', API: 'StartFaceDetection', JobTag: 'group', Timestamp: expect.any(Number), Video: { S3ObjectName: 'group.webm', S3Bucket: 'films' } };
    await vi.waitFor(() => expect([told, elsewhere]).toEqual([[message], [message]]));
  });

  it('goes through pages, whose tokens are good for this job and order alone', async () => {
    const whole = (await rekognition.getFaceDetection({ JobId, MaxResults: 5000 })).Faces;
    const pages: GetFaceDetectionResponse[] = [];
    for await (const page of rekognition.paginateGetFaceDetection({ JobId }, { pageSize: 9 })) pages.push(page);
    expect(pages.map(({ Faces }) => Faces?.length)).toEqual([9, 9, 2]);
    expect(pages.flatMap(({ Faces = [] }) => Faces)).toEqual(whole);
    expect(pages.every(({ VideoMetadata }) => VideoMetadata?.Codec === 'vp8')).toBe(true);
    const NextToken = pages[0]?.NextToken;
    expect(NextToken?.length).toBeLessThanOrEqual(255);
    const { JobId: other } = await rekognition.startFaceDetection({ Video: InBucket });
    const wrong = { name: 'InvalidPaginationTokenException' };
    await expect(rekognition.getFaceDetection({ JobId: other, NextToken })).rejects.toMatchObject(wrong);
    await expect(rekognition.getFaceDetection({ JobId, NextToken: `${NextToken?.slice(0, -3)}AAA` })).rejects.toMatchObject(wrong);
    const late = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 24.1 * 60 * 60 * 1000);
    await expect(rekognition.getFaceDetection({ JobId, NextToken })).rejects.toMatchObject(wrong);
    late.mockRestore();
    await rekognition.jobs.stop(other ?? '');
    expect(await rekognition.getFaceDetection({ JobId: other })).toMatchObject({ JobStatus: 'FAILED', StatusMessage: 'The job was stopped before its end.', Faces: [] });
  });

  it('is known by its id and its kind alone', async () => {
    const unknown = { name: 'ResourceNotFoundException' };
    await expect(rekognition.getTextDetection({ JobId })).rejects.toMatchObject(unknown);
    await expect(rekognition.getFaceDetection({ JobId: 'none' })).rejects.toMatchObject(unknown);
    await expect(rekognition.jobs.stop('none')).rejects.toMatchObject(unknown);
    expect((await rekognition.jobs.list()).find((job) => job.JobId === JobId)).toMatchObject({ API: 'StartFaceDetection', JobStatus: 'SUCCEEDED', framesDone: 5 });
  });

  it('fills every attribute where all are asked for, and samples as the configuration says', async () => {
    const other = client({ samplesPerSecond: 2 });
    const { JobId: id } = await other.startFaceDetection({ Video: InBucket, FaceAttributes: 'ALL' });
    const { Faces = [] } = await ended(id);
    expect(Faces.map(({ Timestamp }) => Timestamp)).toEqual([0, 0, 0, 0, 500, 500, 500, 500]);
    expect(Faces[0]?.Face).toMatchObject({ AgeRange: expect.any(Object), Emotions: expect.any(Array) });
    await expect(client({ samplesPerSecond: 0 }).startFaceDetection({ Video: InBucket })).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});

describe('starting', () => {
  it('gives the same job for the same token, and refuses another input under it', async () => {
    const request = { Video: InBucket, ClientRequestToken: 'again', JobTag: 'one' };
    const { JobId } = await rekognition.startFaceDetection(request);
    expect((await rekognition.startFaceDetection({ ...request })).JobId).toBe(JobId);
    await expect(rekognition.startFaceDetection({ ...request, JobTag: 'two' })).rejects.toMatchObject({ name: 'IdempotentParameterMismatchException' });
    const text = await rekognition.startTextDetection(request);
    expect(text.JobId).not.toBe(JobId);
    for (const id of [JobId, text.JobId]) await rekognition.jobs.stop(id ?? '');
  });

  it('refuses what is no video of the page', async () => {
    const refused = (Video: object) => rekognition.startFaceDetection({ Video });
    await expect(refused({ S3Object: { Bucket: 'films', Name: 'none.webm' } })).rejects.toMatchObject({ name: 'InvalidS3ObjectException' });
    await expect(refused({})).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(refused({ ...InBucket, Source: new Blob() })).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(refused({ Source: document.createElement('video') })).rejects.toMatchObject({ name: 'InvalidParameterException', message: expect.stringContaining('no source') });
    await expect(refused({ Source: document.createElement('canvas') })).rejects.toMatchObject({ name: 'InvalidParameterException' });
    const huge = new Blob([]);
    Object.defineProperty(huge, 'size', { value: 11 * 1024 ** 3 });
    await expect(refused({ Source: huge })).rejects.toMatchObject({ name: 'VideoTooLargeException' });
  });

  it('fails with a sentence where the file shows nothing', async () => {
    const { JobId } = await rekognition.startFaceDetection({ Video: { Source: await soundClip() } });
    expect(await ended(JobId)).toMatchObject({ JobStatus: 'FAILED', StatusMessage: 'The file has sound but no pictures: choose a video.', Faces: [] });
  });
});

it('reads text over time, numbered anew in each frame, with the filters of the request', async () => {
  const sign = await createImageBitmap(await drawnText({ width: 480, height: 240, lines: [{ text: 'TAKE THE EXIT', x: 30, y: 90, height: 40 }] }));
  const clip = await numberedClip({ codec: 'vp9', frames: 3, rate: 5, width: 480, height: 320, draw: (context, frame) => void (frame < 2 && context.drawImage(sign, 0, 60)) });
  const { JobId } = await rekognition.startTextDetection({ Video: { Source: new File([clip], 'sign.webm') }, Filters: { WordFilter: { MinBoundingBoxWidth: 0.26 } } });
  const answer = await vi.waitFor(async () => {
    const now = await rekognition.getTextDetection({ JobId });
    expect(now.JobStatus).toBe('SUCCEEDED');
    return now;
  }, PATIENCE);
  const read = (answer.TextDetections ?? []).map(({ Timestamp, TextDetection }) => [Timestamp, TextDetection?.Id, TextDetection?.DetectedText]);
  const ofFrame = (time: number) => [[time, 0, 'TAKE THE EXIT'], [time, 1, 'TAKE']];
  expect(read).toEqual([0, 200].flatMap(ofFrame));
  expect(answer.TextModelVersion).toMatch(/^\d+\.\d+$/);
});

describe('a page that is closed in the middle', () => {
  // Long enough that no machine is through before the page is closed.
  const SECONDS = 8;
  const LongInBucket = { Bucket: 'films', Name: 'long.webm' };

  beforeAll(async () => {
    await rekognition.buckets.put(LongInBucket, await groupClip(SECONDS));
  });

  /** A page of its own that starts a job, and tells its id. */
  async function pageWithJob(video: string): Promise<{ JobId: string; close: () => void }> {
    const frame = document.createElement('iframe');
    // The test runner wraps dynamic imports, in this page too.
    frame.srcdoc = `<script>var __vitest_browser_runner__ = { wrapDynamicImport: (load) => load() };</script><script type="module">
      import { Rekognition } from '/src/index.ts';
      const rekognition = new Rekognition({ device: 'wasm', samplesPerSecond: 10 });
      rekognition.startFaceDetection({ Video: ${video} }).then(({ JobId }) => parent.postMessage({ JobId }, '*'), (error) => parent.postMessage({ JobId: String(error) }, '*'));
    </script>`;
    const id = new Promise<string>((resolve) => {
      window.addEventListener('message', ({ data, source }) => void (source === frame.contentWindow && resolve(data.JobId)));
    });
    document.body.append(frame);
    return { JobId: await id, close: () => frame.remove() };
  }

  it('leaves its job to the next client, which goes on with it', async () => {
    const page = await pageWithJob(`{ S3Object: ${JSON.stringify(LongInBucket)} }`);
    await vi.waitFor(async () => {
      const job = (await rekognition.jobs.list()).find((each) => each.JobId === page.JobId);
      expect(job?.framesDone).toBeGreaterThan(0);
    }, PATIENCE);
    page.close();
    const { JobStatus, Faces = [] } = await ended(page.JobId);
    expect(JobStatus).toBe('SUCCEEDED');
    expect(Faces.map(({ Timestamp }) => Timestamp)).toEqual(Array.from({ length: 40 * SECONDS }, (_, index) => 100 * Math.floor(index / 4)));
    // This page did the rest, not all of it.
    const own = progress.filter(({ jobId }) => jobId === page.JobId);
    expect(own.length).toBeGreaterThan(0);
    expect(own.length).toBeLessThan(10 * SECONDS);
  });

  it('leaves no job in progress for ever', async () => {
    const page = await pageWithJob(`{ Source: await rekognition.buckets.get(${JSON.stringify(LongInBucket)}) }`);
    page.close();
    const { JobStatus, StatusMessage } = await ended(page.JobId);
    expect({ JobStatus, StatusMessage }).toEqual({ JobStatus: 'FAILED', StatusMessage: expect.stringContaining('closed or reloaded. Start the job again') });
  });
});
