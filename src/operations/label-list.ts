import type { DominantColor, Instance, Label } from '../shapes/index.ts';
import type { GeneralLabelsSettings } from '../shapes/newer.ts';
import type { SeenPicture } from '../vision/labels/seen-picture.ts';
import { ratioBox, type PictureSize } from './face-shapes.ts';
import { labelEvidence, type LabelEvidence } from './label-evidence.ts';
import { passesFilters } from './label-filters.ts';
import { taxonomyEntry } from './label-taxonomy/label-taxonomy.ts';

/** Which labels are told. */
export interface LabelListOptions {
  /** Percent, 0 to 100, inclusive. */
  readonly minConfidence: number;
  /** The surest ones; all when not given. */
  readonly maxLabels?: number;
  readonly filters?: GeneralLabelsSettings | undefined;
  /** Colours of what lies in a box, where they are wanted. */
  readonly colorsOf?: (box: LabelEvidence['instances'][number]['box']) => DominantColor[] | undefined;
}

interface GatheredLabel {
  confidence: number;
  readonly instances: LabelEvidence['instances'][number][];
}

/**
 * What the worker saw of one picture or frame, as labels: each with all its ancestors, which are labels of their own and
 * at least as sure. Surest first, then by name (OPERATIONS A2).
 */
export function labelList(seen: SeenPicture, size: PictureSize, options: LabelListOptions): Label[] {
  const { minConfidence, maxLabels = Infinity, filters } = options;
  return [...gather(labelEvidence(seen, size))]
    .filter(([name, { confidence }]) => 100 * confidence >= minConfidence && passesFilters(taxonomyEntry(name), filters))
    .toSorted(([nameA, a], [nameB, b]) => b.confidence - a.confidence || (nameA < nameB ? -1 : 1))
    .slice(0, maxLabels)
    .map(([name, label]) => labelOf(name, label, size, options));
}

function gather(evidence: readonly LabelEvidence[]): ReadonlyMap<string, GatheredLabel> {
  const labels = new Map<string, GatheredLabel>();
  const raise = (name: string, confidence: number): GatheredLabel => {
    const label = labels.get(name) ?? { confidence: 0, instances: [] };
    label.confidence = Math.max(label.confidence, confidence);
    labels.set(name, label);
    return label;
  };
  for (const { name, confidence, instances } of evidence) {
    raise(name, confidence).instances.push(...instances);
    for (const ancestor of taxonomyEntry(name).ancestors) raise(ancestor, confidence);
  }
  return labels;
}

function labelOf(name: string, { confidence, instances }: GatheredLabel, size: PictureSize, { minConfidence, colorsOf }: LabelListOptions): Label {
  const { ancestors, aliases, category } = taxonomyEntry(name);
  return {
    Name: name,
    Confidence: 100 * confidence,
    Instances: instances
      .filter((instance) => 100 * instance.confidence >= minConfidence)
      .toSorted((a, b) => b.confidence - a.confidence)
      .map((instance): Instance => {
        const colors = colorsOf?.(instance.box);
        return { BoundingBox: ratioBox(instance.box, size), Confidence: 100 * instance.confidence, ...(colors && { DominantColors: colors }) };
      }),
    Parents: ancestors.map((Name) => ({ Name })),
    Aliases: aliases.map((Name) => ({ Name })),
    Categories: [{ Name: category }],
  };
}
