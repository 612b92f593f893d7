import { ProtectiveEquipmentType } from '../../src/index.ts';
import type { ProtectiveEquipmentSummarizationAttributes, ProtectiveEquipmentSummary } from '../../src/index.ts';
import type { FaceFocus } from '../face-focus.ts';
import { button, element, toggle } from './element.ts';
import { equipmentName } from './equipment-words.ts';

/** What is required, and who wears it. */
export interface EquipmentSummary {
  readonly element: HTMLElement;
  /** What the request is to carry. */
  readonly attributes: () => ProtectiveEquipmentSummarizationAttributes;
  readonly show: (summary: ProtectiveEquipmentSummary | undefined) => void;
}

const DEFAULT_CONFIDENCE = 80;
const LEAST_CONFIDENCE = 50;

/**
 * Makes the summary: types as buttons, a bar as a slider, three rows of persons.
 *
 * @param onChange something was changed: ask again
 */
export function createEquipmentSummary(focus: FaceFocus, onChange: () => void): EquipmentSummary {
  const required = new Set<ProtectiveEquipmentType>(['HEAD_COVER']);
  const types = Object.values(ProtectiveEquipmentType).map((type) =>
    toggle(equipmentName(type), required.has(type), (pressed) => {
      if (pressed) required.add(type);
      else required.delete(type);
      onChange();
    }, { class: 'button toggle small' }),
  );
  const shown = element('span', { class: 'threshold-value' });
  const input = element('input', { class: 'threshold-slider', type: 'range', min: LEAST_CONFIDENCE, max: 100, step: 1, value: DEFAULT_CONFIDENCE, 'aria-label': 'Sure from' });
  const tell = (): void => {
    shown.textContent = `${Number(input.value)} %`;
  };
  input.addEventListener('input', tell);
  input.addEventListener('change', onChange);
  tell();
  const rows = element('tbody', {});

  function row(name: string, persons: readonly number[] = []): HTMLElement {
    const chips = persons.map((person) => {
      const chip = button(String(person + 1), () => focus.choose(person, 'summary'), { class: 'equipment-chip', 'aria-label': `Person ${person + 1}` });
      chip.addEventListener('pointerenter', () => focus.point(person, 'summary'));
      chip.addEventListener('pointerleave', () => focus.point(undefined, 'summary'));
      return chip;
    });
    return element('tr', {}, element('th', { scope: 'row' }, name), element('td', {}, ...(chips.length > 0 ? chips : ['–'])));
  }

  return {
    element: element(
      'div',
      { class: 'equipment-summary' },
      element('div', { class: 'equipment-types', role: 'group', 'aria-label': 'Required' }, ...types),
      element('label', { class: 'text-filter' }, element('span', {}, 'Sure from'), input, shown),
      element('table', { class: 'equipment-lists' }, rows),
    ),
    attributes: () => ({ MinConfidence: Number(input.value), RequiredEquipmentTypes: [...required] }),
    show: (summary) =>
      rows.replaceChildren(
        ...(summary
          ? [row('With', summary.PersonsWithRequiredEquipment), row('Without', summary.PersonsWithoutRequiredEquipment), row('Undecided', summary.PersonsIndeterminate)]
          : []),
      ),
  };
}
