import { intersectionOverUnion, sharedPartOfSmaller, type PixelBox } from '../geometry.ts';
import { embeddingDistance } from '../face/embedding-distance.ts';
import { assign } from './assignment.ts';
import { boxOfMotion, correctMotion, predictMotion, startMotion, type BoxMotion } from './motion.ts';

/*
 * Keeps people, or faces, apart over time: motion and overlap, appearance where faces are seen, and sure detections
 * before unsure ones (Zhang et al., "ByteTrack: Multi-Object Tracking by Associating Every Detection Box", 2022).
 */

/** Milliseconds. */
type Milliseconds = number;

/** What was seen at one place of a frame. */
export interface Detection {
  readonly box: PixelBox;
  /** 0 to 1. */
  readonly score: number;
  /** The 128 numbers of the face, where one was described. */
  readonly embedding?: Float32Array | undefined;
}

/** One person or face over time. Plain data, so that it can be kept. */
export interface Track {
  /** From 0, in the order of first appearance; never given twice. */
  readonly index: number;
  readonly motion: BoxMotion;
  readonly seenAt: Milliseconds;
  /** Frames in which it was seen. */
  readonly sightings: number;
  /** The last embedding, and what the face was when it was made. */
  readonly face?: { readonly embedding: Float32Array; readonly at: Milliseconds; readonly side: number };
}

/** Everything that is known between two frames. */
export interface TrackerState {
  readonly tracks: readonly Track[];
  readonly nextIndex: number;
}

/** Nobody has been seen yet. */
export const NO_TRACKS: TrackerState = { tracks: [], nextIndex: 0 };

/** Detections at least this sure are paired first and may begin a track. */
const SURE = 0.6;
/** Two faces nearer than this are one person's, wherever they are; farther than that they are two people's (DESIGN section 3: 0.6 parts them best). */
const SAME_PERSON = 0.5;
const OTHER_PERSON = 0.72;
/** Least agreement of place and size for a pair without faces, 0 to 1. */
const LEAST_AGREEMENT = 0.2;
/** Unsure detections continue only tracks that were seen so lately, where they agree so well: most of what else they are is nobody. */
const LATELY: Milliseconds = 1000;
const LEAST_UNSURE_AGREEMENT = 0.4;
/** Of the smaller of two boxes, the part that lies in the other when they are one person who comes in or goes out at the picture's border. */
const LEAST_SHARED_PART = 0.3;
/** A track whose place another one takes by its face, overlapping by so much, was the same person before the face was seen. */
const SAME_PLACE = 0.5;
/** A track is paired by place alone for so long after it was last seen. */
const REMEMBERED_BY_PLACE: Milliseconds = 2500;
/** A track without a face is forgotten after so long, one with a face is kept to be known again. */
const FORGOTTEN: Milliseconds = 10_000;
/** Tracks kept at most; the longest unseen go first. */
const MOST_TRACKS = 500;

/**
 * Takes the next frame in.
 *
 * @param time of the frame; frames come in the order of time
 * @returns the new state, and for each detection the index of its track, or undefined for one too unsure to begin a track
 */
export function follow(
  state: TrackerState,
  time: Milliseconds,
  detections: readonly Detection[],
): { readonly state: TrackerState; readonly indices: readonly (number | undefined)[] } {
  const expected = state.tracks.map((track) => ({ track, box: boxOfMotion(predictMotion(track.motion, (time - track.seenAt) / 1000)) }));
  const trackOf = new Map<Detection, Track>();
  const pair = (isCandidate: (detection: Detection) => boolean, mayContinue: (track: Track) => boolean, agree: typeof agreement, least: number): void => {
    const taken = new Set(trackOf.values());
    const free = expected.filter(({ track }) => !taken.has(track) && mayContinue(track));
    const candidates = detections.filter((detection) => !trackOf.has(detection) && isCandidate(detection));
    const columns = assign(candidates.map((detection) => free.map(({ track, box }) => costOf(agree(track, box, detection, time), least))));
    candidates.forEach((detection, row) => {
      const column = columns[row];
      const found = column === undefined ? undefined : free[column];
      if (found) trackOf.set(detection, found.track);
    });
  };
  const isSure = ({ score }: Detection): boolean => score >= SURE;
  const wasSeenLately = ({ seenAt }: Track): boolean => time - seenAt <= LATELY;
  pair(isSure, () => true, agreement, LEAST_AGREEMENT);
  pair((detection) => !isSure(detection), (track) => track.sightings > 1 && wasSeenLately(track), agreement, LEAST_UNSURE_AGREEMENT);
  pair(isSure, wasSeenLately, sharedPart, LEAST_SHARED_PART);

  let { nextIndex } = state;
  const updated = new Map<number, Track>();
  const indices = detections.map((detection) => {
    const known = trackOf.get(detection);
    if (!known && detection.score < SURE) return undefined;
    const track = known ? continued(known, time, detection) : begun(nextIndex++, time, detection);
    updated.set(track.index, track);
    return track.index;
  });
  const returned = detections.filter((detection) => time - (trackOf.get(detection)?.seenAt ?? time) > REMEMBERED_BY_PLACE);
  const unseen = expected
    .filter(({ track: { index, face, seenAt } }) => !updated.has(index) && (face !== undefined || time - seenAt < FORGOTTEN))
    .filter(({ track, box }) => track.face !== undefined || !returned.some((detection) => intersectionOverUnion(box, detection.box) >= SAME_PLACE))
    .map(({ track }) => track);
  const tracks = [...unseen, ...updated.values()].toSorted((a, b) => b.seenAt - a.seenAt).slice(0, MOST_TRACKS);
  return { state: { tracks, nextIndex }, indices };
}

/** Where the tracks that were seen a moment ago are expected now. */
export function expectedBoxes(state: TrackerState, time: Milliseconds): readonly { readonly track: Track; readonly box: PixelBox }[] {
  return state.tracks
    .filter(({ seenAt }) => time - seenAt <= REMEMBERED_BY_PLACE)
    .map((track) => ({ track, box: boxOfMotion(predictMotion(track.motion, (time - track.seenAt) / 1000)) }));
}

function costOf(agreed: number, least: number): number {
  return agreed >= least ? -agreed : Infinity;
}

/** How well a detection fits a track: 0 not at all, up to 1 by place, above by face. */
function agreement(track: Track, expected: PixelBox, detection: Detection, time: Milliseconds): number {
  const unseenFor = time - track.seenAt;
  const byPlace = unseenFor <= REMEMBERED_BY_PLACE ? placeAgreement(expected, detection.box, unseenFor / 1000) : 0;
  if (track.face && detection.embedding) {
    const distance = embeddingDistance(track.face.embedding, detection.embedding);
    if (distance > OTHER_PERSON) return 0;
    if (distance < SAME_PERSON) return 1 + (SAME_PERSON - distance) + byPlace;
  }
  return byPlace;
}

/** Nearness by the smaller box's part in the larger: a body cut off by the border changes its size faster than any motion tells. */
function sharedPart(track: Track, expected: PixelBox, { box, embedding }: Detection): number {
  if (track.face && embedding && embeddingDistance(track.face.embedding, embedding) > OTHER_PERSON) return 0;
  return sharedPartOfSmaller(expected, box);
}

/** Overlap, or nearness where frames are so far apart that nothing overlaps any more. */
function placeAgreement(expected: PixelBox, box: PixelBox, seconds: number): number {
  const size = Math.sqrt(Math.max(expected.width * expected.height, box.width * box.height));
  const away = Math.hypot(
    expected.left + expected.width / 2 - box.left - box.width / 2,
    expected.top + expected.height / 2 - box.top - box.height / 2,
  );
  const grown = Math.abs(Math.log((box.width * box.height) / (expected.width * expected.height)));
  // The longer unseen, the farther it may have gone from where it was expected, and the less it claims what others may be.
  const reach = 0.35 + 0.8 * Math.min(seconds, 1);
  const near = 0.8 * Math.exp(-((away / size / reach) ** 2)) * Math.exp(-grown);
  return Math.max(intersectionOverUnion(expected, box), near) * (1 - 0.3 * Math.min(seconds, 1));
}

function begun(index: number, time: Milliseconds, { box, embedding }: Detection): Track {
  return { index, motion: startMotion(box), seenAt: time, sightings: 1, ...(embedding && { face: faceSeen(embedding, time, box) }) };
}

function continued(track: Track, time: Milliseconds, { box, embedding }: Detection): Track {
  const expected = predictMotion(track.motion, (time - track.seenAt) / 1000);
  // Found again somewhere else, by its face: its old speed says nothing any more.
  const motion = time - track.seenAt > REMEMBERED_BY_PLACE ? startMotion(box) : correctMotion(expected, box);
  const face = embedding ? faceSeen(embedding, time, box) : track.face;
  return { index: track.index, motion, seenAt: time, sightings: track.sightings + 1, ...(face && { face }) };
}

function faceSeen(embedding: Float32Array, at: Milliseconds, box: PixelBox): NonNullable<Track['face']> {
  return { embedding, at, side: Math.max(box.width, box.height) };
}
