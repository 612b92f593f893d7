/** One part of the accuracy report, in Markdown. */
export interface ReportSection {
  readonly title: string;
  /** What is also kept in the repository. */
  readonly headline: string;
  /** What only the full report tells. */
  readonly details?: string;
}

/** A Markdown table. */
export function markdownTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** `97.0 %` */
export function percent(part: number, digits = 1): string {
  return `${(100 * part).toFixed(digits)} %`;
}

/** The report with or without its details. */
export function reportText(sections: readonly ReportSection[], introduction: string, withDetails: boolean): string {
  const parts = sections.map(({ title, headline, details }) =>
    [`## ${title}`, headline, ...(withDetails && details ? [details] : [])].join('\n\n'),
  );
  return `${['# Accuracy', introduction, ...parts].join('\n\n')}\n`;
}
