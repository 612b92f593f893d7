/** Square roots of a pooled feature, which heads and projections read instead of the feature: its large numbers would otherwise drown the others. */
export function rootsOf(feature: Float32Array): Float32Array {
  return feature.map((value) => Math.sqrt(Math.max(0, value)));
}
