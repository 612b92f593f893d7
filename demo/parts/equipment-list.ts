import type { ProtectiveEquipmentBodyPart, ProtectiveEquipmentPerson } from '../../src/index.ts';
import type { FaceFocus } from '../face-focus.ts';
import { element } from './element.ts';
import { equipmentName, partName } from './equipment-words.ts';
import { percentText } from './meter.ts';

/** Persons with their parts and what covers them, to point at. */
export interface EquipmentList {
  readonly element: HTMLElement;
  readonly show: (persons: readonly ProtectiveEquipmentPerson[]) => void;
}

function partRow({ Name, Confidence, EquipmentDetections = [] }: ProtectiveEquipmentBodyPart): HTMLElement {
  const items = EquipmentDetections.map(({ Type, Confidence: sure, CoversBodyPart }) =>
    `${equipmentName(Type)} ${percentText(sure)}${CoversBodyPart?.Value === false ? ', not covering' : ''}`,
  );
  return element(
    'tr',
    { class: items.length > 0 ? 'is-covered' : '' },
    element('th', { scope: 'row' }, partName(Name)),
    element('td', {}, items.join('; ') || 'bare'),
    element('td', { class: 'equipment-sureness', title: 'Confidence in the part' }, percentText(Confidence)),
  );
}

/** Makes an empty list; numbers in `focus` are places in the list of persons. */
export function createEquipmentList(focus: FaceFocus): EquipmentList {
  const list = element('ol', { class: 'equipment-list' });
  let cards: HTMLElement[] = [];

  function card({ BodyParts = [], Confidence }: ProtectiveEquipmentPerson, index: number): HTMLElement {
    const head = element(
      'button',
      { type: 'button', class: 'equipment-head', 'aria-pressed': 'false' },
      element('span', {}, `Person ${index + 1}`),
      element('span', { class: 'equipment-sureness' }, percentText(Confidence)),
    );
    head.addEventListener('click', () => focus.choose(index, 'list'));
    const parts = BodyParts.length > 0 ? element('table', { class: 'equipment-parts' }, ...BodyParts.map(partRow)) : element('p', { class: 'equipment-none' }, 'No face, head or hand to be seen.');
    const node = element('li', {}, head, parts);
    node.addEventListener('pointerenter', () => focus.point(index, 'list'));
    node.addEventListener('pointerleave', () => focus.point(undefined, 'list'));
    return node;
  }

  focus.listen((active, from) => {
    cards.forEach((node, index) => {
      node.classList.toggle('is-active', index === active);
      node.firstElementChild?.setAttribute('aria-pressed', String(index === focus.chosen()));
    });
    const node = active === undefined ? undefined : cards[active];
    if (node && from !== 'list') node.scrollIntoView({ block: 'nearest' });
  });

  return {
    element: list,
    show(persons) {
      cards = persons.map(card);
      list.replaceChildren(...cards);
    },
  };
}
