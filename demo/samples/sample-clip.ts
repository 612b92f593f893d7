import { loadSample, SAMPLE_PICTURES } from './sample-pictures.ts';
import { drawSign } from './drawn-sign.ts';

const WIDTH = 640;
const HEIGHT = 360;
const RATE = 25;
/** Seconds for which each picture is shown. */
const SHOT = 3;
/** How much closer the camera comes during a shot. */
const ZOOM = 0.18;

/** A short film of photos that slowly come closer, one hard cut after the other, made in the page. */
export async function makeSampleClip(): Promise<File> {
  if (typeof VideoEncoder === 'undefined') throw new Error('This browser cannot make a sample clip. Choose a video of your own.');
  const { BufferTarget, CanvasSource, Output, QUALITY_MEDIUM, WebMOutputFormat } = await import('mediabunny');
  const [first, , third] = SAMPLE_PICTURES;
  const files = await Promise.all([...[first, third].filter((sample) => sample !== undefined).map(loadSample), drawSign()]);
  const pictures = await Promise.all(files.map((file) => createImageBitmap(file)));
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('This browser cannot draw the sample. Choose a video of your own.');
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  const source = new CanvasSource(canvas, { codec: 'vp8', bitrate: QUALITY_MEDIUM });
  output.addVideoTrack(source, { frameRate: RATE });
  await output.start();
  const frames = pictures.length * SHOT * RATE;
  for (let frame = 0; frame < frames; frame++) {
    const picture = pictures[Math.floor(frame / (SHOT * RATE))];
    if (picture) drawCloser(context, picture, (frame % (SHOT * RATE)) / (SHOT * RATE));
    await source.add(frame / RATE, 1 / RATE);
  }
  await output.finalize();
  for (const picture of pictures) picture.close();
  if (!target.buffer) throw new Error('The sample clip was not written.');
  return new File([target.buffer], 'sample.webm', { type: 'video/webm' });
}

function drawCloser(context: OffscreenCanvasRenderingContext2D, picture: ImageBitmap, part: number): void {
  const scale = Math.max(WIDTH / picture.width, HEIGHT / picture.height) * (1 + ZOOM * part);
  const width = picture.width * scale;
  const height = picture.height * scale;
  context.drawImage(picture, (WIDTH - width) / 2, (HEIGHT - height) / 2.4, width, height);
}
