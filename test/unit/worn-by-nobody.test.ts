import { expect, it } from 'vitest';
import { withoutHatsOnBodies, type SeenPerson } from '../../src/vision/body/worn-by-nobody.ts';

const somebody: SeenPerson = { box: { left: 100, top: 100, width: 200, height: 500 }, head: { left: 160, top: 100, width: 80, height: 90 }, hasFace: true, isHatAlone: false };

/** A hat of 40 pixels that was seen alone. */
function hat(left: number, top: number): SeenPerson {
  return { box: { left: left - 40, top, width: 120, height: 240 }, head: { left, top, width: 40, height: 40 }, hasFace: false, isHatAlone: true };
}

it('a hat alone on the body of somebody with a face is worn by nobody', () => {
  const badge = hat(220, 250);
  expect(withoutHatsOnBodies([badge, somebody])).toEqual([somebody]);
});

it('hats stay beside somebody, behind the head, on who is seen as a person, and where no face tells whose body it is', () => {
  const others = [hat(320, 250), hat(150, 120), { ...hat(220, 250), isHatAlone: false }];
  expect(withoutHatsOnBodies([somebody, ...others])).toHaveLength(4);
  expect(withoutHatsOnBodies([{ ...somebody, hasFace: false }, hat(220, 250)])).toHaveLength(2);
});
