import type { PixelImage } from '../pixels.ts';

/** A colour and how much of an area has it. */
export interface DominantColor {
  /** 0 to 255 each. */
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  /** Part of the area, 0 to 1. */
  readonly share: number;
}

/** At most so many pixels of an area are looked at, evenly spread. */
const MOST_SAMPLES = 4096;
const ROUNDS = 8;
/** Colours nearer than this are one, as Euclidean distance in CIE Lab, where about 2 can just be told apart. */
const SAME_COLOR = 12;
/** Colours of less than this part of an area do not dominate it. */
const LEAST_SHARE = 0.01;

type Lab = readonly [number, number, number];

interface Cluster {
  center: Lab;
  members: number[];
}

/**
 * The colours that most of an area has, most common first: k-means in CIE Lab, started from the colours farthest from
 * each other, so that the same picture always gives the same answer.
 *
 * @param pixels places of the area's pixels in the image, row by row
 */
export function dominantColors(image: PixelImage, pixels: Uint32Array, most: number): DominantColor[] {
  if (most === 0 || pixels.length === 0) return [];
  const step = Math.max(1, Math.floor(pixels.length / MOST_SAMPLES));
  const samples = Array.from(pixels.filter((_, index) => index % step === 0), (pixel) => rgbAt(image, pixel));
  const labs = samples.map(([red, green, blue]) => labOf(red, green, blue));
  let clusters = seeds(labs, most).map((center): Cluster => ({ center, members: [] }));
  for (let round = 0; round < ROUNDS; round++) clusters = moved(assigned(clusters, labs), labs);
  return merged(assigned(clusters, labs), labs)
    .map(({ members }) => meanColor(members, samples))
    .filter(({ share }) => share >= LEAST_SHARE)
    .toSorted((a, b) => b.share - a.share);
}

function rgbAt({ data }: PixelImage, pixel: number): readonly [number, number, number] {
  return [data[4 * pixel] ?? 0, data[4 * pixel + 1] ?? 0, data[4 * pixel + 2] ?? 0];
}

function seeds(labs: readonly Lab[], most: number): Lab[] {
  const mean = centerOf(labs.map((_, index) => index), labs);
  const found = [mean];
  const nearest = labs.map((lab) => distance(lab, mean));
  while (found.length < most) {
    const farthest = nearest.reduce((best, far, index) => (far > (nearest[best] ?? 0) ? index : best), 0);
    const next = labs[farthest];
    if (!next || (nearest[farthest] ?? 0) < SAME_COLOR) break;
    found.push(next);
    labs.forEach((lab, index) => (nearest[index] = Math.min(nearest[index] ?? 0, distance(lab, next))));
  }
  return found;
}

function assigned(clusters: readonly Cluster[], labs: readonly Lab[]): Cluster[] {
  const next = clusters.map(({ center }): Cluster => ({ center, members: [] }));
  labs.forEach((lab, index) => {
    const distances = next.map(({ center }) => distance(lab, center));
    next[distances.indexOf(Math.min(...distances))]?.members.push(index);
  });
  return next.filter(({ members }) => members.length > 0);
}

function moved(clusters: readonly Cluster[], labs: readonly Lab[]): Cluster[] {
  return clusters.map(({ members }) => ({ center: centerOf(members, labs), members }));
}

/** Larger clusters take in the smaller ones that look like them. */
function merged(clusters: readonly Cluster[], labs: readonly Lab[]): Cluster[] {
  const kept: Cluster[] = [];
  for (const cluster of clusters.toSorted((a, b) => b.members.length - a.members.length)) {
    const like = kept.find(({ center }) => distance(center, cluster.center) < SAME_COLOR);
    if (!like) {
      kept.push(cluster);
      continue;
    }
    like.members.push(...cluster.members);
    like.center = centerOf(like.members, labs);
  }
  return kept;
}

function centerOf(members: readonly number[], labs: readonly Lab[]): Lab {
  const sum = [0, 0, 0];
  for (const member of members) {
    labs[member]?.forEach((value, axis) => (sum[axis] = (sum[axis] ?? 0) + value));
  }
  const [l = 0, a = 0, b = 0] = sum.map((value) => value / members.length);
  return [l, a, b];
}

function meanColor(members: readonly number[], samples: readonly (readonly [number, number, number])[]): DominantColor {
  const sum = [0, 0, 0];
  for (const member of members) {
    samples[member]?.forEach((value, channel) => (sum[channel] = (sum[channel] ?? 0) + value));
  }
  const [red = 0, green = 0, blue = 0] = sum.map((value) => Math.round(value / members.length));
  return { red, green, blue, share: members.length / samples.length };
}

/** Distance of two colours as the eye sees it, roughly (CIE 1976). */
export function distance([l, a, b]: Lab, [m, c, d]: Lab): number {
  return Math.hypot(l - m, a - c, b - d);
}

/** sRGB, 0 to 255 each, as CIE Lab under D65 (IEC 61966-2-1, CIE 15). */
export function labOf(red: number, green: number, blue: number): Lab {
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const x = root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = root(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function linear(value: number): number {
  const part = value / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

function root(value: number): number {
  return value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116;
}
