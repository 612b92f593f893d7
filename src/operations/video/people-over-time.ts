import type { PersonDetail } from '../../shapes/stored-video.ts';
import type { SampledFrame } from '../../jobs/frame-analysis.ts';
import type { DescribedFace } from '../../vision/face/face.ts';
import type { PixelBox } from '../../vision/geometry.ts';
import type { ExpectedPeople, SeenPerson } from '../../vision/people/seen-person.ts';
import type { SceneColors } from '../../vision/segments/scene-change.ts';
import { expectedAt, remember, type LookMemory } from '../../vision/thorough-looks.ts';
import { needsRecognition } from '../../vision/tracking/recognition-need.ts';
import { follow, NO_TRACKS, type TrackerState } from '../../vision/tracking/tracker.ts';
import type { VisionCalls } from '../../vision/vision-calls.ts';
import { faceDetail, ratioBox } from '../face-shapes.ts';

/** Faces that are described in a frame. */
const MOST_FACES = 100;

/** Somebody in a frame, with the number that this person has in the whole video. */
export interface FollowedPerson {
  readonly person: PersonDetail;
  readonly index: number;
  /** That it is a person. Percent. */
  readonly confidence: number;
  /** Without its 128 numbers while it is known whose it is. */
  readonly face: DescribedFace | undefined;
}

/** What is needed to go on. Plain data. */
export interface PeopleState {
  readonly tracks: TrackerState;
  readonly looks?: LookMemory<ExpectedPeople>;
  /** Of the last frame. */
  readonly scene?: SceneColors;
  /** Everybody in the last frame whose face was seen. */
  readonly faces: readonly { readonly index: number; readonly face: PixelBox; readonly box: PixelBox }[];
}

/** People of one video, kept apart from frame to frame. */
export interface PeopleOverTime {
  /**
   * Everybody in the next frame, the surest first.
   *
   * @param isMatched whether what is known of a face is all that is wanted; others are described anew sooner
   */
  see(frame: SampledFrame, isMatched?: (index: number) => boolean): Promise<readonly FollowedPerson[]>;
  state(): PeopleState;
}

const NOBODY: PeopleState = { tracks: NO_TRACKS, faces: [] };

/** Begins with nobody, or goes on with what `state` gave. */
export function peopleOverTime(saved: PeopleState | undefined, { vision }: { readonly vision: Pick<VisionCalls, 'seePeople'> }): PeopleOverTime {
  // Only this function writes it.
  let state = saved ?? NOBODY;
  return {
    async see({ picture, timestamp }, isMatched = () => true) {
      const size = { width: picture.width, height: picture.height };
      const expected = expectedAt(state.looks, timestamp);
      const known = knownFaces(state, timestamp, isMatched);
      const { people: seen, scene, wasThorough } = await vision.seePeople(picture, { maxFaces: MOST_FACES, expected, known, scene: state.scene });
      const followed = follow(state.tracks, timestamp, seen.map(({ box, probability, face }) => ({ box, score: probability, embedding: face?.embedding })));
      const people = seen.flatMap((person, at) => {
        const index = followed.indices[at];
        return index === undefined ? [] : [{ ...person, index }];
      });
      state = {
        tracks: followed.state,
        looks: remember(state.looks, timestamp, toExpect(seen), wasThorough),
        scene,
        faces: people.flatMap(({ index, box, face }) => (face ? [{ index, face: face.box, box }] : [])),
      };
      return people.map(({ index, box, probability, face }): FollowedPerson => {
        const person = { Index: index, BoundingBox: ratioBox(box, size), ...(face && { Face: faceDetail(face, size) }) };
        return { person, index, confidence: probability * 100, face };
      });
    },
    state: () => state,
  };
}

/** Places of faces that need not be described again. */
function knownFaces({ tracks, faces }: PeopleState, time: number, isMatched: (index: number) => boolean): PixelBox[] {
  return faces.flatMap(({ index, face, box }) => {
    const track = tracks.tracks.find((each) => each.index === index);
    return track && !needsRecognition(track, box, time, isMatched(index)) ? [face] : [];
  });
}

function toExpect(seen: readonly SeenPerson[]): ExpectedPeople {
  return {
    faces: seen.flatMap(({ face }) => (face ? [face.box] : [])),
    bodies: seen.flatMap(({ box, hasBody }) => (hasBody ? [box] : [])),
  };
}
