/** Video frames that were made while somebody watched. */
export interface FrameWatch {
  readonly made: () => number;
  /** Frames that are neither closed nor handed to a worker. */
  readonly open: () => number;
  readonly stop: () => void;
}

/** Sees every VideoFrame of this page from now on: decoded, cloned and constructed. */
export function watchFrames(): FrameWatch {
  // Only the open ones, so that watching keeps nothing alive.
  const open = new Set<VideoFrame>();
  let made = 0;
  const { VideoDecoder: Decoder, VideoFrame: Frame } = globalThis;
  const forgetClosed = (): void => {
    for (const frame of open) if (frame.format === null) open.delete(frame);
  };
  const keep = (frame: VideoFrame): VideoFrame => {
    forgetClosed();
    open.add(frame);
    made += 1;
    return frame;
  };
  globalThis.VideoDecoder = class extends Decoder {
    constructor({ output, error }: VideoDecoderInit) {
      super({ output: (frame) => output(keep(frame)), error });
    }
  };
  globalThis.VideoFrame = new Proxy(Frame, { construct: (target, parameters) => keep(Reflect.construct(target, parameters) as VideoFrame) });
  const original = Object.getOwnPropertyDescriptor(Frame.prototype, 'clone');
  if (!original) throw new Error('VideoFrame has no clone.');
  Object.defineProperty(Frame.prototype, 'clone', {
    ...original,
    value(this: VideoFrame) {
      return keep(Reflect.apply(original.value as () => VideoFrame, this, []));
    },
  });
  return {
    made: () => made,
    open() {
      forgetClosed();
      return open.size;
    },
    stop() {
      Object.assign(globalThis, { VideoDecoder: Decoder, VideoFrame: Frame });
      Object.defineProperty(Frame.prototype, 'clone', original);
    },
  };
}
