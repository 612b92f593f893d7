/** Tells the other tabs and workers of the site that a collection was changed or removed. */
export interface ChangeChannel {
  tell(key: number): void;
  close(): void;
}

/** A BroadcastChannel named after the database; it never hears itself. */
export function createChangeChannel(databaseName: string, onChange: (key: number) => void): ChangeChannel {
  const channel = new BroadcastChannel(databaseName);
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (typeof data === 'number') onChange(data);
  });
  return {
    tell: (key) => channel.postMessage(key),
    close: () => channel.close(),
  };
}
