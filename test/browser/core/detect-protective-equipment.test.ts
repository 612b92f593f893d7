import { afterAll, describe, expect, test } from 'vitest';
import { InvalidParameterException, Rekognition, type DetectProtectiveEquipmentResponse } from '../../../src/index.ts';
import { samplePicture } from '../../set-up/sample-picture.ts';

const rekognition = new Rekognition({ device: 'wasm' });
afterAll(() => rekognition.close());

// Four women by a window, faces to the camera, nobody with a mask or a hat.
const photo = await samplePicture('sample6.jpg');

describe('DetectProtectiveEquipment', () => {
  let answer: DetectProtectiveEquipmentResponse = {};

  test('finds persons with their heads and faces, numbered, and names its version', async () => {
    answer = await rekognition.detectProtectiveEquipment({ Image: { Source: photo } });
    const { Persons = [] } = answer;
    expect(answer.ProtectiveEquipmentModelVersion).toMatch(/^\d+\.\d+$/);
    expect(answer).not.toHaveProperty('Summary');
    expect(Persons.length).toBeGreaterThanOrEqual(4);
    expect(Persons.length).toBeLessThanOrEqual(15);
    expect(Persons.map(({ Id }) => Id)).toEqual(Persons.map((_, index) => index));
    const withFaces = Persons.filter(({ BodyParts = [] }) => ['FACE', 'HEAD'].every((name) => BodyParts.some(({ Name }) => Name === name)));
    expect(withFaces.length).toBeGreaterThanOrEqual(4);
  });

  test('tells nothing less sure than 50 percent, each part once, parts without items with an empty list', () => {
    for (const { Confidence = 0, BodyParts = [], BoundingBox = {} } of answer.Persons ?? []) {
      expect(Confidence).toBeGreaterThanOrEqual(50);
      expect(Confidence).toBeLessThanOrEqual(100);
      expect(BoundingBox.Width).toBeGreaterThan(0);
      expect(new Set(BodyParts.map(({ Name }) => Name)).size).toBe(BodyParts.length);
      for (const { Confidence: ofPart = 0, EquipmentDetections } of BodyParts) {
        expect(ofPart).toBeGreaterThanOrEqual(50);
        expect(EquipmentDetections).toBeInstanceOf(Array);
        for (const item of EquipmentDetections ?? []) expect(item.Confidence).toBeGreaterThanOrEqual(50);
      }
    }
  });

  test('is sure of no cover on bare faces and heads', () => {
    const parts = (answer.Persons ?? []).flatMap(({ BodyParts = [] }) => BodyParts.filter(({ Name }) => Name === 'FACE' || Name === 'HEAD'));
    expect(parts.flatMap(({ EquipmentDetections = [] }) => EquipmentDetections).filter(({ Confidence = 0 }) => Confidence >= 80)).toEqual([]);
  });

  test('sums up who wears what, with the same persons whatever the bar', async () => {
    const summarized = await rekognition.detectProtectiveEquipment({
      Image: { Source: photo },
      SummarizationAttributes: { MinConfidence: 80, RequiredEquipmentTypes: ['FACE_COVER'] },
    });
    expect(summarized.Persons).toEqual(answer.Persons);
    const { PersonsWithRequiredEquipment = [], PersonsWithoutRequiredEquipment = [], PersonsIndeterminate = [] } = summarized.Summary ?? {};
    expect(PersonsWithRequiredEquipment).toEqual([]);
    expect(PersonsWithoutRequiredEquipment.length).toBeGreaterThanOrEqual(3);
    expect([...PersonsWithoutRequiredEquipment, ...PersonsIndeterminate].toSorted((a, b) => a - b)).toEqual((answer.Persons ?? []).map(({ Id }) => Id));
  });

  test('finds nobody where nobody is, and says so with an empty list', async () => {
    const canvas = new OffscreenCanvas(320, 240);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This browser gives no 2D context.');
    context.fillStyle = '#7a9';
    context.fillRect(0, 0, 320, 240);
    const Source = await canvas.convertToBlob({ type: 'image/png' });
    const empty = await rekognition.detectProtectiveEquipment({
      Image: { Source },
      SummarizationAttributes: { MinConfidence: 80, RequiredEquipmentTypes: ['HEAD_COVER'] },
    });
    expect(empty.Persons).toEqual([]);
    expect(empty.Summary).toEqual({ PersonsWithRequiredEquipment: [], PersonsWithoutRequiredEquipment: [], PersonsIndeterminate: [] });
  });

  test('refuses a picture that is too narrow', async () => {
    const canvas = new OffscreenCanvas(320, 63);
    canvas.getContext('2d');
    const Source = await canvas.convertToBlob({ type: 'image/png' });
    await expect(rekognition.detectProtectiveEquipment({ Image: { Source } })).rejects.toThrow(InvalidParameterException);
  });
});
