import type { ModelDeclaration } from './declaration.ts';
import { PIXELS } from './normalization.ts';
import { HUMAN } from './packages.ts';

/** What is in a picture: names of things, and where they are. */
export const objectModels: readonly ModelDeclaration[] = [
  {
    id: 'mobilenet-v2-imagenet',
    title: 'MobileNetV2 1.0 224 on ImageNet: 1,000 classes and the feature that small heads are trained on',
    authors: 'Mark Sandler and others, Google',
    licence: 'Apache-2.0',
    source: {
      repository: 'google-coral/edgetpu', commit: '5020de93', path: 'test_data/mobilenet_v2_1.0_224_quant.tflite',
      sha256: '51e8256b05665529f8836fe6e8eeed41b2fc75a900d8eebda338d70a6726f8da',
    },
    without: 'labels come from object detection and moderation alone, and heads for equipment and Custom Labels use the feature of nsfw-mobilenet-v2-mid, with two to four times the errors',
    input: { name: 'image', width: 224, height: 224, batch: 'any', channelOrder: 'RGB', ...PIXELS },
    conversion: {
      format: 'tflite',
      file: 'mobilenet_v2_1.0_224_quant.tflite',
      outputs: [
        {
          name: 'probabilities', tensor: 'MobilenetV2/Predictions/Softmax', shape: ['batch', 1001],
          meaning: 'Sum to 1. Entry 0 is "background", entry i the i-th of the 1,000 ImageNet classes.',
        },
        {
          name: 'feature', tensor: 'MobilenetV2/Logits/AvgPool', shape: ['batch', 1280],
          meaning: 'Pooled feature before the classifier, each number 0 to 6.',
        },
      ],
    },
  },
  {
    id: 'yolox-nano',
    title: 'YOLOX-Nano on COCO: 80 kinds of objects with boxes',
    authors: 'Zheng Ge and others, Megvii',
    licence: 'Apache-2.0',
    source: {
      repository: 'Kazuhito00/YOLOX-ONNX-TFLite-Sample', commit: '3d4f1119', path: 'model/yolox_nano.onnx',
      sha256: '695e750a5d5754bb5a8d5325643b59282191a7e7a564e435a415fd3c578eab14',
    },
    without: 'CenterNet from npm finds the objects instead, slower and less exactly',
    input: { name: 'images', width: 416, height: 416, batch: 1, channelOrder: 'BGR', ...PIXELS },
    conversion: {
      format: 'onnx',
      file: 'yolox_nano.onnx',
      tapped: ['956', '1044', '1061', '990'],
      outputs: [{
        name: 'output', shape: [1, 3549, 85],
        meaning: 'One row per cell, row by row, of the grids of 8 px (52x52), 16 px (26x26) and 32 px (13x13): centre = (column + r0, row + r1) * step, size = (exp(r2), exp(r3)) * step, then the probability of an object and of each COCO class given one. Letterbox to the upper left with grey 114.',
      }, {
        name: '956', shape: [1, 64, 52, 52], meaning: 'Feature of each cell of the 8 px grid before the heads.',
      }, {
        name: '1044', shape: [1, 64, 52, 52], meaning: 'What the classes of the 8 px grid are told from.',
      }, {
        name: '1061', shape: [1, 64, 52, 52], meaning: 'What the boxes of the 8 px grid are told from.',
      }, {
        name: '990', shape: [1, 128, 26, 26], meaning: 'Feature of each cell of the 16 px grid before the heads.',
      }],
    },
  },
  {
    id: 'centernet',
    title: 'CenterNet on MobileNetV3: 80 kinds of objects with boxes, used where YOLOX is absent',
    authors: '610265158 (mobilenetv3_centernet)',
    licence: 'MIT',
    licenceNote: 'Distributed in @vladmandic/human under MIT; the repository the weights come from carries no licence file of its own.',
    source: HUMAN,
    input: { name: 'image', width: 512, height: 512, batch: 1, channelOrder: 'RGB', ...PIXELS },
    conversion: {
      format: 'tfjs-graph',
      file: 'models/centernet.json',
      entry: 'tower_0/images',
      outputs: [{
        name: 'detections', tensor: 'tower_0/detections', shape: [1, 100, 6],
        meaning: 'The 100 best, best first: left, top, right, bottom in pixels of the 512 px picture, score of 0 to 1, COCO class of 0 to 79. Peaks are already separated; boxes of one object may still overlap.',
      }, {
        name: 'fine', tensor: 'tower_0/CenternetHead/Relu_1', shape: [1, 64, 64, 192], meaning: 'Feature of each cell of the 8 px grid, on the way to the heads.',
      }, {
        name: 'coarse', tensor: 'tower_0/CenternetHead/Relu', shape: [1, 32, 32, 256], meaning: 'Feature of each cell of the 16 px grid, on the way to the heads.',
      }],
    },
  },
];
