// npx tsx test/accuracy/fit-moderation.ts: fits src/vision/moderation/bars.json on one half of the neutral pictures, for either backbone.
// Run it again whenever the models or the views change, then test/accuracy/moderation.ts for what the bars do on the other half.
import { writeFileSync } from 'node:fs';
import { createNativeSessions } from '../../models/heads/training/native-sessions.ts';
import { openPictureDecoder } from '../../models/heads/training/picture-decoder.ts';
import { readPixels } from '../../src/vision/pixel-reader.ts';
import type { Sessions } from '../../src/runtime/sessions.ts';
import type { BackboneId } from '../../src/vision/backbone/backbone.ts';
import { CONCERNS, type Concern, type ConcernScores } from '../../src/vision/moderation/concerns.ts';
import { lookForConcerns } from '../../src/vision/moderation/see-concerns.ts';
import { findObjects } from '../../src/vision/objects/find-objects.ts';
import { sharedDataExists, withoutSharedData } from '../set-up/shared-data-server.ts';
import { repositoryRoot } from '../set-up/stages.ts';
import { neutralPictures, shows, type NeutralPicture } from './moderation-pictures.ts';

if (!sharedDataExists()) {
  console.error(`The fit is ${withoutSharedData}.`);
  process.exit(1);
}

/** Share of the neutral pictures that may reach a bar: below the promised 1 %, for other pictures reach it more often. */
const REACHED = 0.004;
/**
 * No bar lies lower, however low the neutral pictures are, because so few say little of all pictures. What ImageNet's
 * 1,000 classes share needs less to stand out than what five classes share. The heads for smoking are calibrated for one
 * half by their own training.
 */
const LOWEST: Readonly<Partial<Record<Concern, number>>> = {
  maleSwimwear: 0.35, bareChest: 0.35, weapon: 0.35, alcohol: 0.35, pills: 0.35, syringe: 0.35, gambling: 0.35,
};
const LOWEST_OTHERWISE = 0.5;
/** Half of the distance from the highest neutral score below to certainty is left between it and the bar, at most this much. */
const MARGIN = 0.1;
const URL_MODELS: ReadonlySet<string> = new Set(['yunet', 'mobilenet-v2-imagenet', 'yolox-nano']);

const all = createNativeSessions();
const fromNpm: Sessions = { ...all, has: (model) => all.has(model) && !URL_MODELS.has(model) };
const pictures = neutralPictures().filter(({ half }) => half === 'fitted on');
const decoder = openPictureDecoder();

async function lookAtAll(sessions: Sessions, chosen: readonly NeutralPicture[]): Promise<{ readonly picture: NeutralPicture; readonly scores: ConcernScores }[]> {
  const seen = [];
  for (const [index, picture] of chosen.entries()) {
    const reader = readPixels(await decoder.decode(picture.path));
    seen.push({ picture, scores: await lookForConcerns(sessions, reader, await findObjects(sessions, reader)) });
    if (index % 50 === 49) console.log(`${index + 1} of ${chosen.length} pictures`);
  }
  return seen;
}

/** The bar that at most the wanted share of the pictures reaches. */
function barFor(concern: Concern, scores: readonly number[]): number {
  const highest = scores.toSorted((a, b) => b - a)[Math.floor(REACHED * scores.length)] ?? 0;
  return Number(Math.max(LOWEST[concern] ?? LOWEST_OTHERWISE, highest + Math.min(MARGIN, (1 - highest) / 2)).toFixed(3));
}

async function fitFor(sessions: Sessions, backbone: BackboneId, chosen: readonly NeutralPicture[]): Promise<Partial<Record<Concern, number>>> {
  const seen = await lookAtAll(sessions, chosen);
  console.log(`${backbone}, ${seen.length} neutral pictures`);
  return Object.fromEntries(
    CONCERNS.flatMap((concern) => {
      const judged = seen.filter(({ picture }) => !shows(picture.path, concern));
      const scores = judged.flatMap(({ scores: { [concern]: score } }) => (score === undefined ? [] : [score]));
      if (scores.length === 0) return [];
      const bar = barFor(concern, scores);
      const worst = judged.toSorted((a, b) => (b.scores[concern] ?? 0) - (a.scores[concern] ?? 0)).slice(0, 4);
      console.log(`  ${concern}: ${bar}; highest ${worst.map(({ picture, scores: { [concern]: score = 0 } }) => `${score.toFixed(2)} ${picture.path.split('/').at(-1)}`).join(', ')}`);
      return [[concern, bar]];
    }),
  );
}

try {
  const bars: Record<BackboneId, Partial<Record<Concern, number>>> = {
    'mobilenet-v2-imagenet': await fitFor(all, 'mobilenet-v2-imagenet', pictures),
    // Of official portraits every third, because this way is slow and they differ little.
    'nsfw-mobilenet-v2-mid': await fitFor(fromNpm, 'nsfw-mobilenet-v2-mid', pictures.filter(({ set }, index) => set !== 'public figures' || index % 3 === 0)),
  };
  writeFileSync(`${repositoryRoot}src/vision/moderation/bars.json`, `${JSON.stringify(bars, undefined, 1)}\n`);
} finally {
  await decoder.close();
}
process.exit(0);
