import type { EquipmentDetection, ProtectiveEquipmentPerson } from '../../src/index.ts';
import type { FaceFocus } from '../face-focus.ts';
import { svg } from './element.ts';
import { equipmentName, equipmentOf } from './equipment-words.ts';
import { percentText } from './meter.ts';
import { createPictureOverlay } from './picture-overlay.ts';

/** Persons and what they wear, drawn over a photo. */
export interface EquipmentOverlay {
  readonly element: HTMLElement;
  readonly show: (persons: readonly ProtectiveEquipmentPerson[]) => void;
}

/** The drawing's own units on either side; the picture stretches it. */
const UNITS = 1000;

function rectangle({ BoundingBox = {}, Type, Confidence, CoversBodyPart }: EquipmentDetection): SVGRectElement {
  const { Left = 0, Top = 0, Width = 0, Height = 0 } = BoundingBox;
  const covers = CoversBodyPart?.Value === true;
  const node = svg('rect', {
    class: `equipment-box ${covers ? '' : 'is-not-covering'}`, x: Left * UNITS, y: Top * UNITS, width: Width * UNITS, height: Height * UNITS,
  });
  const title = svg('title', {});
  title.textContent = `${equipmentName(Type)}, ${percentText(Confidence)}`;
  node.append(title);
  return node;
}

/** Makes an overlay; numbers in `focus` are places in the list of persons. */
export function createEquipmentOverlay(focus: FaceFocus): EquipmentOverlay {
  const persons = createPictureOverlay(focus);
  const drawing = svg('svg', { class: 'equipment-drawing', viewBox: `0 0 ${UNITS} ${UNITS}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  persons.element.append(drawing);
  let groups: SVGGElement[] = [];

  focus.listen((active) => groups.forEach((group, index) => group.classList.toggle('is-active', index === active)));

  return {
    element: persons.element,
    show(found) {
      persons.show(
        found.map((person, index) => ({
          box: person.BoundingBox ?? {},
          tag: String(index + 1),
          description: `Person ${index + 1}: ${equipmentOf(person).map(({ Type }) => equipmentName(Type)).join(', ') || 'nothing found'}`,
          tone: 'plain',
        })),
      );
      groups = found.map((person) => svg('g', { class: 'equipment-group' }, ...equipmentOf(person).map(rectangle)));
      drawing.replaceChildren(...groups);
    },
  };
}
