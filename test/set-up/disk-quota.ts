import { deleteDB, openDB } from 'idb';
import { cdp } from 'vitest/browser';

/** What is used of Chromium's debugging protocol. */
const protocol = cdp() as unknown as { send(method: string, parameters: object): Promise<unknown> };
const { origin } = location;
const PROBE_BYTES = 100_000;

async function canWrite(): Promise<boolean> {
  const name = `quota-probe-${crypto.randomUUID()}`;
  const database = await openDB(name, 1, { upgrade: (connection) => void connection.createObjectStore('rows') }).catch(() => undefined);
  try {
    await database?.put('rows', new Uint8Array(PROBE_BYTES), 1);
    return database !== undefined;
  } catch {
    return false;
  } finally {
    database?.close();
    await deleteDB(name);
  }
}

/** Chromium remembers for some seconds how much space there was. */
async function untilWritable(isWritable: boolean): Promise<void> {
  while ((await canWrite()) !== isWritable) await new Promise((resolve) => setTimeout(resolve, 500));
}

/** Leaves this origin no disk space any more, for real. */
export async function fillDisk(): Promise<void> {
  await protocol.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await untilWritable(false);
}

/** Gives the space back. */
export async function freeDisk(): Promise<void> {
  await protocol.send('Storage.overrideQuotaForOrigin', { origin });
  await untilWritable(true);
}
