import type { FaceMatch } from '../../shapes/collections.ts';
import type { StreamFace } from '../../shapes/stream-processors.ts';
import type { LiveFrame } from '../../media/live/live-video.ts';
import type { PixelBox } from '../../vision/geometry.ts';
import { expectedAt, remember, type LookMemory } from '../../vision/thorough-looks.ts';
import { needsRecognition } from '../../vision/tracking/recognition-need.ts';
import { expectedBoxes, follow, NO_TRACKS } from '../../vision/tracking/tracker.ts';
import { searchEmbedding } from '../collection-search.ts';
import type { OperationContext } from '../context.ts';
import { comparedFace } from '../face-shapes.ts';

/** The API's cap on faces of a picture. */
const MOST_FACES = 100;

/** Names faces from frame to frame. */
export interface FaceFollower {
  /** Faces of the next frame, largest first. The frame is used up. */
  see(frame: LiveFrame): Promise<StreamFace[]>;
}

/**
 * Detects the faces of every frame, but compares with the collection only those that are new or may have changed; the
 * others keep the matches of their track.
 */
export function followFaces(collectionId: string, threshold: number, context: OperationContext): FaceFollower {
  let tracks = NO_TRACKS;
  let memory: LookMemory<readonly PixelBox[]> | undefined;
  const matchesOf = new Map<number, readonly FaceMatch[]>();
  const isMatched = (index: number): boolean => (matchesOf.get(index)?.length ?? 0) > 0;

  return {
    async see({ picture, capturedAt }) {
      const size = { width: picture.width, height: picture.height };
      const known = expectedBoxes(tracks, capturedAt).filter(({ track, box }) => !needsRecognition(track, box, capturedAt, isMatched(track.index)));
      // Where frames are far apart because the machine is slow, looking harder would put them farther apart.
      const expected = expectedAt(memory, capturedAt, Infinity);
      const faces = await context.vision.findFaces(picture, {
        maxFaces: MOST_FACES,
        attributes: false,
        embeddings: true,
        upright: true,
        coarseEyes: true,
        known: known.map(({ box }) => box),
        expected,
      });
      memory = remember(memory, capturedAt, faces.map(({ box }) => box), expected === undefined);
      const { state, indices } = follow(tracks, capturedAt, faces.map(({ box, confidence, embedding }) => ({ box, score: confidence, embedding })));
      tracks = state;
      forgetOthers(matchesOf, new Set(state.tracks.map(({ index }) => index)));
      return Promise.all(
        faces.map(async (face, position) => {
          const index = indices[position];
          let MatchedFaces = index === undefined ? [] : [...(matchesOf.get(index) ?? [])];
          if (face.embedding) {
            MatchedFaces = (await searchEmbedding(collectionId, face.embedding, { FaceMatchThreshold: threshold }, context)).FaceMatches;
            if (index !== undefined) matchesOf.set(index, MatchedFaces);
          }
          return { DetectedFace: comparedFace(face, size), MatchedFaces };
        }),
      );
    },
  };
}

function forgetOthers(matches: Map<number, unknown>, kept: ReadonlySet<number>): void {
  for (const index of matches.keys()) if (!kept.has(index)) matches.delete(index);
}
