import { afterAll, describe, expect, it, vi } from 'vitest';
import { Rekognition, type JobNotification, type RekognitionConfig, type VideoProgress } from '../../../src/index.ts';
import { numberedClip } from '../../set-up/numbered-clip.ts';
import { samplePicture } from '../../set-up/sample-picture.ts';

const clients: Rekognition[] = [];
function client(config: RekognitionConfig = {}): Rekognition {
  const made = new Rekognition({ device: 'wasm', ...config });
  clients.push(made);
  return made;
}
afterAll(() => Promise.all(clients.map((each) => each.close())));

const photo = await createImageBitmap(await samplePicture('sample6.jpg'));
const clip = await numberedClip({ codec: 'vp8', frames: 24, rate: 12, width: 480, height: 320, draw: (context) => context.drawImage(photo, 0, 20, 480, 300) });

describe('faces', () => {
  it('z', async () => {
    const progress: VideoProgress[] = [];
    const rekognition = client({ onProgress: ({ video }) => video && progress.push(video) });
    const { JobId } = await rekognition.startFaceDetection({ Video: { Source: clip } });
    console.log(JSON.stringify(await rekognition.getFaceDetection({ JobId })));
    await vi.waitFor(async () => expect((await rekognition.getFaceDetection({ JobId })).JobStatus).not.toBe('IN_PROGRESS'), { timeout: 60000, interval: 50 });
    const r = await rekognition.getFaceDetection({ JobId });
    console.log(JSON.stringify(r).slice(0, 3000), r.Faces?.length, r.Faces?.map(f=>f.Timestamp).join(), JSON.stringify(progress.at(-1)));
    const message: JobNotification | undefined = undefined;
  });
});
