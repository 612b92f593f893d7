// npx tsx models/heads/object-scores/fit.ts: fits what the scores of the object detectors and of BlazeFace mean, on
// ../shared/data/objects/coco128, and writes calibration.json. test/accuracy/objects.ts fits the same on one half of the pictures and measures on the other.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createBlazeface } from '../../../src/vision/face/blazeface.ts';
import { createCenternet } from '../../../src/vision/objects/centernet.ts';
import { createYolox } from '../../../src/vision/objects/yolox.ts';
import type { Calibration } from '../training/calibration.ts';
import { openPictureDecoder } from '../training/picture-decoder.ts';
import { createNativeSessions } from '../training/native-sessions.ts';
import { readPixels } from '../../../src/vision/pixel-reader.ts';
import { collectCandidates } from './collect-candidates.ts';
import { calibrateDetector } from './calibrate-detector.ts';
import { calibrateFaceDetector, type FacedPicture } from './calibrate-face-detector.ts';

const sessions = createNativeSessions();
const decoder = openPictureDecoder();
try {
  const detectors = [createYolox(sessions), createCenternet(sessions)];
  const pictures = await collectCandidates(detectors, decoder);
  // YuNet, which sees next to no face where there is none, is taken at its word.
  const blazeface = createBlazeface(sessions);
  const faced: FacedPicture[] = [];
  for (const { path, truth } of pictures) {
    faced.push({ truth, faces: await blazeface.detect(readPixels(await decoder.decode(path)), { upright: true }) });
  }
  const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;
  const fitted: readonly (readonly [string, Calibration])[] = [
    ...detectors.map(({ model }) => [model, calibrateDetector(pictures.map(({ found, truth }) => ({ found: found[model] ?? [], truth })))] as const),
    [blazeface.model, calibrateFaceDetector(faced)],
  ];
  const calibrations = Object.fromEntries(fitted.map(([model, { slope, offset }]) => [model, { slope: rounded(slope), offset: rounded(offset) }]));
  console.log(calibrations);
  await writeFile(fileURLToPath(new URL('calibration.json', import.meta.url)), `${JSON.stringify(calibrations, undefined, 2)}\n`);
} finally {
  await decoder.close();
}
