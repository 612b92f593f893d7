import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Connect, Plugin } from 'vite';
import { pathInside, serveFolder } from '../../src/command-line/serve-folder.ts';

/** Folder of real pictures with truth that lies beside the repository on some machines and is no part of it. */
export const sharedDataFolder = fileURLToPath(new URL('../../../shared/data', import.meta.url));

/** Said wherever a measurement is left out because of it. */
export const withoutSharedData = 'left out: the pictures of ../shared/data are not on this machine';

/** Whether `sharedDataFolder` is there. */
export function sharedDataExists(): boolean {
  return existsSync(sharedDataFolder);
}

const serveFile = serveFolder(sharedDataFolder);

/** Answers a file of the folder or, for a folder in it, its names as JSON; `null` for the whole when it is not there. */
const serveSharedData: Connect.NextHandleFunction = (request, response) => {
  const path = pathInside(sharedDataFolder, request.url);
  const isFolder = path !== undefined && existsSync(path) && statSync(path).isDirectory();
  // The probe for the folder itself must be answered either way: a 404 would be an error line in every run without it.
  if (!isFolder && path !== sharedDataFolder) return serveFile(request, response);
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify(isFolder ? readdirSync(path).toSorted() : null));
};

/** Vite plug-in for tests and measurements: serves ../shared/data read-only under `/shared-data/`. */
export function sharedDataServer(): Plugin {
  const mount = ({ middlewares }: { middlewares: Connect.Server }): void => void middlewares.use('/shared-data', serveSharedData);
  return { name: 'shared-data-server', configureServer: mount, configurePreviewServer: mount };
}
