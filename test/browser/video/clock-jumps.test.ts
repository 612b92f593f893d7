import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { Rekognition, ResourceNotFoundException } from '../../../src/index.ts';
import { clipBase64 } from '../../other-browsers/clip.ts';

const rekognition = new Rekognition({ device: 'wasm' });
/** It has two shots, so there are two pages of one. */
const Video = { Source: new Blob([Uint8Array.from(atob(clipBase64), (character) => character.charCodeAt(0))]) };
const realNow = Date.now;
const DAY = 24 * 60 * 60 * 1000;

/** The clock of the page shows another time from now on, so far from the true one. */
function jump(milliseconds: number): void {
  vi.spyOn(Date, 'now').mockImplementation(() => realNow.call(Date) + milliseconds);
}

const start = async (ClientRequestToken?: string): Promise<string | undefined> => (await rekognition.startSegmentDetection({ Video, SegmentTypes: ['SHOT'], ClientRequestToken })).JobId;
const firstPage = (JobId: string | undefined) =>
  vi.waitFor(async () => {
    const answer = await rekognition.getSegmentDetection({ JobId, MaxResults: 1 });
    expect(answer.JobStatus).toBe('SUCCEEDED');
    return answer;
  }, { timeout: 60_000 });

afterEach(() => vi.restoreAllMocks());
afterAll(() => rekognition.close());

test('a clock that jumps back by a month leaves job, pages and token as they are', async () => {
  const JobId = await start('back');
  const { NextToken } = await firstPage(JobId);
  jump(-30 * DAY);
  const { Segments } = await rekognition.getSegmentDetection({ JobId, NextToken });
  expect(Segments).toHaveLength(1);
  expect(await start('back')).toBe(JobId);
  expect((await firstPage(await start())).Segments).toHaveLength(1);
});

test('a clock that jumps back while a job runs does not keep it from ending', async () => {
  const JobId = await start();
  jump(-400 * DAY);
  expect((await firstPage(JobId)).Segments).toHaveLength(1);
  expect((await rekognition.jobs.list()).map(({ JobId: id }) => id)).toContain(JobId);
});

test('a clock that jumps on by a day refuses the page of before, and by eight the job, whose token is free again', async () => {
  const JobId = await start('on');
  const { NextToken } = await firstPage(JobId);
  jump(1.1 * DAY);
  await expect(rekognition.getSegmentDetection({ JobId, NextToken })).rejects.toMatchObject({ name: 'InvalidPaginationTokenException' });
  expect((await rekognition.getSegmentDetection({ JobId })).Segments).toHaveLength(2);
  jump(8 * DAY);
  await expect(rekognition.getSegmentDetection({ JobId })).rejects.toBeInstanceOf(ResourceNotFoundException);
  const next = await start('on');
  expect(next).not.toBe(JobId);
  expect((await firstPage(next)).Segments).toHaveLength(1);
});
