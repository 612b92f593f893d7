/**
 * Factors of the two parts of a template: the feature makes 0.5 of the squared distance of two typical strangers.
 *
 * Fitted by test/accuracy/fit-celebrities.ts on the portraits of 617 people.
 */
export const templateWeights = { embedding: 1.3061, feature: 0.3214 } as const;
