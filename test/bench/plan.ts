import { sharedDataExists } from '../set-up/shared-data-server.ts';
import type { PhotoSource } from './page/photos.ts';

const sample = (name: string): string => `/peers/photos/${name}`;

/** The portrait that two photos are compared by. */
export const portrait: PhotoSource = {
  name: 'portrait',
  url: sample('sample3.jpg'),
  crop: { left: 0.74, top: 0.2, width: 0.26, height: 0.55 },
  longSide: 640,
};

/** The photos of the run: face-api's demo pictures, and of ../shared/data a portrait and a group where it is there. */
export function everyPhoto(): readonly PhotoSource[] {
  return [
    { name: 'one face, 640 px', url: sample('sample3.jpg'), crop: { left: 0.74, top: 0.2, width: 0.26, height: 0.55 }, longSide: 640 },
    { name: 'four faces, 1920 px', url: sample('sample6.jpg'), longSide: 1920 },
    { name: 'five faces, 800 px', url: sample('sample5.jpg'), longSide: 800 },
    ...(sharedDataExists()
      ? [
          { name: 'portrait, 450 px', url: '/shared-data/public-figures/gallery/A000370.jpg', longSide: 450 },
          { name: 'seven faces, 500 px', url: '/shared-data/faces/group-boxes/2007_007763.jpg', longSide: 500 },
        ]
      : []),
  ];
}

/** Workloads that do the same for the reader, by contender; the first marked `cold` is the first answer that is timed. */
export interface Pairing {
  readonly name: string;
  readonly cold?: boolean;
  readonly workloads: { readonly ours?: string; readonly 'face-api'?: string; readonly human?: string };
}

export const pairings: readonly Pairing[] = [
  {
    name: 'faces with landmarks',
    workloads: { ours: 'DetectFaces DEFAULT', 'face-api': 'SSD + landmarks', human: 'mesh + iris' },
  },
  {
    name: 'faces described in full',
    cold: true,
    workloads: { ours: 'DetectFaces ALL', 'face-api': 'SSD + landmarks + descriptor', human: 'mesh + iris + emotion + description' },
  },
  {
    name: 'two photos compared',
    workloads: { ours: 'CompareFaces', 'face-api': 'compare two photos', human: 'compare two photos' },
  },
];
