import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Page } from '../../demo/page.ts';
import { createCompareFacesPage } from '../../demo/pages/compare-faces.ts';
import { createDetectFacesPage } from '../../demo/pages/detect-faces.ts';
import { createSharedClient } from '../../demo/shared-client.ts';
import { needsYunet, yunetAvailable } from '../set-up/face-detector.ts';
import { samplePicture } from '../set-up/sample-picture.ts';

const client = createSharedClient({ device: 'wasm', threads: undefined });
const said: string[] = [];
const playground = { client, announce: (sentence: string) => void said.push(sentence) };
const PATIENCE = { timeout: 100_000, interval: 50 };

async function sampleFile(name: string): Promise<File> {
  return new File([await samplePicture(name)], name, { type: 'image/jpeg' });
}

function textOf(page: Page, selector: string): string {
  return page.element.querySelector(selector)?.textContent ?? '';
}

function all(page: Page, selector: string): Element[] {
  return [...page.element.querySelectorAll(selector)];
}

afterAll(() => client.rekognition().close());

describe('the Faces page', () => {
  let page: Page;
  beforeAll(() => {
    page = createDetectFacesPage(playground);
    document.body.append(page.element);
    return () => page.element.remove();
  });

  test('draws, lists and tells every face of a photo', async () => {
    page.takePictures?.([await sampleFile('sample3.jpg')], undefined);
    await vi.waitFor(() => expect(all(page, '.face-card')).toHaveLength(3), PATIENCE);
    expect(all(page, '.face-mark')).toHaveLength(3);
    expect(all(page, '.landmark-dot').map((dots) => dots.getAttribute('d')?.match(/M/g)?.length)).toEqual([30, 30, 30]);
    expect(textOf(page, '.json-body')).toContain('"BoundingBox"');
    expect(textOf(page, '.call-time')).toMatch(/^[\d,.]+ m?s$/);
    expect(said.at(-1)).toMatch(/^3 faces/);
  });

  test('choosing a face opens its card', () => {
    all(page, '.face-mark')[1]?.dispatchEvent(new MouseEvent('click'));
    expect(all(page, '.face-card').map((card) => card.hasAttribute('open'))).toEqual([false, true, false]);
    expect(all(page, '.face-mark')[1]?.getAttribute('aria-pressed')).toBe('true');
  });

  test('says what is wrong with a file that is no picture, and takes the next photo', async () => {
    page.takePictures?.([new File(['no picture'], 'photo.jpg', { type: 'image/jpeg' })], undefined);
    await vi.waitFor(() => expect(textOf(page, '.failure-name')).toBe('InvalidImageFormatException'), PATIENCE);
    expect(page.element.querySelector<HTMLElement>('.failure')?.hidden).toBe(false);
    expect(all(page, '.face-mark')).toHaveLength(0);
    page.takePictures?.([await sampleFile('sample3.jpg')], undefined);
    await vi.waitFor(() => expect(all(page, '.face-card')).toHaveLength(3), PATIENCE);
    expect(page.element.querySelector<HTMLElement>('.failure')?.hidden).toBe(true);
  });

  test('of two photos given in a row only the second is shown', async () => {
    page.takePictures?.([await sampleFile('sample3.jpg')], undefined);
    page.takePictures?.([await sampleFile('sample6.jpg')], undefined);
    await vi.waitFor(() => expect(all(page, '.face-card')).toHaveLength(4), PATIENCE);
    expect(page.element.querySelector('.picture-image')?.getAttribute('alt')).toBe('Photo sample6.jpg');
  });
});

describe('the Compare page', () => {
  test.skipIf(!yunetAvailable)(`finds the person of one photo in the other, and the slider splits without another call${needsYunet}`, async () => {
    const page = createCompareFacesPage(playground);
    document.body.append(page.element);
    page.takePictures?.([await sampleFile('sample1.jpg'), await sampleFile('sample3.jpg')], undefined);
    await vi.waitFor(() => expect(all(page, '.similarity-row')).toHaveLength(3), PATIENCE);
    expect(all(page, '.face-mark.is-match')).toHaveLength(1);
    expect(all(page, '.match-line')).toHaveLength(1);
    const compareFaces = vi.spyOn(client.rekognition(), 'compareFaces');
    const slider = page.element.querySelector<HTMLInputElement>('.threshold-slider');
    if (slider) slider.value = '0';
    slider?.dispatchEvent(new Event('input'));
    expect(all(page, '.face-mark.is-match')).toHaveLength(3);
    expect(compareFaces).not.toHaveBeenCalled();
    page.element.remove();
  });
});
