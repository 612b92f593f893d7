import type { Sessions } from '../../runtime/sessions.ts';
import type { Crop } from '../crop.ts';
import type { PixelPoint } from '../geometry.ts';
import { output, runOnCrops } from '../model-input.ts';
import { fitSimilarityTransform, invertTransform } from '../similarity-transform.ts';
import { usualView, viewCrop } from './face-view.ts';
import { meshPoint, type FaceMesh } from './mesh.ts';

/*
 * The ResNet of dlib (Davis King, dlib_face_recognition_resnet_model_v1, public domain), in face-api's weights.
 * It was trained on chips aligned to dlib's mean face, so that alignment is part of the model.
 */

const MODEL = 'face-recognition';
const SIDE = 150;
const PADDING = 0.25;

/** Numbers in an embedding. */
export const EMBEDDING_LENGTH = 128;

/**
 * dlib's mean face (shape of its 68-point predictor, face edges at 0 and 1) for the points that align a chip:
 * nose, eyes and upper and inner lips, without brows and lower lip, which move too much. Each with its mesh point.
 */
const ALIGNMENT: readonly (readonly [meshIndex: number, x: number, y: number])[] = [
  [168, 0.490127, 0.203352],
  [197, 0.490127, 0.307009],
  [195, 0.490127, 0.409805],
  [4, 0.490127, 0.515625],
  [98, 0.36688, 0.587326],
  [97, 0.426036, 0.609345],
  [2, 0.490127, 0.628106],
  [326, 0.554217, 0.609345],
  [327, 0.613373, 0.587326],
  [33, 0.121737, 0.216423],
  [160, 0.187122, 0.178758],
  [158, 0.265825, 0.179852],
  [133, 0.334606, 0.231733],
  [153, 0.260918, 0.245099],
  [144, 0.182743, 0.244077],
  [362, 0.645647, 0.231733],
  [385, 0.714428, 0.179852],
  [387, 0.793132, 0.178758],
  [263, 0.858516, 0.216423],
  [373, 0.79751, 0.244077],
  [380, 0.719335, 0.245099],
  [61, 0.254149, 0.780233],
  [39, 0.340985, 0.745405],
  [37, 0.428858, 0.727388],
  [0, 0.490127, 0.742578],
  [267, 0.551395, 0.727388],
  [269, 0.639268, 0.745405],
  [291, 0.726104, 0.780233],
  [78, 0.290379, 0.784792],
  [82, 0.428096, 0.778746],
  [13, 0.490127, 0.785343],
  [312, 0.552157, 0.778746],
  [308, 0.689874, 0.784792],
  [317, 0.553364, 0.824182],
  [14, 0.490127, 0.831803],
  [87, 0.42689, 0.824182],
];

const CHIP_POINTS: readonly PixelPoint[] = ALIGNMENT.map(([, x, y]) => ({
  x: ((PADDING + x) / (2 * PADDING + 1)) * SIDE,
  y: ((PADDING + y) / (2 * PADDING + 1)) * SIDE,
}));

/** 128 numbers for every face, compared by Euclidean distance. */
export async function embedFaces(sessions: Sessions, meshes: readonly FaceMesh[], view = usualView): Promise<Float32Array[]> {
  const outputs = await runOnCrops(
    sessions,
    MODEL,
    meshes.map((mesh) => ({ region: mesh.region, crop: viewCrop(chipCrop(mesh), view) })),
  );
  // A copy, because the slice would keep the whole batch alive.
  return outputs.map((chip) => output(chip, 'embedding').slice());
}

function chipCrop(mesh: FaceMesh): Crop {
  const points = ALIGNMENT.map(([index]) => meshPoint(mesh, index));
  return { width: SIDE, height: SIDE, toPicture: invertTransform(fitSimilarityTransform(points, CHIP_POINTS)) };
}
