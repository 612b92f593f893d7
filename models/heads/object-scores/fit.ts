// npx tsx models/heads/object-scores/fit.ts: fits what the scores of the object detectors mean, on ../shared/data/objects/coco128, and
// writes calibration.json. test/accuracy/objects.ts fits the same on one half of the pictures and measures on the other.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createCenternet } from '../../../src/vision/objects/centernet.ts';
import { createYolox } from '../../../src/vision/objects/yolox.ts';
import { openPictureDecoder } from '../training/picture-decoder.ts';
import { createNativeSessions } from '../training/native-sessions.ts';
import { collectCandidates } from './collect-candidates.ts';
import { calibrateDetector } from './calibrate-detector.ts';

const sessions = createNativeSessions();
const decoder = openPictureDecoder();
try {
  const detectors = [createYolox(sessions), createCenternet(sessions)];
  const pictures = await collectCandidates(detectors, decoder);
  const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;
  const calibrations = Object.fromEntries(
    detectors.map(({ model }) => {
      const { slope, offset } = calibrateDetector(pictures.map(({ found, truth }) => ({ found: found[model] ?? [], truth })));
      return [model, { slope: rounded(slope), offset: rounded(offset) }];
    }),
  );
  console.log(calibrations);
  await writeFile(fileURLToPath(new URL('calibration.json', import.meta.url)), `${JSON.stringify(calibrations, undefined, 2)}\n`);
} finally {
  await decoder.close();
}
