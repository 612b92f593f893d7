import { expect, it } from 'vitest';
import protobuf from 'protobufjs/light.js';
import { tapValues } from '../../models/convert/tap-values.ts';

/** The names of a model's outputs as any reader of protocol buffers sees them, merged from all its parts. */
const schema = protobuf.Root.fromJSON({
  nested: {
    Model: { fields: { graph: { type: 'Graph', id: 7 } } },
    Graph: { fields: { name: { type: 'string', id: 2 }, output: { rule: 'repeated', type: 'Value', id: 12 } } },
    Value: { fields: { name: { type: 'string', id: 1 } } },
  },
}).lookupType('Model');

it('adds outputs to a model and leaves what it has', () => {
  const file = schema.encode(schema.fromObject({ graph: { name: 'network', output: [{ name: 'output' }] } })).finish();
  const tapped = tapValues(file, ['956', '990']);
  expect([...tapped.subarray(0, file.length)]).toEqual([...file]);
  const parts: string[] = [];
  const reader = protobuf.Reader.create(tapped);
  while (reader.pos < reader.len) {
    expect(reader.uint32()).toBe(7 * 8 + 2);
    const end = reader.uint32() + reader.pos;
    const graph = schema.root.lookupType('Graph').decode(reader.buf.subarray(reader.pos, end)).toJSON() as { output: { name: string }[] };
    parts.push(...graph.output.map(({ name }) => name));
    reader.pos = end;
  }
  expect(parts).toEqual(['output', '956', '990']);
});
