import { skinShares, type SkinShares } from '../../../src/vision/body/skin-shares.ts';
import type { PictureDecoder } from '../training/picture-decoder.ts';
import { readPixels } from '../../../src/vision/pixel-reader.ts';
import type { PlannedView } from './planned-views.ts';

/** How much skin there is in views of hands; of views whose colours were changed nothing is told. */
export async function collectSkinShares(views: readonly PlannedView[], decoder: PictureDecoder): Promise<ReadonlyMap<PlannedView, SkinShares>> {
  const shares = new Map<PlannedView, SkinShares>();
  const asTheyAre = views.filter(({ target, colours }) => target.part === 'hand' && colours === undefined);
  for (const file of new Set(asTheyAre.map((view) => view.file))) {
    const picture = readPixels(await decoder.decode(file));
    for (const view of asTheyAre) {
      if (view.file === file && view.target.part === 'hand') shares.set(view, skinShares(picture, view.target.box));
    }
  }
  return shares;
}
