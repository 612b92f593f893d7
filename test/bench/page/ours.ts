import { Rekognition, type CallProfile } from '../../../src/index.ts';
import type { Contender, Photo } from './contender.ts';

let rekognition: Rekognition | undefined;
let profiles: CallProfile[] = [];

function client(): Rekognition {
  if (rekognition === undefined) throw new Error('The library is not loaded.');
  return rekognition;
}

const picture = ({ canvas }: Photo): { readonly Source: HTMLCanvasElement } => ({ Source: canvas });

/** This library, through its public client. */
export const contender: Contender = {
  // Its models are loaded by the first call.
  load: (threads) => {
    rekognition = new Rekognition({ device: 'wasm', threads, debug: (profile) => profiles.push(profile) });
    return Promise.resolve();
  },
  takeProfiles: () => {
    const taken = profiles;
    profiles = [];
    return taken;
  },
  workloads: {
    'DetectFaces DEFAULT': async (photo) => (await client().detectFaces({ Image: picture(photo) })).FaceDetails?.length ?? 0,
    'DetectFaces ALL': async (photo) => (await client().detectFaces({ Image: picture(photo), Attributes: ['ALL'] })).FaceDetails?.length ?? 0,
    'DetectFaces DEFAULT of a JPEG file': async ({ jpeg }) => (await client().detectFaces({ Image: { Source: jpeg } })).FaceDetails?.length ?? 0,
    CompareFaces: async (photo, source) => {
      const { FaceMatches = [], UnmatchedFaces = [] } = await client().compareFaces({ SourceImage: picture(source), TargetImage: picture(photo) });
      return FaceMatches.length + UnmatchedFaces.length;
    },
    IndexFaces: async (photo) => {
      const { FaceRecords = [], UnindexedFaces = [] } = await client().indexFaces({ CollectionId: await collection(photo), Image: picture(photo) });
      return FaceRecords.length + UnindexedFaces.length;
    },
    SearchFacesByImage: async (photo) => {
      const { FaceMatches = [] } = await client().searchFacesByImage({ CollectionId: await collection(photo), Image: picture(photo) });
      return FaceMatches.length;
    },
    DetectText: async (photo) => (await client().detectText({ Image: picture(photo) })).TextDetections?.filter(({ Type }) => Type === 'WORD').length ?? 0,
    DetectLabels: async (photo) => (await client().detectLabels({ Image: picture(photo) })).Labels?.length ?? 0,
  },
};

const opened = new Set<Photo>();

/** A collection for this photo alone, made with the faces of the photo in it when it is first asked for. */
async function collection(photo: Photo): Promise<string> {
  const CollectionId = `bench-${photo.canvas.width}x${photo.canvas.height}`;
  if (opened.has(photo)) return CollectionId;
  opened.add(photo);
  await client().createCollection({ CollectionId });
  await client().indexFaces({ CollectionId, Image: picture(photo) });
  return CollectionId;
}
