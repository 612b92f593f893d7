import { modelFiles } from '#models';

/**
 * Whether the models hold YuNet, which is fetched by URL. Without it BlazeFace finds the faces: it misses small ones, which some
 * tests are about. Those are `test.skipIf(!yunetAvailable)(...)`; what must hold with either stands in test/browser/core.
 */
export const yunetAvailable: boolean = 'yunet' in modelFiles;

/** Said in the name of a test that is left out because of it. */
export const needsYunet = yunetAvailable ? '' : ' (left out: YuNet could not be fetched, and BlazeFace does not find such faces)';
