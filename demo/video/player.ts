import { element } from '../parts/element.ts';
import type { Mark } from './mark.ts';

/** A video with boxes drawn over it while it plays. */
export interface Player {
  readonly element: HTMLElement;
  readonly load: (file: Blob) => void;
  readonly showMarks: (marks: readonly Mark[]) => void;
  /** The lane whose boxes stand out. */
  readonly point: (lane: string | undefined) => void;
  /** Milliseconds. */
  readonly seek: (time: number) => void;
  readonly pause: () => void;
  /** Milliseconds; NaN until it is known. */
  readonly duration: () => number;
  /** Called with milliseconds while it plays or is sought. */
  readonly onTime: (listener: (time: number) => void) => void;
  /** Called when length and size are known. */
  readonly onLoaded: (listener: () => void) => void;
}

const INK = '#fff';
const MARK = '#ffd61f';
const ON_MARK = '#15181a';

/** Makes a player without a video. */
export function createPlayer(): Player {
  const video = element('video', { class: 'player-video', controls: true, muted: true, playsinline: true, preload: 'auto' });
  const canvas = element('canvas', { class: 'player-overlay', 'aria-hidden': 'true' });
  const frame = element('div', { class: 'player-frame' }, video, canvas);
  const node = element('div', { class: 'stage player' }, frame);
  const timeListeners: ((time: number) => void)[] = [];
  let marks: readonly Mark[] = [];
  let pointed: string | undefined;
  let url: string | undefined;

  function draw(): void {
    const { clientWidth: width, clientHeight: height } = video;
    const density = window.devicePixelRatio;
    canvas.width = Math.round(width * density);
    canvas.height = Math.round(height * density);
    const context = canvas.getContext('2d');
    if (!context || video.videoWidth === 0) return;
    context.scale(density, density);
    const now = video.currentTime * 1000;
    const shown = marks.filter((mark) => mark.from <= now + 1 && now + 1 < mark.to && (mark.box !== undefined || mark.polygon !== undefined));
    const ordered = shown.toSorted((a, b) => Number(a.lane === pointed) - Number(b.lane === pointed));
    for (const mark of ordered) drawMark(context, mark, { width, height }, mark.lane === pointed);
  }

  function told(): void {
    draw();
    for (const listener of timeListeners) listener(video.currentTime * 1000);
  }

  function follow(): void {
    told();
    video.requestVideoFrameCallback(follow);
  }

  video.requestVideoFrameCallback(follow);
  for (const name of ['seeked', 'timeupdate', 'pause']) video.addEventListener(name, told);
  new ResizeObserver(draw).observe(video);
  video.addEventListener('loadedmetadata', () => frame.style.setProperty('--ratio', String(video.videoWidth / video.videoHeight)));

  return {
    element: node,
    load(file) {
      if (url !== undefined) URL.revokeObjectURL(url);
      url = URL.createObjectURL(file);
      marks = [];
      video.src = url;
    },
    showMarks(next) {
      marks = next;
      draw();
    },
    point(lane) {
      if (lane === pointed) return;
      pointed = lane;
      draw();
    },
    seek(time) {
      // A hair into the frame: its own beginning may be rounded to the one before.
      video.currentTime = time / 1000 + 0.001;
    },
    pause: () => video.pause(),
    duration: () => video.duration * 1000,
    onTime: (listener) => void timeListeners.push(listener),
    onLoaded: (listener) => video.addEventListener('loadeddata', listener),
  };
}

function drawMark(context: CanvasRenderingContext2D, { box, polygon, lane, text = lane }: Mark, { width, height }: { width: number; height: number }, isPointed: boolean): void {
  const points = polygon?.map(({ X = 0, Y = 0 }) => ({ x: X * width, y: Y * height })) ?? cornersOf(box, width, height);
  const [first] = points;
  if (!first) return;
  context.beginPath();
  points.forEach(({ x, y }, index) => (index === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
  context.closePath();
  context.lineJoin = 'round';
  context.lineWidth = isPointed ? 5 : 4;
  context.strokeStyle = 'rgb(0 0 0 / 40%)';
  context.stroke();
  context.lineWidth = isPointed ? 3 : 2;
  context.strokeStyle = isPointed ? MARK : INK;
  context.stroke();
  drawTag(context, text, first, isPointed);
}

function drawTag(context: CanvasRenderingContext2D, text: string, { x, y }: { x: number; y: number }, isPointed: boolean): void {
  context.font = '600 12px system-ui, sans-serif';
  const { width } = context.measureText(text);
  const top = Math.max(0, y - 20);
  context.fillStyle = isPointed ? MARK : 'rgb(12 14 13 / 72%)';
  context.fillRect(x, top, width + 10, 18);
  context.fillStyle = isPointed ? ON_MARK : INK;
  context.textBaseline = 'middle';
  context.fillText(text, x + 5, top + 9.5);
}

function cornersOf(box: Mark['box'], width: number, height: number): { x: number; y: number }[] {
  if (!box) return [];
  const { Left = 0, Top = 0, Width = 0, Height = 0 } = box;
  const [left, top, right, bottom] = [Left * width, Top * height, (Left + Width) * width, (Top + Height) * height];
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
}
