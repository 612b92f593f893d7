import { center, type PixelBox } from '../geometry.ts';

/** How somebody was seen. */
export interface SeenPerson {
  readonly box: PixelBox;
  /** The head with whatever is worn on it. */
  readonly head: PixelBox;
  readonly hasFace: boolean;
  /** Nothing but a hat was seen: neither a face nor a person. */
  readonly isHatAlone: boolean;
}

/**
 * Leaves out hats that nobody wears: those seen alone, on the body of somebody whose face is higher up, such as a badge, a
 * ball or a cup. Who stands in front of somebody is seen as a person, too.
 */
export function withoutHatsOnBodies<Person extends SeenPerson>(persons: readonly Person[]): Person[] {
  return persons.filter(({ isHatAlone, head }) => !isHatAlone || !persons.some((other) => other.hasFace && isOnBody(head, other)));
}

function isOnBody(hat: PixelBox, { box, head }: SeenPerson): boolean {
  const { x, y } = center(hat);
  return x > box.left && x < box.left + box.width && y > head.top + head.height && y < box.top + box.height;
}
