// npx tsx test/accuracy/image-sharpness.ts: prints how much detail pictures of coco128 and their blurred copies have, and where HALF_SHARP of
// src/vision/image-properties/image-quality.ts should lie: between the two, so that 50 parts photos from blurred ones.
import { openPictureDecoder } from '../../models/heads/training/picture-decoder.ts';
import { pictureNames } from '../../models/heads/object-scores/collect-candidates.ts';
import { imageQuality, HALF_SHARP } from '../../src/vision/image-properties/image-quality.ts';

const BLUR = 'blur(2px)';
/** Every so manieth picture is enough. */
const EVERY = 2;

const decoder = openPictureDecoder();
try {
  const energies: { readonly sharp: number[]; readonly blurred: number[] } = { sharp: [], blurred: [] };
  for (const [index, name] of (await pictureNames()).entries()) {
    if (index % EVERY !== 0) continue;
    for (const [kind, filter] of [['sharp', 'none'], ['blurred', BLUR]] as const) {
      const image = await decoder.decode(`objects/coco128/images/${name}`, { filter });
      const quality = imageQuality(image, Uint32Array.from({ length: image.width * image.height }, (_, pixel) => pixel));
      const ratio = (quality?.sharpness ?? 0) / 100;
      energies[kind].push((HALF_SHARP * ratio) / (1 - ratio));
    }
  }
  const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const half = Math.sqrt(median(energies.sharp) * median(energies.blurred));
  const right = energies.sharp.filter((energy) => energy >= half).length + energies.blurred.filter((energy) => energy < half).length;
  console.log(`median ${median(energies.sharp).toFixed(4)} sharp, ${median(energies.blurred).toFixed(4)} blurred: HALF_SHARP ${half.toPrecision(2)} parts ${right} of ${2 * energies.sharp.length}`);
} finally {
  await decoder.close();
}
