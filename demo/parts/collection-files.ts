/** Collections as files, where the client offers it. */
export interface CollectionFiles {
  /** The whole collection as a file. */
  exportCollection(collectionId: string): Promise<Blob>;
  /** Makes a collection out of a file of `exportCollection`. */
  importCollection(file: Blob): Promise<unknown>;
}

/** True when this version of the client can export and import. */
export function offersCollectionFiles(client: object): client is CollectionFiles {
  return 'exportCollection' in client && 'importCollection' in client;
}

/** Hands a file to the browser's downloads. */
export function download(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has taken its own hold of the file once the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url));
}
