import { createReadStream, existsSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, resolve, sep } from 'node:path';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.mp4': 'video/mp4',
  '.txt': 'text/plain; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.xml': 'application/xml',
};

/** Path on disk that a request means inside a folder; undefined when it points out of it. */
export function pathInside(folder: string, url: string | undefined): string | undefined {
  const path = resolve(folder, `.${decodeURIComponent(new URL(url ?? '/', 'http://page').pathname)}`);
  return path === folder || path.startsWith(folder + sep) ? path : undefined;
}

/** Answers with the files of a folder. */
export function serveFolder(folder: string): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const file = pathInside(folder, request.url);
    if (file === undefined || !existsSync(file) || !statSync(file).isFile()) {
      response.statusCode = 404;
      response.end(`No such file: ${request.url}`);
      return;
    }
    response.setHeader('Content-Type', contentTypes[extname(file).toLowerCase()] ?? 'application/octet-stream');
    response.setHeader('Content-Length', statSync(file).size);
    // Without it a cross-origin isolated page refuses to start a worker from the file.
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    createReadStream(file).pipe(response);
  };
}
