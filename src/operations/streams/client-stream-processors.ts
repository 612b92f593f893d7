import { openStreamProcessors, type StreamProcessors, type StreamRun } from '../../jobs/stream-processors.ts';
import { LiveVideoProblem } from '../../media/live/live-video.ts';
import { openLiveVideo } from '../../media/live/open-live-video.ts';
import type { StreamRecord } from '../../shapes/stream-processors.ts';
import type { OperationContext } from '../context.ts';
import { answered } from '../collection-problems.ts';
import { followFaces } from './face-follower.ts';
import type { StreamConnections } from './stream-connections.ts';
import { settingsOf } from './stream-settings.ts';

/** What a client lends to its stream processors. */
export interface StreamSurroundings {
  readonly connections: StreamConnections;
  /** What the calls of one run work with. */
  readonly contextOf: (signal: AbortSignal, name: string) => OperationContext;
}

/** How long a run waits before it looks again whether anybody reads. */
const UNREAD_MILLISECONDS = 100;
const HIDDEN = 'The page is hidden, and this browser gives no frames of a video element meanwhile: bind the stream or track itself, or show the page.';

/** Opens the stream processors of a client; none runs yet. */
export function openClientStreamProcessors({ connections, contextOf }: StreamSurroundings): StreamProcessors {
  let fragments = 0;

  const run: StreamRun = async (row, signal, report) => {
    const source = connections.sourceOf(row.input);
    if (!source) throw new LiveVideoProblem(`No video has the name ${row.input} in this page: call rekognition.streams.video with it and start again.`);
    const { collectionId, threshold } = settingsOf(row);
    const context = contextOf(signal, row.name);
    await answered(context.collections.describeCollection(collectionId));
    const video = openLiveVideo(source);
    const stopWatching = video.worksHidden ? () => {} : watchVisibility(() => report.remark(document.hidden ? HIDDEN : undefined));
    const FragmentNumber = String(++fragments);
    const faces = followFaces(collectionId, threshold, context);
    let start: number | undefined;
    try {
      for (;;) {
        const frame = await video.next(signal);
        if (!frame) return;
        if (start === undefined) report.running();
        start ??= frame.capturedAt;
        if (!connections.records.isWanted(row.output)) {
          frame.close();
          await new Promise((resolve) => setTimeout(resolve, UNREAD_MILLISECONDS));
          continue;
        }
        const { capturedAt } = frame;
        const FaceSearchResponse = await faces.see(frame).finally(() => frame.close());
        signal.throwIfAborted();
        const record: StreamRecord = {
          InputInformation: {
            KinesisVideo: {
              StreamArn: row.input,
              FragmentNumber,
              ProducerTimestamp: capturedAt / 1000,
              ServerTimestamp: (performance.timeOrigin + performance.now()) / 1000,
              FrameOffsetInSeconds: (capturedAt - start) / 1000,
            },
          },
          StreamProcessorInformation: { Status: 'RUNNING' },
          FaceSearchResponse,
        };
        connections.records.write(row.output, record);
      }
    } finally {
      stopWatching();
      video.close();
    }
  };

  return openStreamProcessors(run);
}

function watchVisibility(tell: () => void): () => void {
  document.addEventListener('visibilitychange', tell);
  return () => document.removeEventListener('visibilitychange', tell);
}
