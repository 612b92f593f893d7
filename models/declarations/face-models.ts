import type { ModelDeclaration } from './declaration.ts';
import { FACE_API, MINUS_ONE_TO_ONE, PIXELS, ZERO_TO_ONE } from './normalization.ts';
import { FACE_API_PACKAGE, HUMAN, MEDIAPIPE_NOTE } from './packages.ts';


const YUNET_STRIDES = [8, 16, 32] as const;

/** Detection, landmarks, attributes and embeddings of faces. */
export const faceModels: readonly ModelDeclaration[] = [
  {
    id: 'yunet',
    title: 'YuNet n: face detector with five key points',
    authors: 'Wei Wu, Hanyang Peng, Shiqi Yu; OpenMMLab for the training framework',
    licence: 'Apache-2.0',
    source: {
      repository: 'ShiqiYu/libfacedetection.train', commit: '0047ac24', path: 'onnx/yunet_n_dynamic.onnx',
      sha256: '104ee26c71d5c270ce79a6b3dced91c91013260d29a6bf18f9296c5b8c4c2b12',
    },
    without: 'BlazeFace from npm finds the faces instead, slower and with more false alarms',
    input: { name: 'input', width: 'any', height: 'any', multipleOf: 32, batch: 'any', channelOrder: 'BGR', ...PIXELS },
    optimized: true,
    conversion: {
      format: 'onnx',
      file: 'yunet_n_dynamic.onnx',
      outputs: [
        ...YUNET_STRIDES.map((stride) => ({
          name: `cls_${stride}`, shape: ['batch', 'any', 1] as const,
          meaning: `Probability of a face for each cell of the ${stride} px grid, row by row; the score is sqrt(cls * obj).`,
        })),
        ...YUNET_STRIDES.map((stride) => ({
          name: `obj_${stride}`, shape: ['batch', 'any', 1] as const,
          meaning: `Probability of any object for each cell of the ${stride} px grid.`,
        })),
        ...YUNET_STRIDES.map((stride) => ({
          name: `bbox_${stride}`, shape: ['batch', 'any', 4] as const,
          meaning: `Box per cell: centre = (column + b0, row + b1) * ${stride}, size = (exp(b2), exp(b3)) * ${stride}, in pixels.`,
        })),
        ...YUNET_STRIDES.map((stride) => ({
          name: `kps_${stride}`, shape: ['batch', 'any', 10] as const,
          meaning: `Five points per cell, (column + x, row + y) * ${stride}: eye, eye, nose tip, mouth corner, mouth corner; of each pair the one on the picture's left first.`,
        })),
      ],
    },
  },
  {
    id: 'blazeface',
    title: 'BlazeFace back camera: face detector with six key points, used where YuNet is absent',
    authors: 'Valentin Bazarevsky and others, Google MediaPipe',
    licence: 'Apache-2.0',
    licenceNote: MEDIAPIPE_NOTE,
    source: HUMAN,
    input: { name: 'image', width: 256, height: 256, batch: 'any', channelOrder: 'RGB', ...MINUS_ONE_TO_ONE },
    optimized: true,
    conversion: {
      format: 'tfjs-graph',
      file: 'models/blazeface.json',
      entry: 'input',
      joined: [
        { tensor: 'all_scores', parts: ['Identity', 'Identity_1'], axis: 1 },
        { tensor: 'all_boxes', parts: ['Identity_2', 'Identity_3'], axis: 1 },
      ],
      outputs: [
        {
          name: 'scores', tensor: 'all_scores', shape: ['batch', 896],
          meaning: 'Logit of a face per anchor: first the 16x16 cells of 16 px with 2 anchors each (512), then the 8x8 cells of 32 px with 6 each (384), row by row.',
        },
        {
          name: 'boxes', tensor: 'all_boxes', shape: ['batch', 896, 16],
          meaning: 'Pixels of the 256 px input relative to the centre of the anchor\'s cell: box centre x, y, width, height, then x, y of eye, eye, nose tip, mouth centre, ear, ear; of each pair the one on the picture\'s left first.',
        },
      ],
    },
  },
  {
    id: 'facemesh',
    title: 'MediaPipe FaceMesh: 468 points of a face',
    authors: 'Yury Kartynnik and others, Google MediaPipe',
    licence: 'Apache-2.0',
    licenceNote: MEDIAPIPE_NOTE,
    source: HUMAN,
    input: { name: 'image', width: 192, height: 192, batch: 'any', channelOrder: 'RGB', ...ZERO_TO_ONE },
    optimized: true,
    conversion: {
      format: 'tfjs-graph',
      file: 'models/facemesh.json',
      entry: 'input_1',
      outputs: [
        {
          name: 'mesh', tensor: 'Identity_2', shape: ['batch', 468, 3],
          meaning: 'x, y in pixels of the 192 px crop and z (depth, same unit, smaller is nearer) of each mesh point.',
        },
        { name: 'face_flag', tensor: 'Identity_1', shape: ['batch', 1], meaning: 'Probability that the crop holds a face, 0 to 1.' },
      ],
    },
  },
  {
    id: 'iris',
    title: 'MediaPipe Iris: contour, brow and iris of one eye',
    authors: 'Artsiom Ablavatski and others, Google MediaPipe',
    licence: 'Apache-2.0',
    licenceNote: MEDIAPIPE_NOTE,
    source: HUMAN,
    input: { name: 'image', width: 64, height: 64, batch: 'any', channelOrder: 'RGB', ...ZERO_TO_ONE },
    optimized: true,
    conversion: {
      format: 'tfjs-graph',
      file: 'models/iris.json',
      entry: 'input_1',
      outputs: [{
        name: 'points', tensor: 'Identity', shape: ['batch', 76, 3],
        meaning: 'x, y in pixels of the 64 px crop and z: 71 points of eye contour and brow, then the iris (centre and four points of its rim). Made for the eye on the picture\'s left; mirror the crop of the other.',
      }],
    },
  },
  {
    id: 'faceres',
    title: 'HSE FaceRes: age, gender and a 1,024-number description of a face',
    authors: 'Andrey V. Savchenko, HSE University',
    licence: 'MIT',
    licenceNote: 'Weights of HSE-asavchenko/HSE_FaceRec_tf, distributed in @vladmandic/human under MIT.',
    source: HUMAN,
    input: {
      name: 'image', width: 224, height: 224, batch: 'any', channelOrder: 'BGR', mean: [103.939, 116.779, 123.68], scale: [1, 1, 1],
    },
    conversion: {
      format: 'tfjs-graph',
      file: 'models/faceres.json',
      entry: 'input_1',
      outputs: [
        { name: 'age', tensor: 'age_pred/Softmax', shape: ['batch', 100], meaning: 'Probability of each age; entry i stands for i years.' },
        { name: 'male', tensor: 'gender_pred/Sigmoid', shape: ['batch', 1], meaning: 'Probability that the face is a man\'s, 0 to 1.' },
        { name: 'feature', tensor: 'global_pooling/Mean', shape: ['batch', 1024], meaning: 'Pooled feature, each number 0 to 6.' },
      ],
    },
    sideFiles: [{
      name: 'template-projection',
      path: 'models/heads/face-template/face-template.projection',
      origin: 'repository',
      meaning: 'Turns the feature into the part of a template that it makes; src/vision/face/feature-projection.ts reads it.',
    }],
  },
  {
    id: 'face-expression',
    title: 'face-api expression network: seven expressions',
    authors: 'Vincent Mühler',
    licence: 'MIT',
    copyright: 'Copyright (c) 2018 Vincent Mühler',
    source: FACE_API_PACKAGE,
    input: { name: 'image', width: 112, height: 112, batch: 'any', channelOrder: 'RGB', ...FACE_API },
    conversion: {
      format: 'face-api',
      file: 'model/face_expression_model-weights_manifest.json',
      network: 'expression',
      outputs: [{
        name: 'expressions', tensor: 'probabilities', shape: ['batch', 7],
        meaning: 'Probabilities that sum to 1: neutral, happy, sad, angry, fearful, disgusted, surprised.',
      }],
    },
  },
  {
    id: 'face-recognition',
    title: 'dlib ResNet in face-api\'s port: the 128 numbers that tell one person from another',
    authors: 'Davis E. King (dlib), Vincent Mühler (port)',
    licence: 'MIT',
    copyright: 'Copyright (c) 2018 Vincent Mühler',
    licenceNote: 'dlib_face_recognition_resnet_model_v1 is in the public domain (CC0-1.0); its port in @vladmandic/face-api is under MIT.',
    source: FACE_API_PACKAGE,
    input: { name: 'image', width: 150, height: 150, batch: 'any', channelOrder: 'RGB', ...FACE_API },
    conversion: {
      format: 'face-api',
      file: 'model/face_recognition_model-weights_manifest.json',
      network: 'recognition',
      outputs: [{
        name: 'embedding', tensor: 'embedding', shape: ['batch', 128],
        meaning: 'Compared by Euclidean distance; under 0.6 dlib calls two faces the same person. Not of unit length.',
      }],
    },
  },
  {
    id: 'face-landmarks-68',
    title: 'face-api landmark network: dlib\'s 68 points',
    authors: 'Vincent Mühler',
    licence: 'MIT',
    copyright: 'Copyright (c) 2018 Vincent Mühler',
    source: FACE_API_PACKAGE,
    input: { name: 'image', width: 112, height: 112, batch: 'any', channelOrder: 'RGB', ...FACE_API },
    conversion: {
      format: 'face-api',
      file: 'model/face_landmark_68_model-weights_manifest.json',
      network: 'landmarks',
      outputs: [{
        name: 'points', tensor: 'points', shape: ['batch', 68, 2],
        meaning: 'x, y of each point as a fraction of the square crop (0 to 1), in dlib\'s order.',
      }],
    },
  },
];
