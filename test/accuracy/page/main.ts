import { openRuntime } from '../../../src/runtime/runtime.ts';
import type { DescribedFace, FaceRequest } from '../../../src/vision/face/face.ts';

/** A described face as it leaves the page: typed arrays as plain ones. */
export type ReportedFace = Omit<DescribedFace, 'embedding' | 'feature'> & { readonly embedding?: readonly number[] };

/** What the library saw in one picture. */
export interface DescribedPicture {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly faces: readonly ReportedFace[];
}

/** What the program outside asks of the page. */
export interface AccuracyPage {
  readonly detector: () => Promise<string>;
  /** `path` is one of ../shared/data. */
  readonly describe: (path: string, request: FaceRequest) => Promise<DescribedPicture>;
}

declare global {
  interface Window {
    accuracy: AccuracyPage;
  }
}

const threads = Number(new URLSearchParams(location.search).get('threads') ?? 1);
const runtime = openRuntime({ device: 'wasm', threads }, () => Promise.reject(new Error('There are no buckets here.')));
const context = runtime.context(new AbortController().signal, 'accuracy');

window.accuracy = {
  detector: () => context.vision.faceDetector(),
  describe: async (path, request) => {
    const response = await fetch(`/shared-data/${path}`);
    if (!response.ok) throw new Error(`../shared/data/${path} could not be read: ${response.status}`);
    const picture = await context.openPicture({ Source: await response.blob() }, { minSide: 1 });
    const { width, height } = picture;
    const faces = await context.vision.findFaces(picture, request);
    return { path, width, height, faces: faces.map(({ embedding, feature: _feature, ...face }) => ({ ...face, ...(embedding && { embedding: [...embedding] }) })) };
  },
};
