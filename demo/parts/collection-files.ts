import type { ImportedCollection, StorageDescription } from '../../src/operations/collection-files.ts';

/** What the client offers for collections beyond the API. */
export interface CollectionFiles {
  /** The whole collection as a file. */
  exportCollection(collectionId: string): Promise<Blob>;
  /** Makes a collection out of a file of `exportCollection`. */
  importCollection(file: Blob): Promise<ImportedCollection>;
  /** What is kept, and whether the browser promised to keep it. */
  describeStorage(): Promise<StorageDescription>;
}

/** True when this version of the client can export, import and tell of its storage. */
export function offersCollectionFiles(client: object): client is CollectionFiles {
  return 'exportCollection' in client && 'importCollection' in client && 'describeStorage' in client;
}

/** What a visitor should know of how safe the faces are, in one sentence. */
export function persistenceSentence({ persistence }: StorageDescription): string {
  switch (persistence) {
    case 'granted':
      return 'The browser has promised to keep them until you delete them.';
    case 'refused':
      return 'The browser may delete them when disk space runs short: export what you want to keep.';
    case 'not asked':
      return '';
    case 'unavailable':
      return 'This browser does not tell how long it keeps them: export what you want to keep.';
  }
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
