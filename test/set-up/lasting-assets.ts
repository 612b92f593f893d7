import type { Plugin } from 'vite';

const LASTING = 'public, max-age=31536000, immutable';

/**
 * Vite plug-in: the preview server lets browsers keep what a build has named by its contents, as web servers are set up to do.
 * Without that the browser asks again for each file of each page load.
 */
export function lastingAssets(): Plugin {
  return {
    name: 'lasting-assets',
    configurePreviewServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        if (request.url?.startsWith('/assets/')) response.setHeader('Cache-Control', LASTING);
        next();
      });
    },
  };
}
