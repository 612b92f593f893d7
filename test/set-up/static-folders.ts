import type { Connect, Plugin } from 'vite';
import { serveFolder } from '../../src/command-line/serve-folder.ts';

/** Vite plug-in: serves folders outside of the page's root, read-only, by URL prefix. */
export function staticFolders(folders: Readonly<Record<string, string>>): Plugin {
  const mount = ({ middlewares }: { middlewares: Connect.Server }): void => {
    for (const [prefix, folder] of Object.entries(folders)) middlewares.use(prefix, serveFolder(folder));
  };
  return { name: 'static-folders', configureServer: mount, configurePreviewServer: mount };
}
