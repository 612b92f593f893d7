import { describe, expect, it } from 'vitest';
import { readNames } from '../../src/command-line/read-names.ts';

const csv = '\uFEFFbioguide,name,wikipedia,gender\r\nA1,"Doe, Jane ""JD""",Jane Doe (politician),F\r\nB2,,,\r\nC3,Raúl Ruiz,,\r\n';

describe('a file of names', () => {
  it('gives people with a name, quotes and all, and links where their columns are filled', () => {
    expect(readNames(csv, ['https://example.org/{bioguide}', 'https://en.wikipedia.org/wiki/{Wikipedia}'])).toEqual([
      { id: 'A1', name: 'Doe, Jane "JD"', urls: ['https://example.org/A1', 'https://en.wikipedia.org/wiki/Jane_Doe_(politician)'], knownGender: 'Female' },
      { id: 'C3', name: 'Raúl Ruiz', urls: ['https://example.org/C3'] },
    ]);
  });

  it('takes links from a column of their own', () => {
    expect(readNames('id,name,urls\nA,Ann,https://a.example  https://b.example\n', [])).toEqual([{ id: 'A', name: 'Ann', urls: ['https://a.example', 'https://b.example'] }]);
  });

  it.each([
    ['id,title\nA,Ann', [], /no column "name"/],
    [csv, ['https://example.org/{wikidata}'], /column "wikidata"/],
    ['id,name,gender\nA,Ann,woman', [], /Line 2 .* gender "woman"/],
    ['id,name\nA,"Ann\n', [], /cannot be read as comma-separated values/],
  ] as const)('is refused with a sentence: %j', (text, links, sentence) => {
    expect(() => readNames(text, links)).toThrow(sentence);
  });
});
