import { randomNumbers } from '../set-up/random-numbers.ts';

/** What was done to a file, and what came of it. */
export interface Mutation {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** In words, one for each change. */
  readonly changes: readonly string[];
}

/** Random choices that are the same for the same seed. */
export interface Dice {
  /** A whole number from 0 to below `count`. */
  below(count: number): number;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
}

/** The choices of one mutation of a run: neighbours have nothing in common. */
export function diceOf(seed: number, index: number): Dice {
  const next = randomNumbers(Math.imul(seed ^ Math.imul(index + 1, 0x9e3779b1), 0x85ebca6b));
  // The first numbers of a linear congruential generator still resemble its seed.
  for (let skipped = 0; skipped < 4; skipped++) next();
  const below = (count: number): number => Math.floor(next() * count);
  return { below, pick: (items) => items[below(items.length)] ?? items[0] };
}

type Bytes = Uint8Array<ArrayBuffer>;
type Change = (bytes: Bytes, dice: Dice, other: Bytes) => Bytes;

const concat = (...parts: readonly Bytes[]): Bytes => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** Half of the places are at the start, where files say what they are. */
const START = 300;
const placeIn = ({ length }: Bytes, dice: Dice): number => dice.below(dice.below(2) === 0 ? Math.min(length, START) : Math.max(1, length));
const runIn = (bytes: Bytes, dice: Dice): readonly [number, number] => {
  const from = placeIn(bytes, dice);
  return [from, Math.min(bytes.length, from + 1 + dice.below(dice.pick([4, 64, 4096])))];
};

const oddNumbers = [0, 1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff] as const;
const oddTexts = ['-1', '0', '1e308', '1e999', '9007199254740991', '4294967296', 'null', '""', '[]', '{}', 'true', '"\\u0000"', '"__proto__"', '"../../x"', '1e-320', '-0'] as const;

const changes = {
  'a bit flipped': (bytes, dice) => {
    const at = placeIn(bytes, dice);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << dice.below(8));
    return bytes;
  },
  'bytes overwritten': (bytes, dice) => {
    const [from, to] = runIn(bytes, dice);
    const value = dice.pick([0, 0xff, -1]);
    for (let at = from; at < to; at++) bytes[at] = value < 0 ? dice.below(256) : value;
    return bytes;
  },
  'the end cut off': (bytes, dice) => bytes.slice(0, placeIn(bytes, dice)),
  'bytes left out': (bytes, dice) => {
    const [from, to] = runIn(bytes, dice);
    return concat(bytes.slice(0, from), bytes.slice(to));
  },
  'bytes twice': (bytes, dice) => {
    const [from, to] = runIn(bytes, dice);
    return concat(bytes.slice(0, to), bytes.slice(from));
  },
  'bytes exchanged': (bytes, dice) => {
    const [from, to] = runIn(bytes, dice);
    const target = placeIn(bytes, dice);
    bytes.copyWithin(target, from, to);
    return bytes;
  },
  'an odd number written': (bytes, dice) => {
    const size = dice.pick([1, 2, 4, 8]);
    if (bytes.length < size) return bytes;
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const at = Math.min(placeIn(bytes, dice), bytes.length - size);
    const [number, little] = [dice.pick([...oddNumbers, bytes.length, bytes.length + 1]), dice.below(2) === 0];
    if (size === 1) view.setUint8(at, number);
    else if (size === 2) view.setUint16(at, number, little);
    else if (size === 4) view.setUint32(at, number, little);
    else view.setBigUint64(at, BigInt(number) << BigInt(dice.pick([0, 32])), little);
    return bytes;
  },
  'a piece of another file put in': (bytes, dice, other) => {
    const [from, to] = runIn(other, dice);
    const at = placeIn(bytes, dice);
    return concat(bytes.slice(0, at), other.slice(from, to), bytes.slice(at));
  },
  'a value of JSON replaced': (bytes, dice) => {
    const text = new TextDecoder('latin1').decode(bytes);
    const found = [...text.matchAll(/(?<=[:[,]\s?)(?:-?\d[\d.e+-]*|"[^"\\\n]{0,400}"|true|false|null)/g)];
    const value = found[dice.below(found.length)];
    if (!value) return bytes;
    const odd = new TextEncoder().encode(dice.pick(oddTexts));
    return concat(bytes.slice(0, value.index), odd, bytes.slice(value.index + value[0].length));
  },
} as const satisfies Record<string, Change>;

type ChangeName = keyof typeof changes;
const binary: readonly [ChangeName, ...ChangeName[]] = ['a bit flipped', 'bytes overwritten', 'the end cut off', 'bytes left out', 'bytes twice', 'bytes exchanged', 'an odd number written', 'a piece of another file put in'];
const withJson: readonly [ChangeName, ...ChangeName[]] = [...binary, ...Array<ChangeName>(8).fill('a value of JSON replaced')];

/** Changes a copy of a file in one to four places. `other` is a file from which pieces may be put in. */
export function mutate(original: Bytes, other: Bytes, hasJson: boolean, dice: Dice): Mutation {
  let bytes = original.slice();
  const told: string[] = [];
  const count = 1 + dice.below(dice.pick([1, 1, 4]));
  for (let change = 0; change < count && bytes.length > 0; change++) {
    const name = dice.pick(hasJson ? withJson : binary);
    bytes = changes[name](bytes, dice, other);
    told.push(name);
  }
  return { bytes, changes: told };
}
