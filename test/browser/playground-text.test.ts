import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Page } from '../../demo/page.ts';
import { createDetectTextPage } from '../../demo/pages/detect-text.ts';
import { createSharedClient } from '../../demo/shared-client.ts';
import { drawnText } from '../set-up/drawn-text.ts';

const client = createSharedClient({ device: 'wasm', threads: undefined });
const said: string[] = [];
const PATIENCE = { timeout: 100_000, interval: 50 };

const all = <Kind extends Element>(page: Page, selector: string): Kind[] => [...page.element.querySelectorAll<Kind>(selector)];
const texts = (page: Page, selector: string): (string | null)[] => all(page, selector).map(({ textContent }) => textContent);

afterAll(() => client.rekognition().close());

describe('the Text page', () => {
  let page: Page;
  beforeAll(async () => {
    page = createDetectTextPage({ client, announce: (sentence) => void said.push(sentence) });
    document.body.append(page.element);
    // The site's style sheet is not loaded here: without a size nothing can be drawn on the picture.
    page.element.querySelector<HTMLElement>('.text-overlay')?.setAttribute('style', 'position: fixed; inset: 0; width: 640px; height: 420px');
    const sign = await drawnText({
      width: 640,
      height: 420,
      lines: [
        { text: 'WAIT HALF A MILE', x: 70, y: 70, height: 34 },
        { text: 'TAKE THE EXIT', x: 60, y: 290, height: 34 },
      ],
    });
    page.takePictures?.([new File([sign], 'sign.png', { type: 'image/png' })], undefined);
    return () => page.element.remove();
  });

  test('outlines, lists and tells every word', async () => {
    await vi.waitFor(() => expect(texts(page, '.text-chip')).toEqual(['WAIT', 'HALF', 'A', 'MILE', 'TAKE', 'THE', 'EXIT']), PATIENCE);
    expect(all(page, '.text-word')).toHaveLength(7);
    expect(all(page, '.text-line')).toHaveLength(2);
    expect(all(page, '.text-word').every((word) => word.getAttribute('points')?.split(' ').length === 4)).toBe(true);
    expect(said.at(-1)).toMatch(/^7 words in 2 lines/);
    expect(texts(page, '.json-body').join('')).toContain('"TextDetections"');
  });

  test('a chosen word is marked in the picture and in the list', () => {
    all<HTMLButtonElement>(page, '.text-chip')[3]?.click();
    expect(texts(page, '.text-chip[aria-pressed="true"]')).toEqual(['MILE']);
    const marked = all(page, '.text-word').map((word) => word.classList.contains('is-chosen'));
    expect(marked).toEqual([false, false, false, true, false, false, false]);
  });

  test('reads only what was drawn around', async () => {
    const overlay = page.element.querySelector<HTMLElement>('.text-overlay');
    const at = (type: string, clientX: number, clientY: number) => {
      overlay?.dispatchEvent(new PointerEvent(type, { clientX, clientY, pointerType: 'mouse', button: 0, pointerId: 1 }));
    };
    // There is no real pointer to capture.
    if (overlay) overlay.setPointerCapture = () => {};
    at('pointerdown', 10, 250);
    at('pointermove', 300, 350);
    at('pointerup', 630, 410);
    await vi.waitFor(() => expect(texts(page, '.text-chip')).toEqual(['TAKE', 'THE', 'EXIT']), PATIENCE);
    expect(all(page, '.text-region')).toHaveLength(1);
    const [whole] = all<HTMLButtonElement>(page, '.text-regions .button');
    whole?.click();
    await vi.waitFor(() => expect(texts(page, '.text-chip')).toHaveLength(7), PATIENCE);
    expect(all(page, '.text-region')).toHaveLength(0);
  });

  test('asks again when a slider has been moved', async () => {
    const [confidence, height] = all<HTMLInputElement>(page, '.threshold-slider');
    if (height) height.value = '20';
    height?.dispatchEvent(new Event('change'));
    await vi.waitFor(() => expect(texts(page, '.empty-note')).toHaveLength(1), PATIENCE);
    expect(confidence?.value).toBe('80');
    expect(texts(page, '.face-list h1')).toEqual(['No text found']);
  });
});
