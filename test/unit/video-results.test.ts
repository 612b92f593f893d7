import { describe, expect, it } from 'vitest';
import { planSampling, sampleMilliseconds, sampleTime } from '../../src/media/video/sampling.ts';
import { notificationOf } from '../../src/operations/video/announcement.ts';
import type { JobRecord } from '../../src/jobs/job-record.ts';
import { groupedBy } from '../../src/operations/video/row-order.ts';
import { segmentTimes } from '../../src/operations/video/segment-times.ts';

describe('sampling', () => {
  it('takes as many frames as the rate says before the end, and no more than there are', () => {
    expect(planSampling({ duration: 10, frameRate: 30 }, 5)).toEqual({ count: 50, rate: 5 });
    expect(planSampling({ duration: 10.01, frameRate: 30 }, 5).count).toBe(51);
    expect(planSampling({ duration: 1, frameRate: 4 }, 5)).toEqual({ count: 4, rate: 4 });
    expect(planSampling({ duration: 0.01, frameRate: 30 }, 5).count).toBe(1);
  });

  it('tells whole milliseconds at which a player shows the same frame', () => {
    const sampling = planSampling({ duration: 20, frameRate: 30 }, 3);
    const told = Array.from({ length: 7 }, (_, index) => sampleMilliseconds(sampling, index));
    expect(told).toEqual([0, 334, 667, 1000, 1334, 1667, 2000]);
    told.forEach((time, index) => {
      const frame = Math.floor(sampleTime(sampling, index) * 30);
      expect(Math.floor((time / 1000) * 30 + 1e-9)).toBe(frame);
    });
  });
});

it('groups by a key, then surest first, then earliest', () => {
  const order = groupedBy<{ Timestamp: number; name: string }>('NAME', ({ name }) => name, ({ confidence = 0 }) => confidence);
  const row = (name: string, confidence: number, Timestamp: number) => ({ item: { name, Timestamp }, confidence });
  const rows = [row('b', 90, 0), row('a', 50, 0), row('a', 70, 400), row('a', 70, 200), row('b', 95, 800)];
  expect(rows.toSorted(order.compare)).toEqual([rows[3], rows[2], rows[1], rows[4], rows[0]]);
});

it('rounds the times of a segment down and counts its frames', () => {
  expect(segmentTimes({ startFrame: 30, endFrame: 1799, startTime: 1001, endTime: 60026.63 }, 30000 / 1001)).toEqual({
    StartTimestampMillis: 1001,
    EndTimestampMillis: 60026,
    DurationMillis: 59025,
    StartTimecodeSMPTE: '00:00:01;00',
    EndTimecodeSMPTE: '00:00:59;29',
    DurationSMPTE: '00:00:58;29',
  });
});

it('announces with the keys of the API, and without those that were not given', () => {
  const job = { id: 'job', status: 'FAILED', endedAt: 5 } as JobRecord;
  const video = { S3ObjectName: 'a.mp4', S3Bucket: 'films' };
  expect(notificationOf(job, { API: 'StartTextDetection', JobTag: 'tag', Video: video })).toEqual({
    JobId: 'job',
    Status: 'FAILED',
    API: 'StartTextDetection',
    JobTag: 'tag',
    Timestamp: 5,
    Video: video,
  });
  expect(Object.keys(notificationOf(job, { API: 'StartTextDetection', JobTag: undefined, Video: undefined }))).toEqual(['JobId', 'Status', 'API', 'Timestamp']);
});
