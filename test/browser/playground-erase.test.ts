import { afterAll, expect, test, vi } from 'vitest';
import { createEraseButton } from '../../demo/parts/erase-button.ts';
import { createThumbnailStore } from '../../demo/parts/thumbnail-store.ts';
import { createSharedClient } from '../../demo/shared-client.ts';
import { libraryRows } from '../set-up/stored-rows.ts';

const client = createSharedClient({ device: 'wasm', threads: undefined });
afterAll(() => client.rekognition().close());

const press = (label: string): void => [...document.querySelectorAll<HTMLButtonElement>('dialog button')].find(({ textContent }) => textContent === label)?.click();

test('the playground erases all that it and the library keep, pictures of faces included, but not before it was told to', async () => {
  const thumbnails = createThumbnailStore();
  await thumbnails.keep('friends', 'face', new Blob(['a picture']));
  await client.rekognition().createCollection({ CollectionId: 'friends' });
  const done = vi.fn<() => void>();
  const erase = createEraseButton(client, done);
  document.body.append(erase);

  erase.click();
  press('Keep');
  await vi.waitFor(() => expect(document.querySelector('dialog')).toBeNull());
  expect(await thumbnails.read('friends', 'face')).toBeInstanceOf(Blob);
  expect((await client.rekognition().listCollections()).CollectionIds).toContain('friends');

  erase.click();
  press('Erase everything');
  await vi.waitFor(() => expect(done).toHaveBeenCalledOnce(), { timeout: 60_000 });
  expect(await libraryRows()).toEqual([]);
  expect(await thumbnails.read('friends', 'face')).toBeUndefined();
  erase.remove();
});
