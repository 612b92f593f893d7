import { InvalidParameterException } from '../../errors.ts';
import { knownCellBackbone } from '../../vision/cells/cell-backbones.ts';
import { FEATURE_LENGTHS, type BackboneId } from '../../vision/backbone/backbone.ts';
import { isLabel, isObject } from './manifest-values.ts';
import { findsPlaces, type VersionHead } from './version-head.ts';

/*
 * An exported model, format 1. Numbers are little-endian.
 *
 *   16 bytes   "PAGESIGHT-MODEL\n"
 *    4 bytes   u32: length of the header in bytes
 *   32 bytes   SHA-256 of the header
 *   header     JSON in UTF-8, see ModelHeader
 *   numbers    float32: of labels a row of weights for each label, then the biases; of places a row of weights for each
 *              hidden unit, their biases, a row of weights for each output, the biases of the outputs
 *
 * Nothing follows the numbers, whose SHA-256 the header gives.
 */

/** What an exported model says of itself. */
export interface ModelHeader {
  /** 1. A file of a higher format is refused. */
  readonly format: number;
  /** What it tells: labels of whole pictures, or places. */
  readonly kind: 'labels' | 'places';
  /** Name of the version. */
  readonly name: string;
  /** Model id of the network that its numbers belong to. */
  readonly backbone: string;
  readonly labels: readonly string[];
  /** 0 to 1, one for each label. */
  readonly thresholds: readonly number[];
  /** Whether a picture has exactly one label; false for places. */
  readonly exclusive: boolean;
  /** Of the test at the end of its training, 0 to 1. */
  readonly f1: number;
  /** Milliseconds since 1970. */
  readonly trainedAt: number;
  /** Time that training took. */
  readonly workedMilliseconds: number;
  /** Of the numbers, in lower-case hexadecimal. */
  readonly sha256: string;
}

/** A model as a file holds it. */
export interface ModelInFile {
  readonly header: ModelHeader;
  readonly head: VersionHead;
}

/** MIME type of an exported model. */
export const MODEL_TYPE = 'application/vnd.pagesight.model';

const FORMAT = 1;
const MAGIC = 'PAGESIGHT-MODEL\n';
const LENGTH_AT = MAGIC.length;
const DIGEST_AT = LENGTH_AT + 4;
const HEADER_AT = DIGEST_AT + 32;
const LONGEST_HEADER = 2 ** 20;
/** Numbers that tell the place of a box. */
const PLACE_NUMBERS = 4;

/** Packs a head. */
export async function packModel(head: VersionHead, about: Pick<ModelHeader, 'name' | 'f1' | 'trainedAt' | 'workedMilliseconds'>): Promise<Blob> {
  const numbers = numbersOf(head);
  const { backbone, labels, thresholds } = head;
  const header: ModelHeader = {
    format: FORMAT,
    kind: findsPlaces(head) ? 'places' : 'labels',
    ...about,
    backbone,
    labels,
    thresholds,
    exclusive: findsPlaces(head) ? false : head.exclusive,
    sha256: hexadecimal(await crypto.subtle.digest('SHA-256', numbers)),
  };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const length = new DataView(new ArrayBuffer(4));
  length.setUint32(0, json.length, true);
  return new Blob([MAGIC, length, await crypto.subtle.digest('SHA-256', json), json, numbers], { type: MODEL_TYPE });
}

/** Reads a packed head and checks every byte. Throws InvalidParameterException. */
export async function unpackModel(file: Blob): Promise<ModelInFile> {
  const start = await file.slice(0, HEADER_AT).arrayBuffer();
  if (start.byteLength < HEADER_AT || new TextDecoder().decode(start.slice(0, MAGIC.length)) !== MAGIC) throw damaged('it does not start like an exported model');
  const length = new DataView(start).getUint32(LENGTH_AT, true);
  if (length > LONGEST_HEADER) throw damaged('the length of its header is impossible');
  const json = await file.slice(HEADER_AT, HEADER_AT + length).arrayBuffer();
  if (hexadecimal(await crypto.subtle.digest('SHA-256', json)) !== hexadecimal(start.slice(DIGEST_AT))) throw damaged('the checksum of its header is wrong');
  const header = parseHeader(new TextDecoder().decode(json));
  const packed = await file.slice(HEADER_AT + length).arrayBuffer();
  if (hexadecimal(await crypto.subtle.digest('SHA-256', packed)) !== header.sha256) throw damaged('the checksum of its numbers is wrong');
  if (packed.byteLength % Float32Array.BYTES_PER_ELEMENT !== 0) throw damaged('its last number is not whole');
  const numbers = new Float32Array(packed);
  if (!numbers.every(Number.isFinite)) throw damaged('one of its numbers is none');
  return { header, head: headOf(header, numbers) };
}

function numbersOf(head: VersionHead): ArrayBuffer {
  const parts = findsPlaces(head)
    ? [head.network.hidden, head.network.hiddenBias, ...head.network.output.map((row) => Float32Array.from(row)), Float32Array.from(head.network.outputBias)]
    : [head.weights, head.biases];
  const numbers = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    numbers.set(part, at);
    at += part.length;
  }
  return numbers.buffer;
}

function headOf({ kind, backbone, labels, thresholds, exclusive }: ModelHeader, numbers: Float32Array): VersionHead {
  if (kind === 'labels') {
    // Names of models that are not backbones have no length.
    const inputs = FEATURE_LENGTHS[backbone as BackboneId] as number | undefined;
    if (inputs === undefined || numbers.length !== labels.length * (inputs + 1)) throw damaged(`its numbers are none for features of ${backbone}`);
    return { backbone, labels, thresholds, exclusive, weights: numbers.slice(0, labels.length * inputs), biases: numbers.slice(labels.length * inputs) };
  }
  const cells = knownCellBackbone(backbone);
  if (!cells) throw damaged(`its numbers belong to ${backbone}, of which this version knows nothing`);
  const { id, length: inputs } = cells;
  const outputs = labels.length + PLACE_NUMBERS;
  const units = (numbers.length - outputs) / (inputs + 1 + outputs);
  if (!Number.isInteger(units) || units < 1) throw damaged(`its numbers are none for cells of ${backbone}`);
  const outputAt = units * (inputs + 1);
  const row = (index: number): number[] => [...numbers.subarray(outputAt + index * units, outputAt + (index + 1) * units)];
  return {
    backbone: id,
    labels,
    thresholds,
    network: {
      inputs,
      hidden: numbers.slice(0, units * inputs),
      hiddenBias: numbers.slice(units * inputs, outputAt),
      output: Array.from({ length: outputs }, (_, index) => row(index)),
      outputBias: [...numbers.subarray(outputAt + outputs * units)],
    },
  };
}

function parseHeader(json: string): ModelHeader {
  const parsed = parseJson(json);
  if (!isObject(parsed)) throw damaged('its header is no JSON object');
  if (parsed['format'] !== FORMAT) throw damaged(`it has format ${JSON.stringify(parsed['format'])}, this version reads format ${FORMAT}`);
  if (!isHeader(parsed)) throw damaged('its header lacks a member');
  return parsed;
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function isHeader(value: Readonly<Record<string, unknown>>): value is Readonly<Record<string, unknown>> & ModelHeader {
  const { kind, name, backbone, labels, thresholds, exclusive, f1, trainedAt, workedMilliseconds, sha256 } = value;
  return (
    (kind === 'labels' || kind === 'places') &&
    [name, backbone, sha256].every((text) => typeof text === 'string') &&
    Array.isArray(labels) &&
    labels.every(isLabel) &&
    Array.isArray(thresholds) &&
    thresholds.length === labels.length &&
    [...(thresholds as readonly unknown[]), f1, workedMilliseconds].every(Number.isFinite) &&
    isMoment(trainedAt) &&
    typeof exclusive === 'boolean'
  );
}

/** Other numbers make no date. */
function isMoment(value: unknown): boolean {
  return typeof value === 'number' && !Number.isNaN(new Date(value).getTime());
}

function hexadecimal(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function damaged(why: string): InvalidParameterException {
  return new InvalidParameterException(`The file cannot be imported: ${why}. Nothing was imported; export the model again.`);
}
