import { intersectionOverUnion, type PixelBox } from '../../src/vision/geometry.ts';

/** A found or true object of one picture. */
export interface BoxedObject {
  readonly box: PixelBox;
  /** Class of COCO, 0 to 79. */
  readonly kind: number;
}

export interface FoundObject extends BoxedObject {
  readonly score: number;
}

/** What was found in a picture and what is there. */
export interface ObjectPicture {
  readonly found: readonly FoundObject[];
  readonly truth: readonly BoxedObject[];
}

/** A find and whether it is right. */
export interface JudgedObject {
  readonly kind: number;
  readonly score: number;
  readonly right: boolean;
}

const OVERLAP = 0.5;

/** Finds from the surest down: right when the best overlap with a true object of its class that no surer find has taken is one half or more. */
export function judgeObjects({ found, truth }: ObjectPicture): JudgedObject[] {
  const taken = new Set<BoxedObject>();
  return found
    .toSorted((a, b) => b.score - a.score)
    .map(({ kind, score, box }) => {
      const [best] = truth
        .filter((object) => object.kind === kind && !taken.has(object))
        .map((object) => ({ object, overlap: intersectionOverUnion(object.box, box) }))
        .toSorted((a, b) => b.overlap - a.overlap);
      const right = best !== undefined && best.overlap >= OVERLAP;
      if (right) taken.add(best.object);
      return { kind, score, right };
    });
}

/** Of all finds from a bar on, how many are right, and how much of the truth they cover. */
export function precisionAndRecall(pictures: readonly ObjectPicture[], bar: number): { precision: number; recall: number; found: number; truth: number } {
  const judged = pictures.flatMap(({ found, truth }) => judgeObjects({ found: found.filter(({ score }) => score >= bar), truth }));
  const right = judged.filter((each) => each.right).length;
  const truth = pictures.reduce((sum, picture) => sum + picture.truth.length, 0);
  return { precision: right / judged.length, recall: right / truth, found: judged.length, truth };
}

/** Mean over the classes that occur of the area under precision by recall, precision made falling (PASCAL VOC 2010 and later). */
export function meanAveragePrecision(pictures: readonly ObjectPicture[]): number {
  const judged = pictures.flatMap(judgeObjects);
  const kinds = [...new Set(pictures.flatMap(({ truth }) => truth.map(({ kind }) => kind)))];
  const sum = kinds.reduce((total, kind) => {
    const count = pictures.reduce((all, { truth }) => all + truth.filter((object) => object.kind === kind).length, 0);
    return total + averagePrecisionOf(judged.filter((each) => each.kind === kind), count);
  }, 0);
  return sum / kinds.length;
}

function averagePrecisionOf(judged: readonly JudgedObject[], truth: number): number {
  let right = 0;
  const points = judged
    .toSorted((a, b) => b.score - a.score)
    .map((each, index) => {
      if (each.right) right += 1;
      return { recall: right / truth, precision: right / (index + 1) };
    });
  let area = 0;
  let best = 0;
  for (let index = points.length - 1; index >= 0; index--) {
    const point = points[index];
    if (!point) break;
    best = Math.max(best, point.precision);
    area += best * (point.recall - (points[index - 1]?.recall ?? 0));
  }
  return area;
}
