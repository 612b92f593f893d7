/** Euclidean distance of two embeddings of the same face model: about 0 for the same picture, above 1 for most strangers. */
export function embeddingDistance(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) throw new RangeError(`Embeddings of ${a.length} and ${b.length} numbers cannot be compared.`);
  let sum = 0;
  for (let index = 0; index < a.length; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    sum += difference * difference;
  }
  return Math.sqrt(sum);
}
