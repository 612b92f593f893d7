/** Readers of records, by the name of the stream that carries them. */
export interface RecordOutlets<Row> {
  /** A new reader, which gets what is written from now on. */
  open(name: string): ReadableStream<Row>;
  /** Whether anybody reads and has room: else a record would be made in vain. */
  isWanted(name: string): boolean;
  /** Gives a record to every reader that has room; the others miss it. */
  write(name: string, record: Row): void;
  /** Ends all readers. */
  close(): void;
}

/** Records that a reader may leave unread before it misses the next ones. */
const ROOM = 16;

/** Nobody reads yet. */
export function createRecordOutlets<Row>(): RecordOutlets<Row> {
  const readers = new Map<string, Set<ReadableStreamDefaultController<Row>>>();
  const hasRoom = ({ desiredSize }: ReadableStreamDefaultController<Row>): boolean => (desiredSize ?? 0) > 0;
  return {
    open(name) {
      const ofName = readers.get(name) ?? new Set();
      readers.set(name, ofName);
      let mine: ReadableStreamDefaultController<Row> | undefined;
      return new ReadableStream<Row>(
        {
          start(controller) {
            mine = controller;
            ofName.add(controller);
          },
          cancel() {
            if (mine) ofName.delete(mine);
          },
        },
        { highWaterMark: ROOM },
      );
    },
    isWanted: (name) => [...(readers.get(name) ?? [])].some(hasRoom),
    write(name, record) {
      for (const reader of readers.get(name) ?? []) if (hasRoom(reader)) reader.enqueue(record);
    },
    close() {
      for (const ofName of readers.values()) for (const reader of ofName) reader.close();
      readers.clear();
    },
  };
}
