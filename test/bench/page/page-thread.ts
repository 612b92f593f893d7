/** How long the page's thread was kept from anything else, in milliseconds. */
export interface PageThreadBlocks {
  /** Longest wait of a timer beyond what the browser's own clamp of nested timers explains. */
  readonly longestTimerDelay: number;
  /** Longest task as the browser reports it; 0 when none reached the 50 ms from which it reports. */
  readonly longestTask: number;
}

/** Nested timers are clamped to 4 ms by the HTML standard. */
const timerClamp = 4;

/** Watches the page's thread while `call` runs. */
export async function whileWatching(call: () => Promise<unknown>): Promise<PageThreadBlocks> {
  let longestTask = 0;
  const takeIn = (entries: readonly PerformanceEntry[]): void => {
    for (const entry of entries) longestTask = Math.max(longestTask, entry.duration);
  };
  const observer = new PerformanceObserver((list) => takeIn(list.getEntries()));
  observer.observe({ entryTypes: ['longtask'] });

  let longestTimerDelay = 0;
  let last = performance.now();
  let watching = true;
  const tick = (): void => {
    const now = performance.now();
    longestTimerDelay = Math.max(longestTimerDelay, now - last - timerClamp);
    last = now;
    if (watching) setTimeout(tick);
  };
  setTimeout(tick);

  // What the program outside starts directly is no task of the page's own, and not reported as a long one.
  await new Promise((resolve) => setTimeout(resolve));
  await call();
  // A call that never lets go of the thread is seen by the first timer after it.
  await new Promise((resolve) => setTimeout(resolve, 20));
  watching = false;
  takeIn(observer.takeRecords());
  observer.disconnect();
  return { longestTimerDelay, longestTask };
}
