import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { StoredHead } from '../linear-head.ts';
import type { FaceAttributeName } from './predict.ts';

/** Writes `weights.json`. */
export async function writeWeights(heads: Readonly<Record<FaceAttributeName, StoredHead>>): Promise<void> {
  const file = fileURLToPath(new URL('weights.json', import.meta.url));
  await writeFile(file, `${JSON.stringify({ backbone: 'faceres', heads }, undefined, 1)}\n`);
}
