/** Memory that was used and may be used again: the system takes longer to find new megabytes than a picture takes to be copied there. */
export interface SpareMemory {
  /** At least so many bytes, whose contents are whatever was there before. */
  readonly take: (bytes: number) => ArrayBuffer;
  /** Nobody reads it any more. The largest is kept. */
  readonly give: (memory: ArrayBuffer) => void;
}

/** Keeps one piece of memory, for work that is done one after another; whoever takes when it is lent gets new memory. */
export function createSpareMemory(): SpareMemory {
  let spare: ArrayBuffer | undefined;
  return {
    take: (bytes) => {
      const memory = spare !== undefined && spare.byteLength >= bytes ? spare : new ArrayBuffer(bytes);
      if (memory === spare) spare = undefined;
      return memory;
    },
    give: (memory) => {
      if (spare === undefined || memory.byteLength > spare.byteLength) spare = memory;
    },
  };
}
