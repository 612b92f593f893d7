/** Curly and low quotes as straight ones, runs of spaces and line ends as one space: how a page is set is not what is compared. */
export function plainText(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\u201c\u201d\u201e\u201f]/gu, '"')
    .replaceAll(/[\u2018\u2019\u201a\u201b]/gu, "'")
    .replaceAll(/[\u2010-\u2015]/gu, '-')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

/** Fewest characters to insert, delete or replace to get from one text to another (V. I. Levenshtein, 1966). */
export function editDistance(from: string, to: string): number {
  const source = Array.from(from);
  const target = Array.from(to);
  let row = Array.from({ length: target.length + 1 }, (_, index) => index);
  source.forEach((character, above) => {
    const next = [above + 1];
    target.forEach((other, index) => {
      const replaced = (row[index] ?? 0) + (character === other ? 0 : 1);
      next.push(Math.min(replaced, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    });
    row = next;
  });
  return row.at(-1) ?? 0;
}

/** How many of the words of the truth were read, in whatever order. */
export function wordsFound(truth: string, read: string): { readonly found: number; readonly total: number } {
  const left = new Map<string, number>();
  for (const word of plainText(read).split(' ')) left.set(word, (left.get(word) ?? 0) + 1);
  const words = plainText(truth).split(' ');
  const found = words.filter((word) => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count > 0;
  });
  return { found: found.length, total: words.length };
}
