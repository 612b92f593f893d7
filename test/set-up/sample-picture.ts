const samples = import.meta.glob('../../node_modules/@vladmandic/face-api/demo/sample*.jpg', { query: '?url', import: 'default', eager: true });

/** One of the photos that the npm package @vladmandic/face-api carries, `sample1.jpg` to `sample6.jpg`. */
export async function samplePicture(name: string): Promise<Blob> {
  const url = samples[`../../node_modules/@vladmandic/face-api/demo/${name}`];
  if (typeof url !== 'string') throw new Error(`There is no sample picture ${name}.`);
  return (await fetch(url)).blob();
}
