import type { LinearBox } from '../../../src/vision/body/head-evidence.ts';
import stored from './head-boxes.json' with { type: 'json' };

/** Fitted by `train.ts`; what they read is made by src/vision/body/head-evidence.ts. */
export const headBoxModels: Readonly<Record<'fromFace' | 'fromPose', LinearBox>> = stored;
