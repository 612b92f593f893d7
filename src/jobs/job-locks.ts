/** Who holds the Web Lock of a job works on it; the browser takes the lock from a tab that is closed or dies. */
const nameOf = (id: string): string => `pagesight-job ${id}`;

/** Works on a job that is new, and so nobody else's. */
export async function holdJob(id: string, work: () => Promise<void>): Promise<void> {
  await locks().request(nameOf(id), work);
}

/** Works on a job unless a tab does; tells whether it did. */
export async function holdOrphan(id: string, work: () => Promise<void>): Promise<void> {
  await locks().request(nameOf(id), { ifAvailable: true }, async (lock) => {
    if (lock) await work();
  });
}

/** Whether the browser has Web Locks, without which nobody could tell a job that is worked on from one that is not. */
export function hasLocks(): boolean {
  return 'locks' in navigator;
}

function locks(): LockManager {
  return navigator.locks;
}
