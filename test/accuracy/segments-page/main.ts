import { openVideo } from '../../../src/media/video/open-video.ts';
import type { VideoFacts } from '../../../src/media/video/video.ts';
import type { DamageRule } from '../../../src/vision/segments/damaged-frame.ts';
import { endCredits, followCredits, NO_CREDITS } from '../../../src/vision/segments/end-credits.ts';
import { openShotDetector, type Shot } from '../../../src/vision/segments/shots.ts';
import { followCues, lastCue, startCues } from '../../../src/vision/segments/technical-cues.ts';
import { damagedShots, judgeRules, type DamagedShots, type RuleJudgement } from './damaged.ts';
import { shrinkPicture } from '../../../src/vision/shrink-picture.ts';

/** What was found in a clip. */
export interface FoundSegments {
  readonly facts: VideoFacts;
  readonly frames: number;
  readonly shots: readonly Shot[];
  /** Kind, first and last frame, confidence. */
  readonly cues: readonly (readonly [string, number, number, number])[];
}

declare global {
  interface Window {
    segmentsPage: {
      /** Looks at every frame of a clip of ../shared/data as SegmentDetection does. */
      readonly find: (path: string) => Promise<FoundSegments>;
      /** The shots of clips with damaged frames, one clip for each seed, made of photos of npm packages. */
      readonly damaged: (seeds: readonly number[], photos: readonly string[]) => Promise<readonly DamagedShots[]>;
      /** What each rule for damaged frames makes of the jumps in such clips. */
      readonly judge: (seeds: readonly number[], photos: readonly string[], rules: readonly DamageRule[]) => Promise<readonly RuleJudgement[]>;
    };
  }
}

/** As the operation has it. */
const LOOK_WIDTH = 96;

window.segmentsPage = {
  damaged: damagedShots,
  judge: judgeRules,
  async find(path) {
    const response = await fetch(`/shared-data/${path}`);
    if (!response.ok) throw new Error(`../shared/data/${path} could not be read: ${response.status}`);
    const video = await openVideo(await response.blob(), 'auto');
    const detector = openShotDetector(video.facts.frameRate);
    let cueState = startCues(video.facts.frameRate);
    let credits = NO_CREDITS;
    const shots: Shot[] = [];
    const cues: ReturnType<typeof lastCue>[number][] = [];
    let frames = 0;
    for await (const { picture, start } of video.everyFrame()) {
      const { data, width, height } = await shrinkPicture(picture, LOOK_WIDTH);
      const frame = { pixels: data, width, height, number: frames, time: Math.max(0, start) * 1000 };
      shots.push(...detector.see(frame));
      const next = followCues(cueState, frame);
      cueState = next.state;
      cues.push(...next.cues);
      credits = followCredits(credits, frame);
      frames += 1;
    }
    shots.push(...detector.finish());
    cues.push(...lastCue(cueState));
    const end = endCredits(credits);
    const { facts } = video;
    video.close();
    const told = cues.map(({ kind, startFrame, endFrame, confidence }) => [kind, startFrame, endFrame, confidence] as const);
    return { facts, frames, shots, cues: [...told, ...(end ? [['end credits', end.startFrame, end.endFrame, end.confidence] as const] : [])] };
  },
};
