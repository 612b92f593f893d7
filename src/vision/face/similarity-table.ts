/**
 * Distance of two embeddings against their similarity, nearest first; straight lines between.
 *
 * Fitted by test/accuracy/fit-similarity.ts on 503 official portraits of 440 people,
 * 126,190 pairs of two different people, aiming at 0.5 of each promised rate.
 */
export const similarityTable: readonly (readonly [distance: number, similarity: number])[] = [
  [0, 100],
  [0.4199, 99],
  [0.4422, 94.25],
  [0.4657, 89.5],
  [0.4906, 84.75],
  [0.5186, 80],
  [0.5447, 62],
  [0.5772, 40],
  [0.6132, 22],
  [0.6561, 10],
  [0.7428, 1],
  [1.1993, 0],
];
