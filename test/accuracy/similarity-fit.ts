/** A point of the map: Euclidean distance of two embeddings, similarity 0 to 100. */
export type SimilarityPoint = readonly [distance: number, similarity: number];

/**
 * What a similarity promises: at most this part of the pairs of two different people come out at it or above.
 * 80 and 99 are fixed; what lies between and below them is a free choice that is linear in the logarithm of the rate above 80
 * and falls to near nothing where most strangers lie.
 */
export const promises: readonly (readonly [similarity: number, falseMatchRate: number])[] = [
  [99, 10 ** -5],
  [94.25, 10 ** -4.5],
  [89.5, 10 ** -4],
  [84.75, 10 ** -3.5],
  [80, 10 ** -3],
  [62, 10 ** -2.5],
  [40, 10 ** -2],
  [22, 10 ** -1.5],
  [10, 10 ** -1],
  [1, 0.5],
];

/** The fit aims at this part of each promised rate: people who are not in the fit are never quite like those who are. */
export const margin = 0.5;

/** Under so many pairs a rate is not read off the pairs but off the tail fitted to them. */
const fewestPairs = 30;

/** A normal distribution's tail falls like exp(-z^2 / 2), so that in this number its distances lie on a straight line. */
const tailCoordinate = (falseMatchRate: number): number => Math.sqrt(-2 * Math.log(falseMatchRate));

/** The straight line `y = offset + slope * x`. */
interface Line {
  readonly offset: number;
  readonly slope: number;
}

/** The line with the least squared differences in y. */
export function lineThrough(points: readonly { readonly x: number; readonly y: number }[]): Line {
  const meanX = points.reduce((sum, { x }) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / points.length;
  const slope =
    points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  return { offset: meanY - slope * meanX, slope };
}

/**
 * Fits a straight line, from the tail's coordinate to distances, to the lower tail of the impostor distances between the rates 0.0003 and 0.03, where many pairs lie.
 */
function tailLine(sortedImpostor: readonly number[]): Line {
  const points: { x: number; y: number }[] = [];
  for (let exponent = -3.5; exponent <= -1.5; exponent += 0.1) {
    const rate = 10 ** exponent;
    points.push({ x: tailCoordinate(rate), y: quantileOf(sortedImpostor, rate) });
  }
  return lineThrough(points);
}

/** The value that this part of the sorted ones lies below. */
export function quantileOf(sorted: readonly number[], part: number): number {
  const value = sorted[Math.floor(part * sorted.length)];
  if (value === undefined) throw new Error('A quantile needs distances and a part below 1.');
  return value;
}

/** The monotone map, from the distances of pairs of different people. */
export function fitSimilarity(impostor: readonly number[]): readonly SimilarityPoint[] {
  const sorted = impostor.toSorted((a, b) => a - b);
  const tail = tailLine(sorted);
  const points = promises.map(([similarity, promised]): SimilarityPoint => {
    const rate = promised * margin;
    const distance = rate * sorted.length >= fewestPairs ? quantileOf(sorted, rate) : tail.offset + tail.slope * tailCoordinate(rate);
    return [round(distance), similarity];
  });
  const farthest = sorted.at(-1) ?? 0;
  return [[0, 100], ...points, [round(farthest), 0]];
}

const round = (distance: number): number => Number(distance.toFixed(4));
