import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Page } from '../../demo/page.ts';
import { createVideoPage } from '../../demo/pages/video.ts';
import { createSharedClient } from '../../demo/shared-client.ts';
import { lanesOf } from '../../demo/video/mark.ts';
import { numberedClip } from '../set-up/numbered-clip.ts';
import { samplePicture } from '../set-up/sample-picture.ts';

const client = createSharedClient({ device: 'wasm', threads: undefined });
const PATIENCE = { timeout: 100_000, interval: 50 };

const all = <Kind extends Element>(page: Page, selector: string): Kind[] => [...page.element.querySelectorAll<Kind>(selector)];
const texts = (page: Page, selector: string): (string | null)[] => all(page, selector).map(({ textContent }) => textContent);

afterAll(async () => {
  for (const CollectionId of ['staff', 'visitors']) await client.rekognition().deleteCollection({ CollectionId });
  await client.rekognition().close();
});

describe('the Video page', () => {
  let page: Page;
  beforeAll(async () => {
    page = createVideoPage({ client, announce: () => {} });
    document.body.append(page.element);
    // Only shots: the other analyses would load their models.
    for (const pick of all<HTMLButtonElement>(page, '.analysis .toggle')) if (pick.getAttribute('aria-pressed') === 'true' && pick.textContent !== 'Shots') pick.click();
    const scenes = ['#d9c8a0', '#203040'];
    const clip = await numberedClip({
      codec: 'vp8',
      frames: 60,
      rate: 30,
      draw(context, frame) {
        context.fillStyle = scenes[Math.floor(frame / 30)] ?? '';
        context.fillRect(0, 8, 192, 120);
        context.fillStyle = '#c04040';
        for (let index = 0; index < 4; index++) context.fillRect((index * 50 + frame) % 192, 20 + ((index * (frame < 30 ? 31 : 57)) % 90), 20, 20);
      },
    });
    page.takePictures?.([new File([clip], 'scenes.webm', { type: 'video/webm' })], undefined);
    return () => page.element.remove();
  });

  test('puts what was found on lanes of the timeline and says how fast it was', async () => {
    await vi.waitFor(() => expect(texts(page, '.analysis-sentence')[0]).toMatch(/^60 frames, .* real time$/), PATIENCE);
    expect(texts(page, '.timeline-group')).toEqual(['Shots']);
    expect(texts(page, '.timeline-row .timeline-name')).toEqual(['Shots']);
    expect(all(page, '.timeline-span').map(({ ariaLabel }) => ariaLabel?.replace(/, \d.*/, ''))).toEqual(['Shot 1 from 00:00:00:00', 'Shot 2 from 00:00:01:00']);
    expect(texts(page, '.json-operation')).toEqual(['GetSegmentDetection']);
  });

  test('looks for faces in the collection that is chosen', async () => {
    const row = all<HTMLElement>(page, '.analysis').find((each) => each.querySelector('.toggle')?.textContent === 'Known faces');
    const choice = row?.querySelector('select');
    if (!row || !choice) throw new Error('There are no known faces to choose.');
    row.querySelector<HTMLButtonElement>('.toggle')?.click();
    page.shown?.();
    await vi.waitFor(() => expect(row.textContent).toContain('Make a collection'), PATIENCE);
    await client.rekognition().createCollection({ CollectionId: 'staff' });
    await client.rekognition().createCollection({ CollectionId: 'visitors' });
    page.shown?.();
    await vi.waitFor(() => expect([...choice.options].map(({ value }) => value).toSorted()).toEqual(['staff', 'visitors']), PATIENCE);
    choice.value = 'visitors';
    const start = vi.spyOn(client.rekognition(), 'startFaceSearch');
    const analyse = all<HTMLButtonElement>(page, '.panel-header .button').find(({ textContent }) => textContent === 'Analyse');
    analyse?.click();
    await vi.waitFor(() => expect(start.mock.calls.map(([request]) => Object(request).CollectionId)).toEqual(['visitors']), PATIENCE);
    await vi.waitFor(() => expect(row.querySelector(':scope > .analysis-sentence')?.textContent).toMatch(/^10 frames/), PATIENCE);
    choice.value = 'staff';
    choice.dispatchEvent(new Event('change'));
    expect(row.querySelector(':scope > .analysis-sentence')?.textContent).toBe('');
    row.querySelector<HTMLButtonElement>('.toggle')?.click();
    start.mockRestore();
  });

  test('seeks to a span that is pressed', async () => {
    const video = page.element.querySelector('video');
    all<HTMLButtonElement>(page, '.timeline-span')[1]?.click();
    await vi.waitFor(() => expect(video?.currentTime).toBeCloseTo(1.001, 3), PATIENCE);
  });

  test('names whom the collection knows on a lane of their own, and nobody else', async () => {
    const photo = await samplePicture('sample3.jpg');
    const [known, stranger] = await Promise.all([createImageBitmap(photo, 360, 150, 640, 480), createImageBitmap(photo, 1280, 150, 640, 480)]);
    const portrait = new OffscreenCanvas(480, 360);
    portrait.getContext('2d')?.drawImage(known, 0, 0, 480, 360);
    await client.rekognition().indexFaces({ CollectionId: 'staff', ExternalImageId: 'Mia_Berg', Image: { Source: await portrait.convertToBlob() } });
    const film = await numberedClip({ codec: 'vp8', frames: 20, rate: 10, width: 640, height: 480, numbers: false, draw: (context, frame) => context.drawImage(frame < 10 ? known : stranger, frame % 10, 0) });
    const row = all<HTMLElement>(page, '.analysis').find((each) => each.querySelector('.toggle')?.textContent === 'Known faces');
    const choice = row?.querySelector('select');
    if (!row || !choice) throw new Error('There are no known faces to choose.');
    row.querySelector<HTMLButtonElement>('.toggle')?.click();
    choice.value = 'staff';
    page.takePictures?.([new File([film], 'film.webm', { type: 'video/webm' })], undefined);
    await vi.waitFor(() => expect(row.querySelector(':scope > .analysis-sentence')?.textContent).toMatch(/^10 frames/), PATIENCE);
    const lanes = all<HTMLElement>(page, '.timeline-row').map((lane) => [
      lane.querySelector('.timeline-name')?.textContent,
      ...[...lane.querySelectorAll('.timeline-span')].map(({ ariaLabel }) => ariaLabel?.replace(/, [\d.]+ %$/, '')),
    ]);
    // The stranger stands where the known one stood a frame before.
    expect(lanes.slice(1)).toEqual([
      ['Mia Berg', 'Mia Berg, 0:00.0 to 0:01.0'],
      ['Nobody of the collection', 'Nobody of the collection, 0:01.0 to 0:02.0'],
    ]);
    row.querySelector<HTMLButtonElement>('.toggle')?.click();
  });

  test('says why a file cannot be analysed', async () => {
    page.takePictures?.([new File(['no video'], 'letter.txt')], undefined);
    await vi.waitFor(() => expect(texts(page, '.is-failed .analysis-sentence')[0]).toMatch(/^This browser cannot read the file as a video/), PATIENCE);
  });
});

test('lanes: marks close to one another are one span, the surest told; shots stay apart', () => {
  const lanes = lanesOf(
    [
      { lane: 'Person', from: 0, to: 200, confidence: 70 },
      { lane: 'Person', from: 200, to: 400, confidence: 90 },
      { lane: 'Dog', from: 200, to: 400 },
      { lane: 'Person', from: 1000, to: 1200, confidence: 60 },
      { lane: 'Shots', from: 0, to: 500, single: true },
      { lane: 'Shots', from: 510, to: 900, single: true },
    ],
    300,
  );
  expect(lanes.map(({ name, length }) => [name, length])).toEqual([['Person', 600], ['Dog', 200], ['Shots', 890]]);
  expect(lanes[0]?.spans).toEqual([
    { from: 0, to: 400, text: 'Person', confidence: 90 },
    { from: 1000, to: 1200, text: 'Person', confidence: 60 },
  ]);
  expect(lanes[2]?.spans).toHaveLength(2);
});
