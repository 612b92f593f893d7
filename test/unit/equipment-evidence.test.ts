import { describe, expect, it } from 'vitest';
import { verdictProbability } from '../../models/heads/protective-equipment/evidence.ts';
import { gloveProbability } from '../../models/heads/protective-equipment/predict.ts';
import { hatEvidence } from '../../models/heads/protective-equipment/hat-evidence.ts';
import { hatFinder } from '../../models/heads/protective-equipment/hat-finder.ts';
import { FEATURE_LENGTHS } from '../../src/vision/backbone/backbone.ts';
import type { PersonCandidate } from '../../src/vision/body/persons.ts';
import { jointNames, type Pose } from '../../src/vision/body/pose.ts';

const box = { left: 100, top: 100, width: 40, height: 40 };
const point = { x: 120, y: 120 };
const face = { box, score: 0.9, points: { eyeLeft: point, eyeRight: point, nose: point, mouthLeft: point, mouthRight: point } };
const pose = Object.fromEntries(jointNames.map((name) => [name, { ...point, score: 0.7 }])) as Pose;
const probability = (candidate: Partial<PersonCandidate>, byHead: number): number =>
  verdictProbability(hatFinder().verdict, hatEvidence({ box, head: box, score: 0, ...candidate }, byHead));

describe('the verdict on a hat', () => {
  it('tells a hat that finder and head both see', () => {
    expect(probability({ score: 0.7, pose, face, hat: { box, score: 0.95 } }, 0.97)).toBeGreaterThan(0.5);
  });

  it('tells none on a bare head with a face, however sure the finder is', () => {
    expect(probability({ score: 0.7, pose, face, hat: { box, score: 0.999 } }, 0.02)).toBeLessThan(0.1);
  });

  it('tells none where neither a face nor a person is seen and the head doubts', () => {
    expect(probability({ hat: { box, score: 0.98 } }, 0.5)).toBeLessThan(0.5);
  });
});

describe('the verdict on a glove', () => {
  it.each(['mobilenet-v2-imagenet', 'nsfw-mobilenet-v2-mid'] as const)('with %s is the surer the less skin is seen, and never sure where the hand is skin', (backbone) => {
    const feature = new Float32Array(FEATURE_LENGTHS[backbone]).fill(0.3);
    const [none = 0, little = 0, all = 0] = [0, 0.1, 0.9].map((share) => gloveProbability(backbone, feature, { inBox: share, atBest: share }));
    expect(none).toBeGreaterThan(little);
    expect(little).toBeGreaterThan(all);
    expect(all).toBeLessThan(0.5);
  });
});
