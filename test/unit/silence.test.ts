import { chromium, type Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Plugin } from 'vite';
import type { SilenceOutcome } from '../silence-page/main.ts';
import { isolationHeaders } from '../../scripts/page-settings.ts';
import { chromiumFlags, findChromium } from '../set-up/browser.ts';
import { serveBuiltPage, type ServedPage } from '../set-up/built-page.ts';
import { strictPolicy } from '../set-up/strict-policy.ts';

const executablePath = findChromium();
let browser: Browser;
let served: ServedPage;
let isHeaderSent = false;
/** What browsers told the server of broken rules. */
let reports: string[] = [];

/** A part of a server that sends the policy with every answer, and hears of what breaks it. */
const underPolicy: Plugin = {
  name: 'strict-policy',
  configurePreviewServer({ middlewares }) {
    middlewares.use((request, response, next) => {
      if (request.url === '/policy-report') {
        request.on('data', (part: Buffer) => reports.push(part.toString()));
        request.on('end', () => response.end());
        return;
      }
      response.setHeader('Content-Security-Policy', `${strictPolicy}; report-uri /policy-report`);
      if (isHeaderSent) for (const [name, value] of Object.entries(isolationHeaders)) response.setHeader(name, value);
      next();
    });
  },
};

beforeAll(async () => {
  browser = await chromium.launch({ ...(executablePath !== undefined && { executablePath }), args: [...chromiumFlags] });
  served = await serveBuiltPage('test/silence-page', { folders: { '/samples': '@vladmandic/face-api/demo' }, plugins: [underPolicy], headers: {} });
}, 240_000);
afterAll(async () => {
  await browser.close();
  await served.close();
});

describe.each([
  // Training takes long and has one thread either way: once is enough.
  ['isolated from other origins', true, '?training', { trained: 1 }],
  ['not isolated', false, '', {}],
] as const)('a page that is %s, under a strict policy', (_, isolated, query, trained) => {
  test('answers every kind of call, asks nobody but its own server, and breaks no rule, its workers included', async () => {
    isHeaderSent = isolated;
    reports = [];
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      const asked: string[] = [];
      context.on('request', (request) => asked.push(request.url()));
      await page.goto(served.url + query);
      const outcome = JSON.parse((await page.locator('pre').textContent({ timeout: 200_000 })) ?? '') as SilenceOutcome;
      expect(outcome).toEqual({
        found: { FaceDetails: 3, compared: 1, FaceRecords: 3, FaceMatches: 1, TextDetections: 0, Labels: expect.any(Number), ModerationLabels: expect.any(Number), Persons: 3, UnrecognizedFaces: 3, Segments: 1, ...trained },
        isolated,
        violations: [],
      });
      expect(outcome.found['Labels']).toBeGreaterThan(0);
      expect(reports).toEqual([]);
      expect(asked.some((url) => url.includes('.onnx'))).toBe(true);
      expect(asked.filter((url) => !url.startsWith(served.url) && !/^(blob|data):/.test(url))).toEqual([]);

      // Proof that the server hears of what is forbidden.
      await page.evaluate(() => void fetch('http://elsewhere.invalid/').catch(() => undefined));
      await expect.poll(() => reports.join(), { timeout: 20_000 }).toContain('elsewhere.invalid');
    } finally {
      await context.close();
    }
  }, 240_000);
});
