import type { ByteBuffer } from 'flatbuffers';

/** Bytes from a table's entry to the value of its n-th field, as the FlatBuffers format lays them out. */
const FIRST_FIELD = 4;

/**
 * Reads the fields of one FlatBuffers table by their position in the schema.
 * A field that was left out reads as zero, an empty list or `undefined`.
 */
export class FlatbufferTable {
  readonly #buffer: ByteBuffer;
  readonly #position: number;

  constructor(buffer: ByteBuffer, position: number) {
    this.#buffer = buffer;
    this.#position = position;
  }

  /** The table that a file begins with. */
  static root(buffer: ByteBuffer): FlatbufferTable {
    return new FlatbufferTable(buffer, buffer.readInt32(buffer.position()) + buffer.position());
  }

  byte(field: number): number {
    return this.#read(field, (at) => this.#buffer.readInt8(at)) ?? 0;
  }

  integer(field: number): number {
    return this.#read(field, (at) => this.#buffer.readInt32(at)) ?? 0;
  }

  unsigned(field: number): number {
    return this.#read(field, (at) => this.#buffer.readUint32(at)) ?? 0;
  }

  text(field: number): string {
    return this.#read(field, (at) => String(this.#buffer.__string(at))) ?? '';
  }

  table(field: number): FlatbufferTable | undefined {
    return this.#read(field, (at) => new FlatbufferTable(this.#buffer, this.#buffer.__indirect(at)));
  }

  tables(field: number): FlatbufferTable[] {
    return this.#list(field, 4, (at) => new FlatbufferTable(this.#buffer, this.#buffer.__indirect(at)));
  }

  integers(field: number): number[] {
    return this.#list(field, 4, (at) => this.#buffer.readInt32(at));
  }

  longs(field: number): number[] {
    return this.#list(field, 8, (at) => Number(this.#buffer.readInt64(at)));
  }

  floats(field: number): number[] {
    return this.#list(field, 4, (at) => this.#buffer.readFloat32(at));
  }

  /** A copy: a Node buffer's own slice would share the file's memory. */
  bytes(field: number): Uint8Array<ArrayBuffer> {
    const start = this.#read(field, (at) => this.#buffer.__vector(at));
    const length = this.#read(field, (at) => this.#buffer.__vector_len(at));
    return start === undefined || length === undefined ? new Uint8Array() : new Uint8Array(this.#buffer.bytes().subarray(start, start + length));
  }

  #read<T>(field: number, read: (at: number) => T): T | undefined {
    const offset = this.#buffer.__offset(this.#position, FIRST_FIELD + 2 * field);
    return offset === 0 ? undefined : read(this.#position + offset);
  }

  #list<T>(field: number, size: number, read: (at: number) => T): T[] {
    const start = this.#read(field, (at) => this.#buffer.__vector(at));
    const length = this.#read(field, (at) => this.#buffer.__vector_len(at));
    if (start === undefined || length === undefined) return [];
    return Array.from({ length }, (_, index) => read(start + index * size));
  }
}
