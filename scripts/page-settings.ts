import { defaultClientConditions, type UserConfig } from 'vite';

/** Headers that make a page cross-origin isolated, without which WASM has one thread. */
export const isolationHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
} as const;

/** What every page needs that is served from the sources: playground, tests, measurements. */
export const pageSettings = {
  server: { headers: isolationHeaders },
  preview: { headers: isolationHeaders },
  resolve: {
    // onnxruntime-web's other build carries its wasm inside the script: tens of megabytes in every worker.
    conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions],
  },
  worker: { format: 'es' },
  optimizeDeps: {
    // It finds its wasm beside itself by import.meta.url, which bundling into Vite's cache would break.
    exclude: ['onnxruntime-web'],
    // Found late, inside a worker, these would reload the page in the middle of a call.
    include: ['comlink', 'idb', 'mediabunny', '@tensorflow/tfjs-core', '@tensorflow/tfjs-core/dist/register_all_gradients.js', '@tensorflow/tfjs-backend-cpu'],
  },
} as const satisfies UserConfig;
