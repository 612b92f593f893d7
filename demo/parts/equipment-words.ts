import type { BodyPart, EquipmentDetection, ProtectiveEquipmentPerson, ProtectiveEquipmentType } from '../../src/index.ts';

const EQUIPMENT: Readonly<Record<ProtectiveEquipmentType, string>> = {
  FACE_COVER: 'Face cover',
  HEAD_COVER: 'Head cover',
  HAND_COVER: 'Hand cover',
};

const PARTS: Readonly<Record<BodyPart, string>> = {
  FACE: 'Face',
  HEAD: 'Head',
  LEFT_HAND: 'Left hand',
  RIGHT_HAND: 'Right hand',
};

/** A type of equipment in words. */
export function equipmentName(type: ProtectiveEquipmentType | undefined): string {
  return type === undefined ? 'Equipment' : EQUIPMENT[type];
}

/** A part of the body in words. */
export function partName(part: BodyPart | undefined): string {
  return part === undefined ? 'Part' : PARTS[part];
}

/** Everything that a person wears. */
export function equipmentOf({ BodyParts = [] }: ProtectiveEquipmentPerson): readonly EquipmentDetection[] {
  return BodyParts.flatMap(({ EquipmentDetections = [] }) => EquipmentDetections);
}
