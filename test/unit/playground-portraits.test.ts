import { describe, expect, it } from 'vitest';
import { nameOfPortrait, peopleOfPortraits } from '../../demo/parts/portrait-names.ts';

const file = (name: string): File => new File([], name);

describe('names of dropped portraits', () => {
  it.each([
    ['ada_lovelace.jpg', 'ada lovelace'],
    ['Ada Lovelace (2).PNG', 'Ada Lovelace'],
    ['face_1.jpg', 'face 1'],
    ['.jpg', '.jpg'],
  ])('%s', (name, told) => {
    expect(nameOfPortrait(name)).toBe(told);
  });

  it('files of one name are one person; ids are letters and digits, each once', () => {
    const people = peopleOfPortraits(['Zoë Ö.jpg', 'Zoë Ö (2).jpg', 'Zoe-O.jpg', '人.jpg', 'face_1.jpg', 'face_2.jpg'].map(file));
    expect(people.map(({ id, name, portraits }) => [id, name, portraits.length])).toEqual([
      ['ZoeO', 'Zoë Ö', 2],
      ['ZoeOx2', 'Zoe-O', 1],
      ['person', '人', 1],
      ['face1', 'face 1', 1],
      ['face2', 'face 2', 1],
    ]);
  });
});
