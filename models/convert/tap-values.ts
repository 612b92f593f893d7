import protobuf from 'protobufjs/light.js';

/** Tags of onnx.proto3 for length-delimited fields: number times 8 plus 2. */
const GRAPH = 7 * 8 + 2;
const GRAPH_OUTPUT = 12 * 8 + 2;
const VALUE_NAME = 1 * 8 + 2;
const VALUE_TYPE = 2 * 8 + 2;
const TYPE_TENSOR = 1 * 8 + 2;
const TENSOR_ELEMENT = 1 * 8;
const FLOAT = 1;

/**
 * Makes a model give out values that lie inside it, besides its outputs. Nothing else changes: protocol buffers merge
 * what is appended to a file with what it holds, so the new outputs are written behind the last byte.
 *
 * @param names of the values in the graph, all of them float32
 */
export function tapValues(file: Uint8Array, names: readonly string[]): Uint8Array {
  const writer = protobuf.Writer.create().uint32(GRAPH).fork();
  for (const name of names) {
    writer.uint32(GRAPH_OUTPUT).fork();
    writer.uint32(VALUE_NAME).string(name);
    writer.uint32(VALUE_TYPE).fork().uint32(TYPE_TENSOR).fork().uint32(TENSOR_ELEMENT).uint32(FLOAT).ldelim().ldelim();
    writer.ldelim();
  }
  const added = writer.ldelim().finish();
  const tapped = new Uint8Array(file.length + added.length);
  tapped.set(file);
  tapped.set(added, file.length);
  return tapped;
}
