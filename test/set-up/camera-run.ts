import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import type { StreamRecord } from '../../src/index.ts';
import type {} from '../streams-page/main.ts';
import { chromiumFlags, provideChromium } from './browser.ts';
import { serveBuiltPage } from './built-page.ts';
import { writeCameraClip } from './camera-clip.ts';

/**
 * Photos of groups that the fake camera shows one after another, what all their faces are called in the collection, and
 * where in the photo somebody is whom the camera sees alone.
 */
const groups = [
  { photo: '/photos/sample4.jpg', name: 'standing', closeUp: { zoom: 2.6, x: 0, y: 0.1 } },
  { photo: '/photos/sample5.jpg', name: 'sitting', closeUp: { zoom: 2.6, x: 0.08, y: 0.76 } },
] as const;

/** Frames analysed before these are left out: they wait for the models. */
const SETTLING = 10;

/** What a stream processor told of the fake camera, once it was at pace. */
export interface CameraRun {
  readonly records: number;
  readonly faces: number;
  /** Faces that have a name, and those whose name is that of the group then before the camera. */
  readonly named: number;
  readonly right: number;
  /** Milliseconds between records, and from the capture of a frame to its record. */
  readonly gaps: readonly number[];
  readonly delays: readonly number[];
}

/** Lets a stream processor analyse so many frames of Chromium's fake camera, which shows two groups in turn, or one person of each. */
export async function runOnCamera(frames: number, threads: number, closeUp = false): Promise<CameraRun> {
  const site = await serveBuiltPage('test/streams-page', { folders: { '/photos': '@vladmandic/face-api/demo' } });
  const folder = mkdtempSync(join(tmpdir(), 'camera-'));
  try {
    const clip = join(folder, 'camera.y4m');
    const executablePath = provideChromium();
    const first = await chromium.launch({ executablePath, args: [...chromiumFlags] });
    const drawing = await first.newPage();
    await drawing.goto(site.url);
    await writeCameraClip(drawing, groups.map((group) => ({ photo: group.photo, ...(closeUp ? group.closeUp : {}) })), clip);
    await first.close();

    const browser = await chromium.launch({ executablePath, args: [...chromiumFlags, `--use-file-for-fake-video-capture=${clip}`] });
    try {
      const page = await (await browser.newContext({ permissions: ['camera'] })).newPage();
      await page.goto(site.url);
      await page.waitForFunction(() => 'streamsPage' in window);
      for (const { photo, name } of groups) await page.evaluate(([path, who]) => window.streamsPage.index(path, who), [photo, name] as const);
      const records = await page.evaluate(([count, wanted]) => window.streamsPage.watch(count, wanted), [SETTLING + frames, threads] as const);
      return judged(records.slice(SETTLING));
    } finally {
      await browser.close();
    }
  } finally {
    await site.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function judged(records: readonly StreamRecord[]): CameraRun {
  const times = records.map(({ InputInformation: { KinesisVideo } }) => KinesisVideo);
  const written = times.map(({ ServerTimestamp }) => ServerTimestamp);
  const faces = records.flatMap(({ FaceSearchResponse }) => {
    const shown = groupOf(FaceSearchResponse);
    return FaceSearchResponse.map(({ MatchedFaces: [match] }) => ({ shown, name: match?.Face?.ExternalImageId }));
  });
  return {
    records: records.length,
    faces: faces.length,
    named: faces.filter(({ name }) => name !== undefined).length,
    right: faces.filter(({ name, shown }) => name === shown).length,
    gaps: written.slice(1).map((time, index) => (time - (written[index] ?? time)) * 1000),
    delays: times.map(({ ServerTimestamp, ProducerTimestamp }) => (ServerTimestamp - ProducerTimestamp) * 1000),
  };
}

/** Which group a frame shows: only of the sitting ones, some have their faces in the lower half. */
function groupOf(faces: StreamRecord['FaceSearchResponse']): string {
  const lower = faces.some(({ DetectedFace: { BoundingBox: { Top = 0, Height = 0 } = {} } }) => Top + Height / 2 > 0.55);
  return lower ? 'sitting' : 'standing';
}
