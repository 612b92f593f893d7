import type { PersonDetail } from '../../shapes/stored-video.ts';
import type { SampledFrame } from '../../jobs/frame-analysis.ts';
import type { DescribedFace } from '../../vision/face/face.ts';
import { follow, NO_TRACKS, type TrackerState } from '../../vision/tracking/tracker.ts';
import type { OperationContext } from '../context.ts';
import { faceDetail, ratioBox } from '../face-shapes.ts';

/** Faces that are described in a frame. */
const MOST_FACES = 100;

/** Somebody in a frame, with the number that this person has in the whole video. */
export interface FollowedPerson {
  readonly person: PersonDetail;
  /** That it is a person. Percent. */
  readonly confidence: number;
  readonly face: DescribedFace | undefined;
}

/** People of one video, kept apart from frame to frame. */
export interface PeopleOverTime {
  /** Everybody in the next frame, the surest first. */
  see(frame: SampledFrame): Promise<readonly FollowedPerson[]>;
  /** What is needed to go on, as plain data. */
  state(): TrackerState;
}

/** Begins with nobody, or goes on with what `state` gave. */
export function peopleOverTime(saved: unknown, { vision }: OperationContext): PeopleOverTime {
  // Only this function writes it.
  let state = (saved as TrackerState | undefined) ?? NO_TRACKS;
  return {
    async see({ picture, timestamp }) {
      const size = { width: picture.width, height: picture.height };
      const seen = await vision.seePeople(picture, { maxFaces: MOST_FACES });
      const followed = follow(state, timestamp, seen.map(({ box, probability, face }) => ({ box, score: probability, embedding: face?.embedding })));
      state = followed.state;
      return seen.flatMap(({ box, probability, face }, at): FollowedPerson[] => {
        const Index = followed.indices[at];
        if (Index === undefined) return [];
        const person = { Index, BoundingBox: ratioBox(box, size), ...(face && { Face: faceDetail(face, size) }) };
        return [{ person, confidence: probability * 100, face }];
      });
    },
    state: () => state,
  };
}
