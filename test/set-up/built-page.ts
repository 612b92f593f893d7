import { fileURLToPath } from 'node:url';
import { build, mergeConfig, preview, type PluginOption } from 'vite';
import { isolationHeaders, pageSettings } from '../../scripts/page-settings.ts';
import { program } from './stages.ts';
import { sharedDataExists, sharedDataFolder, sharedDataServer } from './shared-data-server.ts';
import { lastingAssets } from './lasting-assets.ts';
import { staticFolders } from './static-folders.ts';

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** A page being served. */
export interface ServedPage {
  /** Ends in a slash. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Model files: all of them, those that the npm packages alone can give, or none for a page that needs none. */
export type ModelSet = 'all' | 'npm-only' | 'none';

const modelFolders: Readonly<Record<ModelSet, string>> = { all: 'dist/models', 'npm-only': 'dist/models-npm-only', none: 'dist/models' };

async function makeModels(models: ModelSet): Promise<void> {
  const made =
    (await program('scripts/prepare.ts')) === 0 &&
    (models === 'all' || (await program('models/convert/main.ts', ['--without-urls', '--out', modelFolders[models]])) === 0);
  if (!made) throw new Error('The models could not be made ready; the lines above say why.');
}

/** How a page is built and served. */
export interface PageOptions {
  /** Folders of node_modules, by URL prefix. */
  readonly folders?: Readonly<Record<string, string>>;
  readonly models?: ModelSet;
  /** Of Vite, beside the usual ones. */
  readonly plugins?: readonly PluginOption[];
  /** Of every response. Default: those that make the page cross-origin isolated. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Makes the models ready, builds a page of the repository as for production and serves it, cross-origin isolated by default,
 * with ../shared/data and the named folders of node_modules.
 */
export async function serveBuiltPage(
  root: string,
  { folders = {}, models = 'all', plugins: more = [], headers = isolationHeaders }: PageOptions = {},
): Promise<ServedPage> {
  if (sharedDataExists()) process.env['MODEL_MIRROR'] ??= `${sharedDataFolder}/models`;
  if (models !== 'none') await makeModels(models);
  const plugins: PluginOption[] = [
    ...more,
    sharedDataServer(),
    lastingAssets(),
    staticFolders(Object.fromEntries(Object.entries(folders).map(([prefix, folder]) => [prefix, fromRoot(`node_modules/${folder}`)]))),
  ];
  const config = mergeConfig(pageSettings, {
    configFile: false,
    root: fromRoot(root),
    logLevel: 'warn',
    plugins,
    resolve: { alias: { '#models': fromRoot(`${modelFolders[models]}/index.js`) } },
    build: { outDir: fromRoot(`.cache/built/${models}/${root}`), emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 1e6 },
    preview: { port: 0 },
  });
  await build(config);
  // Assigned, not merged: a header that is left out must be absent.
  const server = await preview({ ...config, preview: { port: 0, headers: { ...headers } } });
  const [url] = server.resolvedUrls?.local ?? [];
  if (url === undefined) throw new Error('The server of the page tells no address.');
  return { url, close: () => server.close() };
}
