import protobuf from 'protobufjs/light.js';

/** Where a message lies in the bytes of an ONNX file. */
interface Span {
  readonly start: number;
  readonly end: number;
}

const LENGTH_DELIMITED = 2;
/** Numbers of onnx.proto3 on the way to the sizes of an input: graph, input, type, tensor type, shape. */
const PATH_TO_SHAPE = [7, 11, 2, 1, 2] as const;
const DIMENSION = 1;
/** `dim_value` as a varint, and a number of the same length that the schema does not know and readers therefore pass over. */
const FIXED_SIZE_TAG = 0x08;
const UNKNOWN_TAG = 0x78;

/**
 * Lets a model take its first input in every size along one axis, where it was exported for one size that its network
 * does not depend on. Nothing but that one declaration changes.
 *
 * @param axis from 0
 * @param size what the file declares there now
 */
export function freeInputSize(file: Uint8Array, axis: number, size: number): Uint8Array {
  let span: Span = { start: 0, end: file.length };
  for (const field of PATH_TO_SHAPE) span = messageAt(file, span, field, 0);
  const { start, end } = messageAt(file, span, DIMENSION, axis);
  const reader = protobuf.Reader.create(file.subarray(start, end));
  if (file[start] !== FIXED_SIZE_TAG || reader.skip(1).uint32() !== size) {
    throw new Error(`The input's axis ${axis} is not fixed at ${size}: the package holds another model than the declaration expects.`);
  }
  const freed = Uint8Array.from(file);
  freed[start] = UNKNOWN_TAG;
  return freed;
}

/** The message in a field of another message; `index` chooses among repeated ones. */
function messageAt(file: Uint8Array, { start, end }: Span, field: number, index: number): Span {
  const reader = protobuf.Reader.create(file.subarray(start, end));
  let seen = 0;
  while (reader.pos < end - start) {
    const tag = reader.uint32();
    if (tag >>> 3 !== field || (tag & 7) !== LENGTH_DELIMITED) {
      reader.skipType(tag & 7);
      continue;
    }
    const length = reader.uint32();
    if (seen === index) return { start: start + reader.pos, end: start + reader.pos + length };
    seen += 1;
    reader.skip(length);
  }
  throw new Error(`The ONNX file has no field ${field} where one is expected.`);
}
