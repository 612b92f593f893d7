/** A decision about one face whose answer is known. */
export interface Judged {
  /** Probability or score; above the bar means yes. */
  readonly score: number;
  readonly answer: boolean;
}

/** How good a row of decisions is. Undefined where the faces do not tell (no yes, or no no, among them). */
export interface Measures {
  readonly yes: number;
  readonly no: number;
  /** Of those called yes, how many are. */
  readonly precision: number | undefined;
  /** Of those that are yes, how many are called so. */
  readonly recall: number | undefined;
  /** Mean of the recall of yes and of no. */
  readonly balancedAccuracy: number | undefined;
  readonly averagePrecision: number | undefined;
}

/** Measures decisions at a bar; the average precision looks at all bars. */
export function measure(judged: readonly Judged[], bar: number): Measures {
  const yes = judged.filter(({ answer }) => answer);
  const no = judged.filter(({ answer }) => !answer);
  const truePositives = yes.filter(({ score }) => score >= bar).length;
  const falsePositives = no.filter(({ score }) => score >= bar).length;
  const recall = ratio(truePositives, yes.length);
  const specificity = ratio(no.length - falsePositives, no.length);
  return {
    yes: yes.length,
    no: no.length,
    precision: ratio(truePositives, truePositives + falsePositives),
    recall,
    balancedAccuracy: recall !== undefined && specificity !== undefined ? (recall + specificity) / 2 : undefined,
    averagePrecision: yes.length > 0 && no.length > 0 ? averagePrecision(judged) : undefined,
  };
}

/** Mean of the precision at each yes, from the highest score down; equal scores are counted together. */
export function averagePrecision(judged: readonly Judged[]): number {
  const ordered = judged.toSorted((a, b) => b.score - a.score);
  const total = ordered.filter(({ answer }) => answer).length;
  let sum = 0;
  let found = 0;
  for (let start = 0; start < ordered.length;) {
    let end = start;
    let here = 0;
    while (end < ordered.length && ordered[end]?.score === ordered[start]?.score) {
      if (ordered[end]?.answer) here += 1;
      end += 1;
    }
    found += here;
    sum += here * (found / end);
    start = end;
  }
  return sum / total;
}

function ratio(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}
