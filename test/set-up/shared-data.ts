/** Real pictures with truth, for tests in the browser. They lie beside the repository on some machines and are no part of it. */

async function namesIn(folder: string): Promise<readonly string[] | null> {
  const response = await fetch(`/shared-data/${folder}`);
  if (!response.ok) throw new Error(`../shared/data/${folder} could not be listed: ${response.status}`);
  return (await response.json()) as readonly string[] | null;
}

/** Whether ../shared/data exists. Tests that need it: `describe.skipIf(!sharedDataAvailable)(...)`. */
export const sharedDataAvailable: boolean = (await namesIn('')) !== null;

/** Said in the name of a test that is left out because of it. */
export const needsSharedData = sharedDataAvailable ? '' : ' (left out: the pictures of ../shared/data are not on this machine)';

/** Names in a folder of ../shared/data, sorted; the folder's name ends in a slash: `faces/portraits/`. */
export async function sharedDataNames(folder: `${string}/`): Promise<readonly string[]> {
  return (await namesIn(folder)) ?? [];
}

/** A file of ../shared/data. */
export async function sharedDataFile(path: string): Promise<Blob> {
  const response = await fetch(`/shared-data/${path}`);
  if (!response.ok) throw new Error(`../shared/data/${path} could not be read: ${response.status}`);
  return response.blob();
}
