import { describe, expect, it } from 'vitest';
import { summarize, verdictOfPerson } from '../../src/operations/protective-equipment-summary.ts';
import type { BodyPart, EquipmentDetection, ProtectiveEquipmentPerson, ProtectiveEquipmentType } from '../../src/shapes/protective-equipment.ts';

const item = (Type: ProtectiveEquipmentType, Confidence = 95, covers = true, surety = 95): EquipmentDetection => ({
  Type,
  Confidence,
  CoversBodyPart: { Value: covers, Confidence: surety },
});

const part = (Name: BodyPart, items: EquipmentDetection[] = [], Confidence = 95): NonNullable<ProtectiveEquipmentPerson['BodyParts']>[number] => ({
  Name,
  Confidence,
  EquipmentDetections: items,
});

const person = (BodyParts: ProtectiveEquipmentPerson['BodyParts'], Confidence = 95, Id = 0): ProtectiveEquipmentPerson => ({ BodyParts, Confidence, Id });

const hat = item('HEAD_COVER');
const mask = item('FACE_COVER');
const glove = item('HAND_COVER');

describe('whether a person wears what is required', () => {
  it.each([
    ['a hat on the head', [part('HEAD', [hat])], 'worn'],
    ['a bare head', [part('HEAD')], 'missing'],
    ['no head found', [part('FACE', [mask])], 'undecided'],
    ['a head that is not sure', [part('HEAD', [hat], 79)], 'undecided'],
    ['a hat that is not sure', [part('HEAD', [item('HEAD_COVER', 79)])], 'undecided'],
    ['a hat that surely does not cover', [part('HEAD', [item('HEAD_COVER', 95, false)])], 'missing'],
    ['a hat that may not cover', [part('HEAD', [item('HEAD_COVER', 95, false, 79)])], 'undecided'],
    ['a hat that may cover', [part('HEAD', [item('HEAD_COVER', 95, true, 79)])], 'undecided'],
    ['an item of another type', [part('HEAD', [mask])], 'missing'],
    ['one hat that covers and one that does not', [part('HEAD', [item('HEAD_COVER', 95, false), hat])], 'worn'],
    ['just enough of everything', [part('HEAD', [item('HEAD_COVER', 80, true, 80)], 80)], 'worn'],
  ] as const)('judges %s', (_, parts, verdict) => {
    expect(verdictOfPerson(person([...parts]), ['HEAD_COVER'], 80)).toBe(verdict);
  });

  it('wants a cover on every hand that was found, and no more', () => {
    expect(verdictOfPerson(person([part('LEFT_HAND', [glove])]), ['HAND_COVER'], 80)).toBe('worn');
    expect(verdictOfPerson(person([part('LEFT_HAND', [glove]), part('RIGHT_HAND', [glove])]), ['HAND_COVER'], 80)).toBe('worn');
    expect(verdictOfPerson(person([part('LEFT_HAND', [glove]), part('RIGHT_HAND')]), ['HAND_COVER'], 80)).toBe('missing');
    expect(verdictOfPerson(person([part('LEFT_HAND', [glove]), part('RIGHT_HAND', [item('HAND_COVER', 60)])]), ['HAND_COVER'], 80)).toBe('undecided');
  });

  it('finds one missing type enough, whatever is undecided', () => {
    expect(verdictOfPerson(person([part('HEAD'), part('FACE', [item('FACE_COVER', 60)])]), ['HEAD_COVER', 'FACE_COVER'], 80)).toBe('missing');
    expect(verdictOfPerson(person([part('HEAD', [hat])]), ['HEAD_COVER', 'FACE_COVER'], 80)).toBe('undecided');
  });

  it('decides nothing about somebody who may be no person', () => {
    expect(verdictOfPerson(person([part('HEAD')], 79), ['HEAD_COVER'], 80)).toBe('undecided');
  });
});

describe('the summary', () => {
  it('puts each person into exactly one list, whatever the bar', () => {
    const sureties = [40, 50, 79, 80, 99, 100];
    const persons = sureties.flatMap((ofPerson) =>
      sureties.flatMap((ofPart) => sureties.map((ofItem, index) => person([part('HEAD', index % 2 ? [item('HEAD_COVER', ofItem, index % 4 === 1)] : [], ofPart)], ofPerson))),
    ).map((each, Id) => ({ ...each, Id }));
    for (const MinConfidence of [0, 50, 80, 95]) {
      const { PersonsWithRequiredEquipment = [], PersonsWithoutRequiredEquipment = [], PersonsIndeterminate = [] } = summarize(persons, {
        MinConfidence,
        RequiredEquipmentTypes: ['HEAD_COVER'],
      });
      const all = [...PersonsWithRequiredEquipment, ...PersonsWithoutRequiredEquipment, ...PersonsIndeterminate];
      expect(all.toSorted((a, b) => a - b)).toEqual(persons.map(({ Id }) => Id));
      expect(PersonsWithRequiredEquipment.length).toBeGreaterThan(0);
    }
  });

  it('takes a bar below 50 for 50', () => {
    const persons = [person([part('HEAD', [item('HEAD_COVER', 49)], 95)], 95, 0), person([part('HEAD', [item('HEAD_COVER', 51, true, 51)], 51)], 51, 1)];
    expect(summarize(persons, { MinConfidence: 10, RequiredEquipmentTypes: ['HEAD_COVER'] })).toEqual({
      PersonsWithRequiredEquipment: [1],
      PersonsWithoutRequiredEquipment: [],
      PersonsIndeterminate: [0],
    });
  });
});
