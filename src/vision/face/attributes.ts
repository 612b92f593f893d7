import { predictFaceAttributes } from '../../../models/heads/face-attributes/predict.ts';
import type { AgeAndGender } from './age-and-gender.ts';
import type { ExpressionProbabilities, FaceAttributes } from './face.ts';
import { meshOpenness, type Eyes } from './iris.ts';
import { mouthOpening } from './landmarks.ts';
import type { FaceMesh } from './mesh.ts';

/** Where an opening counts as open with probability one half, and how quickly surety grows around it. */
interface OpeningBar {
  readonly half: number;
  readonly slope: number;
}

const EYES_OPEN: OpeningBar = { half: 0.16, slope: 50 };
/** The bar with the best balanced accuracy, .951, on the faces of models/heads/face-attributes/labels.json. */
const MOUTH_OPEN: OpeningBar = { half: 0.085, slope: 40 };

/** Puts together what the models and the geometry tell of one face. */
export function faceAttributes(
  mesh: FaceMesh,
  eyes: Eyes,
  person: AgeAndGender,
  expressions: ExpressionProbabilities,
): FaceAttributes {
  const { eyeglasses, sunglasses, beard, mustache } = predictFaceAttributes(person.feature);
  // The iris model sees more detail, the mesh is steadier.
  const openness = (eyes.left.openness + eyes.right.openness + meshOpenness(mesh, 'left') + meshOpenness(mesh, 'right')) / 4;
  return {
    age: person.age,
    female: person.female,
    expressions,
    smile: expressions.happy,
    eyeglasses,
    sunglasses,
    beard,
    mustache,
    eyesOpen: openProbability(openness, EYES_OPEN),
    mouthOpen: openProbability(mouthOpening(mesh), MOUTH_OPEN),
  };
}

function openProbability(opening: number, { half, slope }: OpeningBar): number {
  return 1 / (1 + Math.exp(-slope * (opening - half)));
}
