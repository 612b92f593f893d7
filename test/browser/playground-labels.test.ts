import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Page } from '../../demo/page.ts';
import { createDetectLabelsPage } from '../../demo/pages/detect-labels.ts';
import { createSharedClient } from '../../demo/shared-client.ts';
import { samplePicture } from '../set-up/sample-picture.ts';

const client = createSharedClient({ device: 'wasm', threads: undefined });
const said: string[] = [];
const PATIENCE = { timeout: 100_000, interval: 50 };

const all = <Kind extends Element>(page: Page, selector: string): Kind[] => [...page.element.querySelectorAll<Kind>(selector)];
const labels = (page: Page): string[] => all(page, '.label-name').map((node) => node.firstChild?.textContent ?? '');

afterAll(() => client.rekognition().close());

describe('the Labels page', () => {
  let page: Page;
  beforeAll(async () => {
    page = createDetectLabelsPage({ client, announce: (sentence) => void said.push(sentence) });
    document.body.append(page.element);
    page.takePictures?.([new File([await samplePicture('sample2.jpg')], 'sofa.jpg', { type: 'image/jpeg' })], undefined);
    await vi.waitFor(() => expect(labels(page)).toContain('Person'), PATIENCE);
    return () => page.element.remove();
  });

  test('lists every label once, as a tree, and says how many there are', () => {
    const names = labels(page);
    expect(new Set(names).size).toBe(names.length);
    expect(said.at(-1)).toContain(`${names.length} labels`);
    const face = all(page, 'li li .label-name').map((node) => node.textContent);
    expect(face).toContain('Face');
    expect(all(page, '.json-body')[0]?.textContent).toContain('"LabelModelVersion"');
  });

  test('draws each box once and marks those of the label that is pointed at', () => {
    expect(all(page, '.face-mark').length).toBeGreaterThanOrEqual(3);
    const row = all<HTMLButtonElement>(page, '.label-row').find((node) => node.textContent?.startsWith('Person'));
    row?.dispatchEvent(new PointerEvent('pointerenter'));
    expect(all(page, '.face-mark.is-active').length).toBeGreaterThanOrEqual(3);
    row?.dispatchEvent(new PointerEvent('pointerleave'));
    expect(all(page, '.face-mark.is-active')).toHaveLength(0);
  });

  test('marks the labels of a box that is pointed at', () => {
    all(page, '.face-mark')[0]?.dispatchEvent(new PointerEvent('pointerenter'));
    expect(all(page, '.label-row.is-active').map((node) => node.textContent).join()).toContain('Person');
    all(page, '.face-mark')[0]?.dispatchEvent(new PointerEvent('pointerleave'));
    expect(all(page, '.label-row.is-active')).toHaveLength(0);
  });

  test('shows the colours of picture, foreground and background', () => {
    expect(all(page, '.color-area h2').map((node) => node.textContent)).toEqual(['Whole picture', 'Foreground', 'Background']);
    for (const swatch of all<HTMLElement>(page, '.color-swatch')) expect(swatch.style.backgroundColor).toMatch(/^rgb/);
  });

  test('asks again when the bar has been moved', async () => {
    const before = labels(page).length;
    const [slider] = all<HTMLInputElement>(page, '.threshold-slider');
    if (slider) slider.value = '95';
    slider?.dispatchEvent(new Event('change'));
    await vi.waitFor(() => {
      expect(said.length).toBeGreaterThan(1);
      expect(labels(page).length).toBeLessThan(before);
    }, PATIENCE);
  });
});
