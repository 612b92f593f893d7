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

interface Head {
  readonly candidate: Partial<PersonCandidate>;
  readonly byHead: number;
  /** How far to the right it is. */
  readonly right?: number;
}

/** Probabilities of a hat on each of some heads of one picture. */
function probabilities(...heads: readonly Head[]): number[] {
  const doubted = heads.map(({ candidate, byHead, right = 0 }) => {
    const at = { ...box, left: box.left + right };
    return { candidate: { box: at, head: at, score: 0, ...candidate }, byHead, box: at };
  });
  return hatEvidence(doubted).map((evidence) => verdictProbability(hatFinder().verdict, evidence));
}

const hat = (score: number, agreement: number) => ({ box, score, agreement });
const worker: Head = { candidate: { score: 0.7, pose, face, hat: hat(0.98, 3) }, byHead: 0.97 };

describe('the verdict on a hat', () => {
  it('tells a hat that finder and head both see', () => {
    expect(probabilities(worker)[0]).toBeGreaterThan(0.5);
  });

  it('tells none on a bare head with a face, however sure the finder is', () => {
    expect(probabilities({ candidate: { score: 0.7, pose, face, hat: hat(0.999, 3) }, byHead: 0.02 })[0]).toBeLessThan(0.5);
  });

  it('tells none where neither a face nor a person is seen and the head doubts', () => {
    expect(probabilities({ candidate: { hat: hat(0.9, 1) }, byHead: 0.5 })[0]).toBeLessThan(0.5);
  });

  it('believes a hat the more the more views of the picture show it', () => {
    const seen = (agreement: number): number => probabilities({ candidate: { score: 0.5, pose, hat: hat(0.9, agreement) }, byHead: 0.5 })[0] ?? 0;
    expect(seen(2)).toBeGreaterThan(seen(-1));
  });

  it('believes a box less in which a surer hat lies', () => {
    const second: Head = { candidate: { score: 0.5, pose, hat: hat(0.9, 1) }, byHead: 0.9 };
    const [, apart = 0] = probabilities(worker, { ...second, right: 400 });
    const [, over = 0] = probabilities(worker, { ...second, right: 25 });
    expect(over).toBeLessThan(apart);
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
