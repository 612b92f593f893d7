import type {
  BodyPart,
  DetectProtectiveEquipmentRequest,
  DetectProtectiveEquipmentResponse,
  EquipmentDetection,
  ProtectiveEquipmentBodyPart,
  ProtectiveEquipmentPerson,
  ProtectiveEquipmentType,
} from '../shapes/protective-equipment.ts';
import type { BodyPartName, EquipmentKind, EquippedPerson, FoundBodyPart, FoundEquipment } from '../vision/body/body.ts';
import { EQUIPMENT_MODEL_VERSION } from '../vision/body/equipment-model-version.ts';
import type { Operation } from './context.ts';
import { ratioBox, type PictureSize } from './face-shapes.ts';
import { summarize } from './protective-equipment-summary.ts';

/** The operation's own limits (OPERATIONS 6.1). */
const LIMITS = { maxBytes: 4_194_304, minSide: 64, maxSide: 4096 };

const PART_NAMES: Readonly<Record<BodyPartName, BodyPart>> = {
  face: 'FACE',
  head: 'HEAD',
  leftHand: 'LEFT_HAND',
  rightHand: 'RIGHT_HAND',
};

const TYPES: Readonly<Record<EquipmentKind, ProtectiveEquipmentType>> = {
  faceCover: 'FACE_COVER',
  headCover: 'HEAD_COVER',
  handCover: 'HAND_COVER',
};

/** DetectProtectiveEquipment: finds persons and what covers their faces, heads and hands, surest person first. */
export const detectProtectiveEquipment: Operation<DetectProtectiveEquipmentRequest, DetectProtectiveEquipmentResponse> = async (
  { Image, SummarizationAttributes },
  context,
) => {
  const picture = await context.openPicture(Image, LIMITS);
  const size = { width: picture.width, height: picture.height };
  const persons = protectiveEquipmentPersons(await context.vision.findEquipment(picture), size);
  return {
    ProtectiveEquipmentModelVersion: EQUIPMENT_MODEL_VERSION,
    Persons: persons,
    ...(SummarizationAttributes && { Summary: summarize(persons, SummarizationAttributes) }),
  };
};

/** Persons as the API tells them, numbered in their order. */
export function protectiveEquipmentPersons(persons: readonly EquippedPerson[], size: PictureSize): ProtectiveEquipmentPerson[] {
  return persons.map(({ box, confidence, parts }, Id) => ({
    BodyParts: parts.map((part) => bodyPart(part, size)),
    BoundingBox: ratioBox(box, size),
    Confidence: confidence * 100,
    Id,
  }));
}

function bodyPart({ name, confidence, equipment }: FoundBodyPart, size: PictureSize): ProtectiveEquipmentBodyPart {
  return {
    Name: PART_NAMES[name],
    Confidence: confidence * 100,
    EquipmentDetections: equipment.map((piece) => equipmentDetection(piece, size)),
  };
}

function equipmentDetection({ kind, box, confidence, covers }: FoundEquipment, size: PictureSize): EquipmentDetection {
  return {
    BoundingBox: ratioBox(box, size),
    Confidence: confidence * 100,
    Type: TYPES[kind],
    CoversBodyPart: { Value: covers >= 0.5, Confidence: 100 * Math.max(covers, 1 - covers) },
  };
}
