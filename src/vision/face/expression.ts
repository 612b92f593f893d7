import type { Sessions } from '../../runtime/sessions.ts';
import { output, runOnCrops } from '../model-input.ts';
import type { ExpressionProbabilities } from './face.ts';
import type { FaceMesh } from './mesh.ts';
import { uprightCrop } from './upright-crop.ts';

/* face-api's expression net (Vincent Mühler): depthwise-separable convolutions, seven expressions. */

const MODEL = 'face-expression';
const SIDE = 112;
/** Side of the crop per longer side of the mesh. */
const ENLARGEMENT = 1.1;

/** Reads the apparent expression of every face. */
export async function readExpressions(sessions: Sessions, meshes: readonly FaceMesh[]): Promise<ExpressionProbabilities[]> {
  const outputs = await runOnCrops(
    sessions,
    MODEL,
    meshes.map((mesh) => ({ region: mesh.region, crop: uprightCrop(mesh, ENLARGEMENT, SIDE) })),
  );
  return outputs.map((face) => {
    const [neutral = 0, happy = 0, sad = 0, angry = 0, fearful = 0, disgusted = 0, surprised = 0] = output(face, 'expressions');
    return { neutral, happy, sad, angry, fearful, disgusted, surprised };
  });
}
