/**
 * Pairs rows with columns so that the sum of their costs is least (the Hungarian method: H. W. Kuhn, 1955, in the form
 * with potentials that takes rows one by one, O(rows² · columns)).
 *
 * @param costs a row of equal length for each row; Infinity where a pair is impossible
 * @returns for each row its column, or undefined where it is left alone
 */
export function assign(costs: readonly (readonly number[])[]): (number | undefined)[] {
  const columns = costs[0]?.length ?? 0;
  if (costs.length === 0 || columns === 0) return costs.map(() => undefined);
  // A column of its own for each row, dearer than every pair: being left alone is possible and the last resort.
  const alone = 1 + 2 * Math.max(0, ...costs.flat().filter((cost) => Number.isFinite(cost)).map(Math.abs));
  const padded = costs.map((row, index) => [
    ...row.map((cost) => (Number.isFinite(cost) ? cost : 4 * alone * costs.length)),
    ...costs.map((_, other) => (other === index ? alone : 2 * alone * costs.length)),
  ]);
  return leastCost(padded).map((column, row) => (column < columns && Number.isFinite(costs[row]?.[column] ?? Infinity) ? column : undefined));
}

/** For each row its column; there are at least as many columns as rows. Row and column 0 of the tables stand for "none". */
function leastCost(costs: readonly (readonly number[])[]): number[] {
  const rows = costs.length;
  const columns = costs[0]?.length ?? 0;
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(columns + 1);
  const rowOf = new Int32Array(columns + 1);
  const previous = new Int32Array(columns + 1);
  for (let row = 1; row <= rows; row++) {
    rowOf[0] = row;
    let column = 0;
    const slack = new Float64Array(columns + 1).fill(Infinity);
    const visited = new Uint8Array(columns + 1);
    while (rowOf[column] !== 0) {
      visited[column] = 1;
      const current = rowOf[column] ?? 0;
      let least = Infinity;
      let next = 0;
      for (let other = 1; other <= columns; other++) {
        if (visited[other] === 1) continue;
        const reduced = (costs[current - 1]?.[other - 1] ?? Infinity) - (rowPotential[current] ?? 0) - (columnPotential[other] ?? 0);
        if (reduced < (slack[other] ?? 0)) {
          slack[other] = reduced;
          previous[other] = column;
        }
        if ((slack[other] ?? 0) < least) {
          least = slack[other] ?? 0;
          next = other;
        }
      }
      for (let other = 0; other <= columns; other++) {
        if (visited[other] === 1) {
          rowPotential[rowOf[other] ?? 0]! += least;
          columnPotential[other]! -= least;
        } else slack[other]! -= least;
      }
      column = next;
    }
    while (column !== 0) {
      const before = previous[column] ?? 0;
      rowOf[column] = rowOf[before] ?? 0;
      column = before;
    }
  }
  const result = Array.from({ length: rows }, () => 0);
  for (let column = 1; column <= columns; column++) {
    const row = rowOf[column] ?? 0;
    if (row > 0) result[row - 1] = column - 1;
  }
  return result;
}
