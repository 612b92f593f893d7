/** Video frames that were made while somebody watched. */
export interface FrameWatch {
  readonly made: () => number;
  /** Frames that are neither closed nor handed to a worker. */
  readonly open: () => number;
  readonly stop: () => void;
}

/** Sees every VideoFrame of this page from now on: decoded, cloned and constructed. */
export function watchFrames(): FrameWatch {
  const frames: VideoFrame[] = [];
  const { VideoDecoder: Decoder, VideoFrame: Frame } = globalThis;
  const keep = (frame: VideoFrame): VideoFrame => {
    frames.push(frame);
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
    made: () => frames.length,
    open: () => frames.filter(({ format }) => format !== null).length,
    stop() {
      Object.assign(globalThis, { VideoDecoder: Decoder, VideoFrame: Frame });
      Object.defineProperty(Frame.prototype, 'clone', original);
    },
  };
}
