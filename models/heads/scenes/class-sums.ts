import type { PictureViews } from './collect-features.ts';

/*
 * Classes of ImageNet that show a concept, by their places among the 1,000 (tench is 0). Their summed probabilities are
 * the rival that a head must beat; what they name is written behind them.
 */

/** A range of classes, both ends included. */
const through = (first: number, last: number): readonly number[] => Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** Breakwater, canoe, catamaran, dam, dock, fountain, gondola, lifeboat, pier, schooner, speedboat, trimaran, yawl, coral reef, geyser, lakeside, promontory, sandbar, seashore. */
const WATER = [460, 472, 484, 525, 536, 562, 576, 625, 718, 780, 814, 871, 914, 973, 974, 975, 976, 977, 978];
/** Cab, minibus, parking meter, streetcar, trolleybus, street sign, traffic light. */
const STREET = [468, 654, 704, 829, 874, 919, 920];

/** Concepts for which there are fitting classes. */
export const sumClasses: Readonly<Partial<Record<string, readonly number[]>>> = {
  Water: WATER,
  Sea: [147, 460, 973, 976, 977, 978],
  Beach: [977, 978],
  // Alp, cliff, valley, volcano.
  Mountain: [970, 972, 979, 980],
  // Bobsled, dogsled, ski, snowmobile, snowplow, alp.
  Snow: [450, 537, 795, 802, 803, 970],
  // Barn, beacon, bell cote, boathouse, castle, church, cinema, dome, greenhouse, lumbermill, mobile home, monastery, mosque, palace, prison, stupa, triumphal arch, water tower.
  Building: [425, 437, 442, 449, 483, 497, 498, 538, 580, 634, 660, 663, 668, 698, 743, 832, 873, 900],
  // From plate to eggnog, without hay and red wine.
  Food: [...through(923, 957), ...through(959, 965), 967, 968, 969],
  // Pot, vase, daisy, yellow lady's slipper.
  Flower: [738, 883, 985, 986],
  // Dishwasher, espresso maker, frying pan, microwave, refrigerator, stove, toaster, waffle iron, wok.
  Kitchen: [534, 550, 567, 651, 760, 827, 859, 891, 909],
  // Bathtub, medicine chest, shower curtain, toilet seat, tub, washbasin.
  Bathroom: [435, 648, 794, 861, 876, 896],
  // Barber chair, bookcase, chiffonier, china cabinet, cradle, crib, desk, dining table, entertainment center, file, folding chair, four-poster, park bench, rocking chair, studio couch, throne, wardrobe.
  Furniture: [423, 453, 493, 495, 516, 520, 526, 532, 548, 553, 559, 564, 703, 765, 831, 857, 894],
  // Basketball, football helmet, racket, ski, soccer ball, tennis ball, volleyball, ballplayer, scuba diver.
  Sport: [430, 560, 752, 795, 805, 852, 890, 981, 983],
  // Envelope, web site, crossword puzzle, book jacket, menu.
  Document: [549, 916, 918, 921, 922],
  // Comic book, book jacket, menu.
  Advertisement: [917, 921, 922],
  // Worm fence, hay, rapeseed.
  Field: [912, 958, 984],
  Road: STREET,
  City: STREET,
  // Crane, forklift.
  Construction: [517, 561],
};

/** Mean over both views of the summed probabilities, 0 to 1. */
export function classSum(classes: readonly number[], { squashed, middle }: PictureViews): number {
  // The model's first class is "background".
  return classes.reduce((sum, index) => sum + ((squashed.probabilities[index + 1] ?? 0) + (middle.probabilities[index + 1] ?? 0)) / 2, 0);
}
