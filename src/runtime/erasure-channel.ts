/** Tells the other clients of the site, in whatever tab, to end what they are doing because everything is being erased. */
export interface ErasureChannel {
  /** Resolves when no tab works any more, or has not ended its work for too long. */
  tell(): Promise<void>;
  close(): void;
}

const CHANNEL = 'pagesight-erasure';
/** Web Locks of whoever works on a job, a training, a stream or a collection begin like this. */
const WORK = ['pagesight-job ', 'pagesight-stream ', 'pagesight-collections '] as const;
/** Whoever does not end by then finds later that the rows of its work are gone. */
const PATIENCE_MILLISECONDS = 5000;

/** Listens for others. */
export function openErasureChannel(onErasure: () => void): ErasureChannel {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', onErasure);
  return {
    async tell() {
      channel.postMessage('erase');
      if (!('locks' in navigator)) return;
      const { held = [] } = await navigator.locks.query();
      const work = held.flatMap(({ name }) => (name !== undefined && WORK.some((start) => name.startsWith(start)) ? [name] : []));
      const signal = AbortSignal.timeout(PATIENCE_MILLISECONDS);
      await Promise.allSettled(work.map((name) => navigator.locks.request(name, { signal }, () => {})));
    },
    close: () => channel.close(),
  };
}
