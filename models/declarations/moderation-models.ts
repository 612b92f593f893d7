import type { ModelDeclaration } from './declaration.ts';
import { ZERO_TO_ONE } from './normalization.ts';
import { NSFWJS } from './packages.ts';

const CLASSES = 'Sum to 1: drawing, hentai, neutral, porn, sexy.';
const MID = 'StatefulPartitionedCall/sequential/keras_layer/StatefulPartitionedCall/StatefulPartitionedCall/StatefulPartitionedCall/predict';

/** What some would rather not see. */
export const moderationModels: readonly ModelDeclaration[] = [
  {
    id: 'nsfw-mobilenet-v2',
    title: 'nsfwjs MobileNetV2: five classes of explicit content',
    authors: 'Gant Laborde and others (nsfw_model)',
    licence: 'MIT',
    copyright: 'Copyright (c) 2020 The nsfw_model Developers',
    source: NSFWJS,
    input: { name: 'image', width: 224, height: 224, batch: 'any', channelOrder: 'RGB', ...ZERO_TO_ONE },
    conversion: {
      format: 'tfjs-layers',
      file: 'dist/models/mobilenet_v2/model.min.js',
      outputs: [{ name: 'probabilities', tensor: 'dense_3', shape: ['batch', 5], meaning: CLASSES }],
    },
  },
  {
    id: 'nsfw-mobilenet-v2-mid',
    title: 'nsfwjs MobileNetV2 1.4: five classes of explicit content and a general feature',
    authors: 'Gant Laborde and others (nsfw_model)',
    licence: 'MIT',
    copyright: 'Copyright (c) 2020 The nsfw_model Developers',
    source: NSFWJS,
    input: { name: 'image', width: 224, height: 224, batch: 'any', channelOrder: 'RGB', ...ZERO_TO_ONE },
    conversion: {
      format: 'tfjs-graph',
      file: 'dist/models/mobilenet_v2_mid/model.min.js',
      entry: 'input',
      outputs: [
        { name: 'probabilities', tensor: 'Identity', shape: ['batch', 5], meaning: CLASSES },
        {
          name: 'feature', tensor: `${MID}/feature_vector/SpatialSqueeze`, shape: ['batch', 1792],
          meaning: 'Pooled feature before the classifier, each number 0 to 6; stands in for that of mobilenet-v2-imagenet.',
        },
      ],
    },
  },
];
