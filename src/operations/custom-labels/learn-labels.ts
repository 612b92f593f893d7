import { evaluate } from '../../training/evaluation.ts';
import { headConfidences } from '../../training/trained-head.ts';
import type { TrainingExamples } from '../../training/training-calls.ts';
import type { BackboneId } from '../../vision/backbone/backbone.ts';
import { heldOutKeys, type Learning } from './learning.ts';
import type { DescribedLine, Look } from './picture-features.ts';
import { evaluationManifest } from './training-files.ts';
import { keyOf, type UsableData } from './usable-data.ts';

/** Features of a picture: its own first, then that of its mirror image where it is to be learnt from. */
export type SeenFeatures = readonly Float32Array[];

/** Learns what whole pictures show, from the pooled feature of a backbone. */
export function learnLabels(backbone: BackboneId): Learning<SeenFeatures> {
  const look = (mirrored: boolean): Look<SeenFeatures> => ({
    piece: () => `${backbone} ${mirrored}`,
    see: async (picture, context) => [...(await context.vision.describePicture(picture, { backbone, mirrored }))],
  });
  return {
    atTraining: look(true),
    atTesting: look(false),
    async learn(data, training, testing, school) {
      const { labels, exclusive } = data;
      const examples = examplesOf(training, data);
      const { weights, biases } = await school.train(`head ${backbone} ${examples.heldOut.length} ${examples.labelCount}`, (calls, from) => calls.trainHead(examples, from));
      const head = { backbone, labels, exclusive, weights, biases };
      const tested = testing.map(({ line, seen: [feature] }) => ({ line, confidences: headConfidences(head, feature ?? new Float32Array()) }));
      const evaluation = evaluate(
        tested.map(({ line, confidences }) => ({ truth: line.labels.map((label) => labels.indexOf(label)), confidences })),
        labels.length,
        exclusive,
      );
      return {
        head: { ...head, thresholds: evaluation.labels.map(({ threshold }) => threshold) },
        evaluation,
        manifest: (version) => evaluationManifest(tested, version),
      };
    },
  };
}

function examplesOf(described: readonly DescribedLine<SeenFeatures>[], { labels, exclusive }: UsableData): TrainingExamples {
  const featureLength = described[0]?.seen[0]?.length ?? 0;
  const heldOut = heldOutKeys(described, labels);
  // Of pictures held out the mirror image tells nothing new.
  const rows = described.flatMap(({ line, seen }) => (heldOut.has(keyOf(line)) ? seen.slice(0, 1) : seen).map((feature) => ({ line, feature })));
  const features = new Float32Array(rows.length * featureLength);
  rows.forEach(({ feature }, index) => features.set(feature, index * featureLength));
  return {
    features,
    featureLength,
    targets: Float32Array.from(rows.flatMap(({ line }) => labels.map((label) => (line.labels.includes(label) ? 1 : 0)))),
    labelCount: labels.length,
    exclusive,
    heldOut: Uint8Array.from(rows, ({ line }) => (heldOut.has(keyOf(line)) ? 1 : 0)),
  };
}
