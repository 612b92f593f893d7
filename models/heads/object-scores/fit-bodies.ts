// npx tsx models/heads/object-scores/fit-bodies.ts: prints where bodies lie around faces, on the people of coco128 whose face is found. What
// src/vision/objects/people.ts does with it is written there.
import { faceDetector } from '../../../src/vision/face/find-faces.ts';
import { area, center, intersectionOverUnion, type PixelBox } from '../../../src/vision/geometry.ts';
import { bodyOf, PERSON_KIND, type BodyProportions } from '../../../src/vision/objects/people.ts';
import { createNativeSessions } from '../training/native-sessions.ts';
import { openPictureDecoder } from '../training/picture-decoder.ts';
import { readPixels } from '../../../src/vision/pixel-reader.ts';
import { pictureNames, truthOf } from './collect-candidates.ts';

interface FacedBody {
  readonly face: PixelBox;
  readonly body: PixelBox;
  readonly picture: { readonly width: number; readonly height: number };
}

/** The smallest body whose upper half holds the face. */
function bodyWith(face: PixelBox, bodies: readonly PixelBox[]): PixelBox | undefined {
  const { x, y } = center(face);
  return bodies
    .filter(({ left, top, width, height }) => x > left && x < left + width && y > top && y < top + height / 2)
    .toSorted((a, b) => area(a) - area(b))[0];
}

const steps = (from: number, to: number, step: number): number[] => Array.from({ length: Math.round((to - from) / step) + 1 }, (_, index) => from + index * step);

const sessions = createNativeSessions();
const decoder = openPictureDecoder();
try {
  const pairs: FacedBody[] = [];
  for (const name of await pictureNames()) {
    const pixels = await decoder.decode(`objects/coco128/images/${name}`);
    const { truth } = await truthOf(name, pixels.width, pixels.height);
    const bodies = truth.filter(({ kind }) => kind === PERSON_KIND).map(({ box }) => box);
    for (const { box } of await faceDetector(sessions).detect(readPixels(pixels))) {
      const body = bodyWith(box, bodies);
      if (body) pairs.push({ face: box, body, picture: pixels });
    }
  }
  const overlap = (proportions: BodyProportions): number =>
    pairs.reduce((sum, { face, body, picture }) => sum + intersectionOverUnion(bodyOf(face, picture, proportions), body), 0) / pairs.length;
  const tried = steps(0.8, 2.4, 0.2).flatMap((halfWidth) =>
    steps(0.1, 0.7, 0.1).flatMap((above) => steps(1.5, 8, 0.5).map((below) => ({ halfWidth, above, below }))),
  );
  const [best] = tried.map((proportions) => ({ proportions, mean: overlap(proportions) })).toSorted((a, b) => b.mean - a.mean);
  console.log(`${pairs.length} faces of people whose box is known; best`, best);
} finally {
  await decoder.close();
}
