import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { extname, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Connect, Plugin } from 'vite';

/** Folder of real pictures with truth that lies beside the repository on some machines and is no part of it. */
export const sharedDataFolder = fileURLToPath(new URL('../../../shared/data', import.meta.url));

/** Said wherever a measurement is left out because of it. */
export const withoutSharedData = 'left out: the pictures of ../shared/data are not on this machine';

/** Whether `sharedDataFolder` is there. */
export function sharedDataExists(): boolean {
  return existsSync(sharedDataFolder);
}

const contentTypes: Readonly<Record<string, string>> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.JPG': 'image/jpeg',
  '.png': 'image/png',
  '.mp4': 'video/mp4',
  '.txt': 'text/plain; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.xml': 'application/xml',
  '.json': 'application/json',
};

/** Answers a file below the folder, or, for a path that ends in a slash, the names in it as JSON. */
const serveSharedData: Connect.NextHandleFunction = (request, response, next) => {
  const path = decodeURIComponent(new URL(request.url ?? '/', 'http://page').pathname);
  const file = resolve(sharedDataFolder, `.${path}`);
  if (file !== sharedDataFolder && !file.startsWith(sharedDataFolder + sep)) return next();
  // The probe for the folder itself must be answered either way: a 404 would be an error line in every run without it.
  if (path === '/' && !sharedDataExists()) {
    response.setHeader('Content-Type', 'application/json');
    return void response.end('null');
  }
  if (!existsSync(file)) {
    response.statusCode = 404;
    return void response.end(`No such file in ../shared/data: ${path}`);
  }
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  if (statSync(file).isDirectory()) {
    response.setHeader('Content-Type', 'application/json');
    return void response.end(JSON.stringify(readdirSync(file).toSorted()));
  }
  response.setHeader('Content-Type', contentTypes[extname(file)] ?? 'application/octet-stream');
  response.setHeader('Content-Length', statSync(file).size);
  createReadStream(file).pipe(response);
};

/** Vite plug-in for tests and measurements: serves ../shared/data read-only under `/shared-data/`. */
export function sharedDataServer(): Plugin {
  return {
    name: 'shared-data-server',
    configureServer: (server) => void server.middlewares.use('/shared-data', serveSharedData),
    configurePreviewServer: (server) => void server.middlewares.use('/shared-data', serveSharedData),
  };
}
