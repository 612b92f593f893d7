import type { S3Object } from '../../shapes/image.ts';
import { readBoxes, type MarkedPicture } from './ground-truth-boxes.ts';
import { isLabel, isObject, type LineProblem } from './manifest-values.ts';

/*
 * Manifests as SageMaker Ground Truth writes them: a JSON object on each line. An image-level label is an attribute with
 * a `-metadata` beside it whose type is `groundtruth/image-classification` and whose `class-name` is the label; a picture
 * may have several. `groundtruth/image-classification-multilabel` names its labels in a `class-map`, and so does
 * `groundtruth/object-detection`, which marks places with boxes.
 */

/** A line of a manifest. With a problem it is not used. */
export interface ManifestLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** Absent when the line is no JSON object. */
  readonly json?: Readonly<Record<string, unknown>>;
  /** Where the picture is. */
  readonly image?: S3Object;
  /** Unique, in the order of the line. */
  readonly labels: readonly string[];
  /** The places that it marks in the picture, if it is of that kind. They may be none: a picture without the things. */
  readonly marked?: MarkedPicture;
  readonly problem?: LineProblem;
}

const SOURCE_REF = 'source-ref';
const METADATA = '-metadata';
const CLASSIFICATION = 'groundtruth/image-classification';
const MULTILABEL = 'groundtruth/image-classification-multilabel';
const DETECTION = 'groundtruth/object-detection';
const S3_URI = /^s3:\/\/([0-9A-Za-z._-]{3,255})\/(.{1,1024})$/;

/** Reads a manifest; lines without any text are skipped. */
export function readManifest(text: string): ManifestLine[] {
  const seen = new Set<string>();
  return text.split('\n').flatMap((raw, index) => {
    const trimmed = raw.replace(/^\uFEFF/, '').trim();
    if (trimmed === '') return [];
    const line = readLine(trimmed, index + 1);
    const source = line.json?.[SOURCE_REF];
    if (line.problem || typeof source !== 'string') return [line];
    if (seen.has(source)) return [withProblem(line, 'ERROR_DUPLICATE_SOURCE_REF', `An earlier line has the picture ${source} already: write all its labels into one line.`)];
    seen.add(source);
    return [line];
  });
}

/** The same line, out of use. */
export function withProblem(line: ManifestLine, code: string, message: string): ManifestLine {
  return { ...line, problem: { code, message } };
}

function readLine(text: string, number: number): ManifestLine {
  const bare: ManifestLine = { number, text, labels: [] };
  const json = parseObject(text);
  if (!json) return withProblem(bare, 'ERROR_INVALID_JSON_LINE', 'The line is no JSON object.');
  const line = { ...bare, json };
  const source = json[SOURCE_REF];
  if (source === undefined) return withProblem(line, 'ERROR_MISSING_SOURCE_REF', 'The line does not say where its picture is: "source-ref" is missing.');
  const [, bucket, name] = (typeof source === 'string' && S3_URI.exec(source)) || [];
  if (bucket === undefined || name === undefined) {
    return withProblem(line, 'ERROR_INVALID_SOURCE_REF_FORMAT', `"source-ref" is no place in a bucket; it looks like s3://bucket/folder/picture.jpg.`);
  }
  return readLabels({ ...line, image: { Bucket: bucket, Name: name } }, json);
}

function readLabels(line: ManifestLine, json: Readonly<Record<string, unknown>>): ManifestLine {
  const attributes = Object.keys(json).filter((key) => key !== SOURCE_REF && !key.endsWith(METADATA) && `${key}${METADATA}` in json);
  if (attributes.length === 0) {
    return withProblem(line, 'ERROR_NO_LABEL_ATTRIBUTES', 'The line has no label: an attribute and the same with "-metadata" behind its name are expected.');
  }
  const typeOf = (attribute: string): unknown => {
    const metadata = json[`${attribute}${METADATA}`];
    return isObject(metadata) ? metadata['type'] : undefined;
  };
  const [boxes, second] = attributes.filter((attribute) => typeOf(attribute) === DETECTION);
  if (boxes !== undefined) {
    if (second !== undefined) return withProblem(line, 'ERROR_INVALID_LABEL_ATTRIBUTE_FORMAT', `Both "${boxes}" and "${second}" mark places: write the boxes of both into one attribute.`);
    // What is said of the whole picture besides is not needed where places are learnt.
    const marked = readBoxes(boxes, json[boxes], json[`${boxes}${METADATA}`]);
    if ('problem' in marked) return { ...line, problem: marked.problem };
    return { ...line, labels: [...new Set(marked.boxes.map(({ label }) => label))], marked };
  }
  const labels = new Set<string>();
  for (const attribute of attributes) {
    const metadata = json[`${attribute}${METADATA}`];
    if (!isObject(metadata)) return withProblem(line, 'ERROR_INVALID_LABEL_ATTRIBUTE_METADATA_FORMAT', `"${attribute}${METADATA}" is no JSON object.`);
    const found = labelsOf(json[attribute], metadata);
    if (typeof found === 'string') return withProblem(line, 'ERROR_INVALID_LABEL_ATTRIBUTE_METADATA_FORMAT', `"${attribute}${METADATA}" ${found}.`);
    for (const label of found) labels.add(label);
  }
  return { ...line, labels: [...labels] };
}

/** The labels of an attribute, or what is wrong with it. */
function labelsOf(value: unknown, metadata: Readonly<Record<string, unknown>>): readonly string[] | string {
  const { type, 'class-name': name, 'class-map': map } = metadata;
  if (type === CLASSIFICATION) return isLabel(name) ? [name] : 'has no "class-name", a text of 1 to 256 characters';
  if (type !== MULTILABEL) return `has the type ${JSON.stringify(type)}; ${CLASSIFICATION} or ${DETECTION} is expected`;
  if (!Array.isArray(value) || !isObject(map)) return 'has no "class-map" for a list of class numbers';
  const names = value.map((id) => map[String(id)]);
  return names.every(isLabel) ? names : 'does not name all classes of the line in its "class-map"';
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
