import type { ModelDeclaration } from './declaration.ts';
import { MINUS_ONE_TO_ONE, PIXELS, ZERO_TO_ONE } from './normalization.ts';
import { HUMAN, MEDIAPIPE_NOTE } from './packages.ts';

/** Bodies and hands: where equipment is worn. */
export const bodyModels: readonly ModelDeclaration[] = [
  {
    id: 'movenet-lightning',
    title: 'MoveNet Lightning: 17 joints of one person',
    authors: 'Ronny Votel, Na Li, Google',
    licence: 'Apache-2.0',
    licenceNote: 'Weights of TensorFlow Hub (Apache-2.0), distributed in @vladmandic/human (MIT).',
    source: HUMAN,
    input: { name: 'image', width: 192, height: 192, batch: 1, channelOrder: 'RGB', ...PIXELS },
    conversion: {
      format: 'tfjs-graph',
      file: 'models/movenet-lightning.json',
      entry: 'StatefulPartitionedCall/stack',
      outputs: [{
        name: 'keypoints', tensor: 'Identity', shape: [1, 17, 3],
        meaning: 'y, x as fractions of the crop and a score of 0 to 1, in COCO\'s order: nose, eyes, ears, shoulders, elbows, wrists, hips, knees, ankles; of each pair the person\'s left first.',
      }],
    },
  },
  {
    id: 'handtrack',
    title: 'Handtrack: hands in seven poses, with boxes',
    authors: 'Victor Dibia',
    licence: 'MIT',
    copyright: 'Copyright (c) 2019 Victor Dibia',
    source: HUMAN,
    input: { name: 'image', width: 320, height: 320, batch: 1, channelOrder: 'RGB', ...MINUS_ONE_TO_ONE },
    conversion: {
      format: 'tfjs-graph',
      file: 'models/handtrack.json',
      entry: 'StatefulPartitionedCall/map/TensorArrayV2Stack/TensorListStack',
      outputs: [
        {
          name: 'scores', tensor: 'StatefulPartitionedCall/Postprocessor/Slice', shape: [1, 12804, 7],
          meaning: 'Probability per anchor of: open hand, fist, pinch, point, face, tip, pinch tip. Non-maximum suppression is the reader\'s.',
        },
        {
          name: 'boxes', tensor: 'StatefulPartitionedCall/Postprocessor/Squeeze', shape: [1, 12804, 4],
          meaning: 'Top, left, bottom, right as fractions of the picture, decoded.',
        },
      ],
    },
  },
  {
    id: 'handlandmark-lite',
    title: 'MediaPipe hand landmarks (lite): 21 points of a hand',
    authors: 'Fan Zhang and others, Google MediaPipe',
    licence: 'Apache-2.0',
    licenceNote: MEDIAPIPE_NOTE,
    source: HUMAN,
    input: { name: 'image', width: 224, height: 224, batch: 'any', channelOrder: 'RGB', ...ZERO_TO_ONE },
    conversion: {
      format: 'tfjs-graph',
      file: 'models/handlandmark-lite.json',
      entry: 'input_1',
      outputs: [
        { name: 'points', tensor: 'Identity', shape: ['batch', 21, 3], meaning: 'x, y in pixels of the 224 px crop and z: wrist, then four points of thumb, index, middle, ring and little finger.' },
        { name: 'hand_flag', tensor: 'Identity_1', shape: ['batch', 1], meaning: 'Probability that the crop holds a hand.' },
        { name: 'handedness', tensor: 'Identity_2', shape: ['batch', 1], meaning: 'Probability of a right hand, as MediaPipe defines it for mirrored (selfie) pictures.' },
        { name: 'world_points', tensor: 'Identity_3', shape: ['batch', 21, 3], meaning: 'The same points in metres around the hand\'s centre.' },
      ],
    },
  },
];
