import { Rekognition } from '../../../src/index.ts';
import type { Contender, Photo } from './contender.ts';

let rekognition: Rekognition | undefined;

function client(): Rekognition {
  if (rekognition === undefined) throw new Error('The library is not loaded.');
  return rekognition;
}

const picture = ({ canvas }: Photo): { readonly Source: HTMLCanvasElement } => ({ Source: canvas });

/** This library, through its public client. */
export const contender: Contender = {
  // Its models are loaded by the first call.
  load: (threads) => {
    rekognition = new Rekognition({ device: 'wasm', threads });
    return Promise.resolve();
  },
  workloads: {
    'DetectFaces DEFAULT': async (photo) => (await client().detectFaces({ Image: picture(photo) })).FaceDetails?.length ?? 0,
    'DetectFaces ALL': async (photo) => (await client().detectFaces({ Image: picture(photo), Attributes: ['ALL'] })).FaceDetails?.length ?? 0,
    'DetectFaces ALL of a JPEG file': async ({ jpeg }) =>
      (await client().detectFaces({ Image: { Bytes: jpeg }, Attributes: ['ALL'] })).FaceDetails?.length ?? 0,
    CompareFaces: async (photo, source) => {
      const { FaceMatches = [], UnmatchedFaces = [] } = await client().compareFaces({ SourceImage: picture(source), TargetImage: picture(photo) });
      return FaceMatches.length + UnmatchedFaces.length;
    },
  },
};
