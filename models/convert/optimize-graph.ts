import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';

/**
 * Does once what the runtime else does in every page: folds constants and joins convolutions with their activations. The page can
 * then open the model without the runtime's optimiser, whose code a browser would first have to compile.
 * `extended` and no more: the level above it arranges weights for the processor at hand.
 */
export async function optimizeGraph(file: Uint8Array): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'pagesight-graph-'));
  try {
    const optimizedModelFilePath = join(folder, 'optimized.onnx');
    const session = await InferenceSession.create(file, {
      graphOptimizationLevel: 'extended',
      optimizedModelFilePath,
      intraOpNumThreads: 1,
      logSeverityLevel: 3,
    });
    await session.release();
    return await readFile(optimizedModelFilePath);
  } finally {
    await rm(folder, { recursive: true });
  }
}
