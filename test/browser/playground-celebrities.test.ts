import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Page } from '../../demo/page.ts';
import { createCelebritiesPage } from '../../demo/pages/celebrities.ts';
import { createSharedClient } from '../../demo/shared-client.ts';
import { samplePicture } from '../set-up/sample-picture.ts';

const client = createSharedClient({ device: 'wasm', threads: undefined });
const PATIENCE = { timeout: 100_000, interval: 50 };
const texts = (page: Page, selector: string): (string | null)[] => [...page.element.querySelectorAll(selector)].map(({ textContent }) => textContent);

afterAll(() => client.rekognition().close());

/** The middle of the photo: one of its women alone. */
async function portrait(photo: Blob, name: string): Promise<File> {
  const { FaceDetails: [face] = [] } = await client.rekognition().detectFaces({ Image: { Source: photo } });
  const { Left = 0, Top = 0, Width = 0, Height = 0 } = face?.BoundingBox ?? {};
  const bitmap = await createImageBitmap(photo);
  const side = 1.6 * Height * bitmap.height;
  const canvas = new OffscreenCanvas(400, 400);
  const middle = { x: (Left + Width / 2) * bitmap.width, y: (Top + Height / 2) * bitmap.height };
  canvas.getContext('2d')?.drawImage(bitmap, middle.x - side / 2, middle.y - side / 2, side, side, 0, 0, 400, 400);
  return new File([await canvas.convertToBlob({ type: 'image/jpeg' })], name, { type: 'image/jpeg' });
}

describe('the Celebrities page', () => {
  let page: Page;
  let photo: File;
  beforeAll(async () => {
    photo = new File([await samplePicture('sample6.jpg')], 'sample6.jpg', { type: 'image/jpeg' });
    page = createCelebritiesPage({ client, announce: () => {} });
    document.body.append(page.element);
    page.shown?.();
    return () => page.element.remove();
  });

  test('states the gallery, its size and its licence', async () => {
    await vi.waitFor(() => expect(texts(page, '.gallery-title')).toEqual(['Members of the US Congress, portraits of 2015262 people']), PATIENCE);
    expect(texts(page, '.gallery-list .gallery-terms').join('')).toContain('public domain');
  });

  test('builds a gallery from portraits dropped together, by file names, and tells which were left out', async () => {
    page.takePictures?.([await portrait(photo, 'Ada Lovelace.jpg'), new File(['no picture'], 'Broken.jpg', { type: 'image/jpeg' })], undefined);
    await vi.waitFor(() => expect(texts(page, '.gallery-title')[0]).toBe('Your gallery1 person'), PATIENCE);
    expect(texts(page, '.gallery-left-out')).toHaveLength(1);
    expect(texts(page, '.gallery-left-out')[0]).toMatch(/^Broken\.jpg: /);
  });

  test('writes names over faces, and forgets them with the gallery', async () => {
    page.takePictures?.([photo], undefined);
    await vi.waitFor(() => expect(texts(page, '.face-list h1')[0]).toMatch(/^1 named, [1-9]/), PATIENCE);
    expect(texts(page, '.face-tag')[0]).toBe('Ada Lovelace');
    expect(new Set(texts(page, '.face-tag').slice(1))).toEqual(new Set(['?']));
    const forget = [...page.element.querySelectorAll<HTMLButtonElement>('.gallery-own .button')].at(-1);
    expect(forget?.textContent).toBe('Forget it');
    forget?.click();
    await vi.waitFor(() => expect(texts(page, '.face-list h1')[0]).toMatch(/^0 named/), PATIENCE);
  });
});
