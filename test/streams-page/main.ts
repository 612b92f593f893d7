import { Rekognition, type StreamRecord } from '../../src/index.ts';

/** What the program outside asks of the page. */
export interface StreamsPage {
  /** Puts the faces of a photo into a collection under a name. */
  readonly index: (photo: string, name: string) => Promise<void>;
  /** Runs a stream processor on the camera until so many records were read. */
  readonly watch: (records: number, threads: number) => Promise<readonly StreamRecord[]>;
}

declare global {
  interface Window {
    streamsPage: StreamsPage;
  }
}

const CollectionId = 'people';
const Name = 'camera';
const video = 'arn:aws:kinesisvideo:page:000000000000:stream/camera/0';
const data = 'arn:aws:kinesis:page:000000000000:stream/camera';

window.streamsPage = {
  async index(photo, name) {
    const rekognition = new Rekognition({ device: 'wasm' });
    const { CollectionIds = [] } = await rekognition.listCollections();
    if (!CollectionIds.includes(CollectionId)) await rekognition.createCollection({ CollectionId });
    const source = await (await fetch(photo)).blob();
    await rekognition.indexFaces({ CollectionId, Image: { Source: source }, ExternalImageId: name });
    await rekognition.close();
  },
  async watch(count, threads) {
    const rekognition = new Rekognition({ device: 'wasm', threads });
    const camera = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 480 } });
    rekognition.streams.video(video, camera);
    await rekognition.createStreamProcessor({
      Name,
      Input: { KinesisVideoStream: { Arn: video } },
      Output: { KinesisDataStream: { Arn: data } },
      Settings: { FaceSearch: { CollectionId } },
      RoleArn: 'arn:aws:iam::000000000000:role/anything',
    });
    const records: StreamRecord[] = [];
    const stream = rekognition.streams.data(data);
    await rekognition.startStreamProcessor({ Name });
    for await (const record of stream) {
      records.push(record);
      if (records.length === count) break;
    }
    await rekognition.stopStreamProcessor({ Name });
    for (const track of camera.getTracks()) track.stop();
    await rekognition.close();
    return records;
  },
};
