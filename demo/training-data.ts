import type { Buckets } from '../src/index.ts';
import type { MarkedPhoto } from './parts/box-editor.ts';
import type { LabelFolder } from './parts/label-folders.ts';

/** Stores folders of pictures in a bucket; gives the lines of their manifest. */
export async function storeFolders(buckets: Buckets, bucket: string, folders: readonly LabelFolder[]): Promise<string[]> {
  const lines: string[] = [];
  for (const { label, pictures } of folders) {
    for (const [index, picture] of pictures.entries()) {
      const Name = `pictures/${label}/${index}-${picture.name}`;
      await buckets.put({ Bucket: bucket, Name }, picture);
      lines.push(JSON.stringify({ 'source-ref': `s3://${bucket}/${Name}`, label: 1, 'label-metadata': { 'class-name': label, confidence: 1, type: 'groundtruth/image-classification' } }));
    }
  }
  return lines;
}

/** Stores photos with boxes in a bucket; gives the lines of their manifest. */
export async function storePhotos(buckets: Buckets, bucket: string, photos: readonly MarkedPhoto[]): Promise<string[]> {
  const labels = [...new Set(photos.flatMap(({ boxes }) => boxes.map(({ label }) => label)))].toSorted();
  const lines: string[] = [];
  for (const [index, { picture, boxes }] of photos.entries()) {
    const Name = `photos/${index}-${picture.name}`;
    await buckets.put({ Bucket: bucket, Name }, picture);
    const { width, height } = await uprightSize(picture);
    const annotations = boxes.map(({ label, box: { Left = 0, Top = 0, Width = 0, Height = 0 } }) => ({
      class_id: labels.indexOf(label), left: Left * width, top: Top * height, width: Width * width, height: Height * height,
    }));
    lines.push(
      JSON.stringify({
        'source-ref': `s3://${bucket}/${Name}`,
        boxes: { image_size: [{ width, height, depth: 3 }], annotations },
        'boxes-metadata': { objects: boxes.map(() => ({ confidence: 1 })), 'class-map': Object.fromEntries(labels.entries()), type: 'groundtruth/object-detection' },
      }),
    );
  }
  return lines;
}

/** Size as the library sees a picture: JPEGs are turned upright, PNGs are taken as they are stored. */
async function uprightSize(picture: File): Promise<{ readonly width: number; readonly height: number }> {
  const bitmap = await createImageBitmap(picture, { imageOrientation: picture.type === 'image/png' ? 'none' : 'from-image' });
  const { width, height } = bitmap;
  bitmap.close();
  return { width, height };
}
