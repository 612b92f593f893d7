import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig, mergeConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { pageSettings } from './scripts/page-settings.ts';
import { chromiumFlags, findChromium } from './test/set-up/browser.ts';
import { faultyFiles } from './test/set-up/faulty-files.ts';
import { requestWatch } from './test/set-up/request-watch.ts';
import { sharedDataServer } from './test/set-up/shared-data-server.ts';

const fromRoot = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Tests in a real Chromium, with the models of one folder. */
function inChromium(name: string, models: string, include: readonly string[]): TestProjectInlineConfiguration {
  const executablePath = findChromium();
  return mergeConfig<TestProjectInlineConfiguration, TestProjectInlineConfiguration>(pageSettings, {
    plugins: [sharedDataServer()],
    // Two projects at once would otherwise rewrite each other's optimised dependencies.
    cacheDir: fromRoot(`.cache/vitest-${name}`),
    optimizeDeps: { include: ['@aws-sdk/client-rekognition'] },
    resolve: { alias: { '#models': fromRoot(`${models}/index.js`) } },
    server: { fs: { allow: [fromRoot('.')] } },
    test: {
      name,
      include: [...include],
      // The first call of a file loads models and compiles WebAssembly, on a machine that may have two slow cores.
      testTimeout: 120_000,
      hookTimeout: 120_000,
      fileParallelism: false,
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        commands: { ...requestWatch, ...faultyFiles },
        provider: playwright({
          launchOptions: { args: [...chromiumFlags], ...(executablePath === undefined ? {} : { executablePath }) },
          contextOptions: { permissions: ['camera'] },
        }),
        instances: [{ browser: 'chromium' }],
      },
    },
  });
}

export default defineConfig({
  test: {
    projects: [
      // A test that computes for two seconds on a quiet machine may need several times that beside others.
      { test: { name: 'unit', environment: 'node', include: ['test/unit/**/*.test.ts'], testTimeout: 60_000 } },
      inChromium('browser', 'dist/models', ['test/browser/**/*.test.ts', 'test/conformance/**/*.test.ts']),
      inChromium('browser-npm-only', 'dist/models-npm-only', ['test/browser/core/**/*.test.ts']),
    ],
  },
});
