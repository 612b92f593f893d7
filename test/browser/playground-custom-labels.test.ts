import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Page } from '../../demo/page.ts';
import { createCustomLabelsPage } from '../../demo/pages/custom-labels.ts';
import { createSharedClient } from '../../demo/shared-client.ts';
import { drawScene } from '../set-up/drawn-scene.ts';
import { randomNumbers } from '../set-up/random-numbers.ts';

const client = createSharedClient({ device: 'wasm', threads: undefined });
const said: string[] = [];
const PATIENCE = { timeout: 110_000, interval: 50 };
const PHOTOS = 5;

const all = <Kind extends Element>(page: Page, selector: string): Kind[] => [...page.element.querySelectorAll<Kind>(selector)];
const texts = (page: Page, selector: string): (string | null)[] => all(page, selector).map(({ textContent }) => textContent);
const press = (page: Page, label: string): void => all<HTMLButtonElement>(page, 'button').find(({ textContent }) => textContent === label)?.click();

afterAll(() => client.rekognition().close());

describe('the Custom Labels page', () => {
  let page: Page;
  const next = randomNumbers(21);
  beforeAll(() => {
    page = createCustomLabelsPage({ client, announce: (sentence) => void said.push(sentence) });
    document.body.append(page.element);
    // The site's style sheet is not loaded here: without a size nothing can be drawn on the picture.
    page.element.querySelector<HTMLElement>('.box-overlay')?.setAttribute('style', 'position: fixed; left: 0; top: 0; width: 360px; height: 240px');
    return () => page.element.remove();
  });

  test('says what is missing before anything can be learnt', () => {
    expect(texts(page, '.custom-hint')[0]).toMatch(/^Drop a folder for each label/);
    press(page, 'Boxes');
    expect(texts(page, '.custom-hint')[0]).toMatch(/draw a box around each thing/);
    expect(all<HTMLButtonElement>(page, 'button').find(({ textContent }) => textContent === 'Train')?.disabled).toBe(true);
  });

  test('takes photos and the boxes that are drawn on them, and gives a box up again', async () => {
    const overlay = page.element.querySelector<HTMLElement>('.box-overlay');
    if (!overlay) throw new Error('There is nothing to draw on.');
    // There is no real pointer to capture.
    overlay.setPointerCapture = () => {};
    const at = (type: string, clientX: number, clientY: number): void => {
      overlay.dispatchEvent(new PointerEvent(type, { clientX, clientY, pointerType: 'mouse', button: 0, pointerId: 1 }));
    };
    for (let index = 0; index < PHOTOS; index++) {
      const { picture, shapes } = await drawScene(next);
      page.takePictures?.([new File([picture], `${index}.png`, { type: 'image/png' })], undefined);
      for (const { shape, box } of shapes) {
        const [label] = all<HTMLInputElement>(page, '.box-bar input');
        if (label) label.value = shape;
        at('pointerdown', box.left, box.top);
        at('pointermove', box.left + 20, box.top + 20);
        at('pointerup', box.left + box.width, box.top + box.height);
      }
    }
    expect(texts(page, '.photo-boxes')).toEqual(Array.from({ length: PHOTOS }, () => '2'));
    expect(texts(page, '.box-overlay .place-name').map((name) => name?.replace('\u00d7', ''))).toEqual(expect.arrayContaining(['circle', 'square']));
    expect(texts(page, '.custom-hint')).toEqual(['']);

    at('pointerdown', 5, 5);
    at('pointermove', 30, 30);
    at('pointerup', 60, 60);
    expect(texts(page, '.photo-boxes').at(-1)).toBe('3');
    all<HTMLButtonElement>(page, '.place-remove').at(-1)?.click();
    expect(texts(page, '.photo-boxes').at(-1)).toBe('2');
  });

  test('trains, shows how good the model is, and draws what it finds in a new photo', async () => {
    press(page, 'Train');
    await vi.waitFor(() => expect(said.at(-1)).toBe('The model is trained and runs.'), PATIENCE);
    expect(texts(page, '.panel-header h1')[0]).toMatch(/^F1 [\d.]+ %, trained in \d+ s$/);
    expect(texts(page, '.label-scores h2')).toEqual(['circle', 'square']);
    expect(texts(page, '.curve-figures')[0]).toMatch(/^Epoch \d+: loss/);
    const { picture } = await drawScene(next);
    page.takePictures?.([new File([picture], 'new.png', { type: 'image/png' })], undefined);
    await vi.waitFor(() => expect(all(page, '.trial')).toHaveLength(1), PATIENCE);
    // As many boxes over the photo as figures beside it.
    expect(all(page, '.trial .place-mark').length).toBe(all(page, '.trial .meter').length);
    expect(texts(page, '.trial .place-name').every((name) => /^(circle|square) \d+ %$/.test(name ?? ''))).toBe(true);
  });
});
