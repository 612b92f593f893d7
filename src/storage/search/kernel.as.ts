// AssemblyScript, not TypeScript: compiled to WebAssembly by build-kernel.ts, called by scan.ts.
// plain-scan.ts does the same float32 operations in the same order, so that both find the same faces: change them together.

/** Bytes of one row: 128 float32. */
const ROW_BYTES: usize = 512;
/** Bytes handled by one turn of the loop: 16 float32 in four registers. */
const STRIDE: usize = 64;

@inline
function squaredDifference(a: usize, b: usize, offset: usize): v128 {
  const difference = f32x4.sub(v128.load(a + offset), v128.load(b + offset));
  return f32x4.mul(difference, difference);
}

/**
 * Squared Euclidean distances from `query` to `count` rows that lie one after the other from `rows` on.
 * Those up to `bound` are written to `hits` as pairs of row number (u32) and squared distance (f32).
 * Returns the number of pairs.
 */
export function scan(rows: usize, count: u32, query: usize, bound: f32, hits: usize): u32 {
  let found: u32 = 0;
  let row = rows;
  for (let index: u32 = 0; index < count; index++) {
    let sum0 = f32x4.splat(0);
    let sum1 = f32x4.splat(0);
    let sum2 = f32x4.splat(0);
    let sum3 = f32x4.splat(0);
    const end = row + ROW_BYTES;
    let other = query;
    while (row < end) {
      sum0 = f32x4.add(sum0, squaredDifference(row, other, 0));
      sum1 = f32x4.add(sum1, squaredDifference(row, other, 16));
      sum2 = f32x4.add(sum2, squaredDifference(row, other, 32));
      sum3 = f32x4.add(sum3, squaredDifference(row, other, 48));
      row += STRIDE;
      other += STRIDE;
    }
    const sums = f32x4.add(f32x4.add(sum0, sum1), f32x4.add(sum2, sum3));
    const squared =
      (f32x4.extract_lane(sums, 0) + f32x4.extract_lane(sums, 1)) +
      (f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3));
    if (squared <= bound) {
      const hit = hits + ((<usize>found) << 3);
      store<u32>(hit, index);
      store<f32>(hit, squared, 4);
      found++;
    }
  }
  return found;
}
