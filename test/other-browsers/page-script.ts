/** What the page found of each operation; a sentence where one failed. */
export type PageOutcome = Readonly<Record<string, number | string>>;

/** The page of a newcomer: the library by its file, one call after another, and what came of it as text. */
export const page = '<!doctype html><meta charset="utf-8"><title>Packed</title><pre hidden></pre><script type="module" src="./main.js"></script>';

/** Plain JavaScript, for what is tried is the package as it is. */
export const pageScript = `
import { Rekognition } from './dist/index.js';
const outcome = {};
const rekognition = new Rekognition();
const attempt = async (name, call) => {
  try {
    outcome[name] = await call();
  } catch (error) {
    outcome[name] = error.name + ': ' + error.message;
  }
};
const Image = { Source: await (await fetch('./sample.jpg')).blob() };
const Text = document.createElement('canvas');
Object.assign(Text, { width: 480, height: 160 });
const context = Text.getContext('2d');
context.fillStyle = '#fff';
context.fillRect(0, 0, 480, 160);
context.fillStyle = '#000';
context.font = '64px sans-serif';
context.fillText('HELLO 2468', 40, 100);
await attempt('DetectFaces', async () => (await rekognition.detectFaces({ Image, Attributes: ['ALL'] })).FaceDetails.length);
await rekognition.createCollection({ CollectionId: 'people' }).catch(() => {});
await attempt('IndexFaces', async () => (await rekognition.indexFaces({ CollectionId: 'people', Image })).FaceRecords.length);
await attempt('SearchFacesByImage', async () => (await rekognition.searchFacesByImage({ CollectionId: 'people', Image })).FaceMatches.length);
await attempt('DetectText', async () => (await rekognition.detectText({ Image: { Source: Text } })).TextDetections.filter(({ Type }) => Type === 'LINE').map(({ DetectedText }) => DetectedText).join());
await attempt('StartSegmentDetection', async () => {
  const Video = { Source: await (await fetch('./clip.webm')).blob() };
  const { JobId } = await rekognition.startSegmentDetection({ Video, SegmentTypes: ['SHOT'] });
  for (;;) {
    const answer = await rekognition.getSegmentDetection({ JobId });
    if (answer.JobStatus === 'FAILED') throw new Error(answer.StatusMessage);
    if (answer.JobStatus === 'SUCCEEDED') return answer.Segments.length;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
});
await attempt('EraseEverything', async () => {
  await rekognition.eraseEverything();
  return (await rekognition.listCollections()).CollectionIds.length;
});
await rekognition.close();
document.querySelector('pre').textContent = JSON.stringify(outcome);
`;
