/** Lets a few in at a time, in the order they came. */
export interface Turnstile {
  /**
   * Resolves when there is a place. The place is held until `signal` aborts.
   *
   * @throws the signal's reason when it aborts before there was a place
   */
  enter(signal: AbortSignal): Promise<void>;
}

/** A turnstile with so many places. */
export function createTurnstile(places: number): Turnstile {
  let free = places;
  const waiting = new Set<() => void>();

  function leave(): void {
    const [next] = waiting;
    if (next) next();
    else free += 1;
  }

  function placeFor(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        waiting.delete(take);
        reject(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)));
      };
      const take = (): void => {
        waiting.delete(take);
        signal.removeEventListener('abort', giveUp);
        // At once, for the signal may abort before whoever waits here runs again.
        signal.addEventListener('abort', leave, { once: true });
        resolve();
      };
      waiting.add(take);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  return {
    async enter(signal) {
      signal.throwIfAborted();
      if (free === 0) return placeFor(signal);
      free -= 1;
      signal.addEventListener('abort', leave, { once: true });
    },
  };
}
