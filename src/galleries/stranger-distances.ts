/**
 * How far apart the templates of two strangers lie: mean and standard deviation of the normal distribution that the nearer
 * ones follow.
 *
 * Fitted by test/accuracy/fit-celebrities.ts on the portraits of 617 people, each compared by a projection made without
 * them; test/accuracy/CELEBRITIES.md tells how many strangers are found as near.
 */
export const strangerDistances = { mean: 1.0028, deviation: 0.0781 } as const;
