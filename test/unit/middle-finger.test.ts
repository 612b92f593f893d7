import { describe, expect, test } from 'vitest';
import { decodeHands } from '../../src/vision/body/hand-detector.ts';
import type { PixelPoint } from '../../src/vision/geometry.ts';
import { middleFingerSign } from '../../src/vision/moderation/middle-finger.ts';

/** How a finger is held: stretched out, or with its tip back at the palm. */
type Held = 'straight' | 'folded';
type Fingers = readonly [thumb: Held, index: Held, middle: Held, ring: Held, little: Held];

/** Where the knuckles lie beside and beyond the wrist, and how long the bones are, in lengths of the palm. */
const KNUCKLES: readonly PixelPoint[] = [{ x: -0.45, y: 0.4 }, { x: -0.25, y: 0.97 }, { x: 0, y: 1 }, { x: 0.22, y: 0.95 }, { x: 0.42, y: 0.85 }];
const BONES: readonly (readonly [number, number, number])[] = [[0.3, 0.25, 0.2], [0.42, 0.26, 0.2], [0.46, 0.3, 0.2], [0.42, 0.28, 0.2], [0.33, 0.2, 0.18]];
/** Along the finger for each bone: a folded finger goes a little on, then back. */
const DIRECTIONS: Readonly<Record<Held, readonly [number, number, number]>> = { straight: [1, 1, 1], folded: [0.35, -0.7, -0.8] };

/** The 21 points of a hand whose palm points up before it is turned, clockwise. */
function hand(held: Fingers, { turned = 0, palm = 100 } = {}): PixelPoint[] {
  const points: PixelPoint[] = [{ x: 0, y: 0 }];
  held.forEach((how, finger) => {
    let { x, y } = KNUCKLES[finger] ?? { x: 0, y: 0 };
    points.push({ x, y });
    DIRECTIONS[how].forEach((along, bone) => {
      x += finger === 0 ? -0.1 * along : 0.05 * (finger - 2) * along;
      y += along * (BONES[finger]?.[bone] ?? 0);
      points.push({ x, y });
    });
  });
  const cos = Math.cos(turned);
  const sin = Math.sin(turned);
  // Pictures count from the top.
  return points.map(({ x, y }) => ({ x: 500 + palm * (x * cos + y * sin), y: 400 + palm * (x * sin - y * cos) }));
}

const middle: Fingers = ['folded', 'folded', 'straight', 'folded', 'folded'];
const sign = (held: Fingers, how?: { turned?: number; palm?: number }, presence = 0.95): number => middleFingerSign({ points: hand(held, how), presence });

describe('the middle finger', () => {
  test.each([0, 0.6, -1.2, Math.PI / 2, Math.PI])('is told of a hand turned by %f', (turned) => {
    expect(sign(middle, { turned })).toBeGreaterThan(0.9);
  });

  test('is told whatever the thumb does and however large the hand is', () => {
    expect(sign(['straight', 'folded', 'straight', 'folded', 'folded'])).toBeGreaterThan(0.9);
    expect(sign(middle, { palm: 12 })).toBeCloseTo(sign(middle, { palm: 900 }));
  });

  test.each<[string, Fingers]>([
    ['a fist', ['folded', 'folded', 'folded', 'folded', 'folded']],
    ['an open hand', ['straight', 'straight', 'straight', 'straight', 'straight']],
    ['a hand that points', ['folded', 'straight', 'folded', 'folded', 'folded']],
    ['a sign of victory', ['folded', 'straight', 'straight', 'folded', 'folded']],
    ['three fingers', ['folded', 'straight', 'straight', 'straight', 'folded']],
    ['middle and ring finger', ['folded', 'folded', 'straight', 'straight', 'folded']],
    ['a raised little finger', ['folded', 'folded', 'folded', 'folded', 'straight']],
    ['thumb up', ['straight', 'folded', 'folded', 'folded', 'folded']],
    ['a sign of horns', ['folded', 'straight', 'folded', 'folded', 'straight']],
  ])('is not told of %s', (_, held) => {
    for (const turned of [0, 1, -2]) expect(sign(held, { turned })).toBeLessThan(0.1);
  });

  test('is not told of a middle finger that is bent, however far it reaches', () => {
    const points = hand(middle);
    const knuckle = points[9];
    const tip = points[12];
    if (!knuckle || !tip) throw new Error('The hand has too few points.');
    // Both joints far to the side: the bones are much longer than the way from knuckle to tip.
    const bent = points.map((point, index) => (index === 10 || index === 11 ? { x: point.x + 90, y: point.y } : point));
    expect(middleFingerSign({ points: bent, presence: 0.95 })).toBe(0);
  });

  test('is not told of what is hardly a hand', () => {
    expect(sign(middle, {}, 0.5)).toBe(0);
  });

  test('wants all 21 points', () => {
    expect(() => middleFingerSign({ points: hand(middle).slice(0, 12), presence: 0.95 })).toThrow(RangeError);
  });
});

describe('the hand detector', () => {
  const whole = { left: 0, top: 0, width: 640, height: 480 };
  /** Scores of open hand, fist, pinch, point, face, tip, pinch tip. */
  const rows = (...anchors: (readonly number[])[]): Float32Array => Float32Array.from(anchors.flat());
  const box = [0.25, 0.5, 0.5, 0.75];

  test('gives boxes in pixels, whatever pose the hand is in, and each hand once', () => {
    const found = decodeHands(rows([0, 0, 0, 0.9, 0, 0, 0], [0.5, 0, 0, 0, 0, 0, 0], [0, 0.6, 0, 0, 0, 0, 0]), rows(box, box, [0, 0, 0.2, 0.1]), whole);
    expect(found.map(({ score }) => Number(score.toFixed(3)))).toEqual([0.9, 0.6]);
    expect(found[0]?.box).toEqual({ left: 320, top: 120, width: 160, height: 120 });
  });

  test('leaves out faces, faint hands and boxes without extent', () => {
    const found = decodeHands(rows([0, 0, 0, 0, 0.9, 0, 0], [0.2, 0.2, 0, 0, 0, 0, 0], [0.9, 0, 0, 0, 0, 0, 0]), rows(box, box, [0.5, 0.5, 0.5, 0.6]), whole);
    expect(found).toEqual([]);
  });
});
