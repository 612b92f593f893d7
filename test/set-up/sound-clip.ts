import { AudioSample, AudioSampleSource, BufferTarget, Output, WavOutputFormat } from 'mediabunny';

/** Hertz. */
const SAMPLE_RATE = 48000;

/** A stretch of a tone in two channels. */
export function tone(seconds: number): AudioSample {
  const frames = Math.round(seconds * SAMPLE_RATE);
  const data = Float32Array.from({ length: frames * 2 }, (_, index) => 0.2 * Math.sin(((index >> 1) * 440 * 2 * Math.PI) / SAMPLE_RATE));
  return new AudioSample({ data, format: 'f32', numberOfChannels: 2, sampleRate: SAMPLE_RATE, timestamp: 0 });
}

/** A file with one second of sound and nothing else. */
export async function soundClip(): Promise<Blob> {
  const target = new BufferTarget();
  const output = new Output({ format: new WavOutputFormat(), target });
  const source = new AudioSampleSource({ codec: 'pcm-s16' });
  output.addAudioTrack(source);
  await output.start();
  const sample = tone(1);
  await source.add(sample);
  sample.close();
  await output.finalize();
  if (!target.buffer) throw new Error('The sound was not written.');
  return new Blob([target.buffer], { type: 'audio/wav' });
}
