// Clips with known shots, drawn as small frames: textured scenes under a moving camera, moving things, noise, flicker and flashes.
import type { SmallFrame } from '../../src/vision/segments/small-frame.ts';
import { randomNumbers } from '../set-up/random-numbers.ts';

const WIDTH = 64;
const HEIGHT = 36;

type Color = readonly [number, number, number];

/** Where a true boundary lies: between these frames (of which the later is the first of the new shot, for a cut). */
export interface TrueBoundary {
  readonly kind: 'cut' | 'dissolve' | 'fade';
  readonly from: number;
  readonly to: number;
}

export interface DrawnClip {
  readonly frames: number;
  readonly frameRate: number;
  readonly boundaries: readonly TrueBoundary[];
  /** Frames that a flash brightens. */
  readonly flashes: readonly number[];
  readonly frameAt: (frame: number) => SmallFrame;
}

/** What is seen at a place. */
type Sight = (x: number, y: number) => Color;

interface Scene {
  readonly sightOf: (frame: number) => Sight;
}

const GRID = 48;

function mixed(a: Color, b: Color, share: number): Color {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

/** Smooth noise of three sizes, 0 to 1, over the plane. */
function smoothNoise(random: () => number): (x: number, y: number) => number {
  const grid = Array.from({ length: GRID * GRID }, random);
  const at = (column: number, row: number): number => grid[(((row % GRID) + GRID) % GRID) * GRID + (((column % GRID) + GRID) % GRID)] ?? 0;
  const single = (x: number, y: number): number => {
    const column = Math.floor(x);
    const row = Math.floor(y);
    const top = at(column, row) + (at(column + 1, row) - at(column, row)) * (x - column);
    const bottom = at(column, row + 1) + (at(column + 1, row + 1) - at(column, row + 1)) * (x - column);
    return top + (bottom - top) * (y - row);
  };
  return (x, y) => 0.55 * single(x / 14, y / 14) + 0.3 * single(x / 6 + 7, y / 6 + 3) + 0.15 * single(x / 3 + 19, y / 3 + 11);
}

interface Thing {
  readonly color: Color;
  readonly radius: number;
  readonly x: number;
  readonly y: number;
  readonly speedX: number;
  readonly speedY: number;
}

/** A scene with its camera. `palette` is shared by scenes of one place. */
function drawScene(random: () => number, palette: readonly Color[], light: number): Scene {
  const tone = smoothNoise(random);
  const [dark = [0, 0, 0], middle = [128, 128, 128], bright = [255, 255, 255]] = palette;
  const motion = random();
  // A third of the cameras stand, a third pan, a third zoom.
  const panX = motion > 0.33 && motion < 0.66 ? (random() - 0.5) * 6 : (random() - 0.5) * 0.4;
  const panY = motion > 0.33 && motion < 0.66 ? (random() - 0.5) * 2 : 0;
  const zoom = motion >= 0.66 ? (random() - 0.5) * 0.03 : 0;
  const originX = random() * 500;
  const originY = random() * 500;
  const things: readonly Thing[] = Array.from({ length: Math.floor(random() * 5) }, () => ({
    color: [random() * 255, random() * 255, random() * 255],
    radius: 3 + random() * 10,
    x: random() * WIDTH,
    y: random() * HEIGHT,
    speedX: (random() - 0.5) * 3,
    speedY: (random() - 0.5) * 1.5,
  }));
  return {
    sightOf(frame) {
      const placed = things.map(({ color, radius, x, y, speedX, speedY }) => ({
        color: mixed([0, 0, 0], color, light),
        square: radius * radius,
        left: (((x + speedX * frame + 20) % 104) + 104) % 104,
        top: (((y + speedY * frame + 20) % 76) + 76) % 76,
      }));
      const scale = Math.exp(zoom * frame);
      return (x, y) => {
        for (const { color, square, left, top } of placed) {
          const dx = x - left + 20;
          const dy = y - top + 20;
          if (dx * dx + dy * dy < square) return color;
        }
        const value = (tone(originX + (x - 32) * scale + panX * frame, originY + (y - 18) * scale + panY * frame) - 0.5) * 2.2 + 0.5;
        const clear = Math.min(1, Math.max(0, value));
        return mixed([0, 0, 0], clear < 0.5 ? mixed(dark, middle, clear * 2) : mixed(middle, bright, clear * 2 - 1), light);
      };
    },
  };
}

const blackness: Sight = () => [0, 0, 0];

function between(a: Sight, b: Sight, share: number): Sight {
  return (x, y) => mixed(a(x, y), b(x, y), share);
}

function drawPalette(random: () => number): readonly Color[] {
  const hue = [random(), random(), random()];
  const shade = (level: number): Color => {
    const [red = 0, green = 0, blue = 0] = hue.map((part) => Math.min(255, level * (0.5 + part) + random() * 40));
    return [red, green, blue];
  };
  return [shade(20 + random() * 40), shade(90 + random() * 50), shade(160 + random() * 80)];
}

interface Part {
  readonly scene: Scene;
  readonly first: number;
  readonly transition: TrueBoundary['kind'];
  /** Frames of the transition before the part, half of it on either side of `first`. */
  readonly length: number;
}

/** A clip of `shots` shots; the same seed draws the same clip. */
export function drawClip(seed: number, { shots = 12, frameRate = 25 }: { readonly shots?: number; readonly frameRate?: number } = {}): DrawnClip {
  const random = randomNumbers(seed * 7919 + 17);
  let palette = drawPalette(random);
  const parts: Part[] = [];
  const flashes = new Set<number>();
  let at = 0;
  for (let index = 0; index < shots; index++) {
    // One in three shots shows the same place as the one before.
    if (random() > 0.33) palette = drawPalette(random);
    const kind = random();
    const transition = kind < 0.6 ? 'cut' : kind < 0.82 ? 'dissolve' : 'fade';
    const length = transition === 'cut' ? 0 : Math.round((0.4 + random() * 1.2) * frameRate);
    parts.push({ scene: drawScene(random, palette, 0.5 + random() * 0.5), first: at, transition, length });
    const duration = Math.round((2.2 + random() * 2.5) * frameRate);
    if (random() < 0.35) {
      const flash = at + Math.round(duration * 0.5);
      for (let frame = 0; frame < 1 + random() * 3; frame++) flashes.add(flash + frame);
    }
    at += duration;
  }
  const frames = at;
  const boundaries = parts.slice(1).map(({ transition: kind, first, length }) => ({ kind, from: first - (length >> 1), to: first + (length >> 1) }));
  const noise = random() * 8;
  const flicker = random() * 0.06;

  function sightOf(frame: number): Sight {
    const current = parts.findLast(({ first }) => first <= frame);
    const index = current ? parts.indexOf(current) : 0;
    const next = parts[index + 1];
    const own = parts[index];
    if (!own) throw new Error('The clip has no shots.');
    const shown = own.scene.sightOf(frame - own.first);
    const share = (part: Part): number => Math.min(1, Math.max(0, (frame - part.first) / part.length + 0.5));
    if (index > 0 && own.length > 0 && share(own) < 1) {
      const earlier = parts[index - 1];
      if (own.transition === 'fade' || !earlier) return between(blackness, shown, Math.max(0, 2 * share(own) - 1.1) / 0.9);
      return between(earlier.scene.sightOf(frame - earlier.first), shown, share(own));
    }
    if (next && next.length > 0 && share(next) > 0) {
      if (next.transition === 'fade') return between(shown, blackness, Math.min(1, (2 * share(next)) / 0.9));
      return between(shown, next.scene.sightOf(frame - next.first), share(next));
    }
    return shown;
  }

  function frameAt(frame: number): SmallFrame {
    const grain = randomNumbers(seed * 104_729 + frame * 31 + 5);
    const gain = 1 + (grain() - 0.5) * 2 * flicker;
    const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
    const shown = sightOf(frame);
    const isFlash = flashes.has(frame);
    for (let y = 0; y < HEIGHT; y++) {
      for (let x = 0; x < WIDTH; x++) {
        const color = shown(x, y);
        const lit = isFlash ? mixed(color, [255, 255, 250], 0.7) : color;
        for (let channel = 0; channel < 3; channel++) data[(y * WIDTH + x) * 4 + channel] = (lit[channel] ?? 0) * gain + (grain() - 0.5) * noise;
        data[(y * WIDTH + x) * 4 + 3] = 255;
      }
    }
    return { pixels: data, width: WIDTH, height: HEIGHT, number: frame, time: (frame * 1000) / frameRate };
  }

  return { frames, frameRate, boundaries, flashes: [...flashes], frameAt };
}
