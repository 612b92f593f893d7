import { changePicture, type PictureChange } from './picture-changes.ts';

/** A decoded picture as it leaves the page. */
export interface SentPicture {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, alpha, row by row, in base64. */
  readonly pixels: string;
}

/** What the program outside asks of the page. */
export interface PicturePage {
  /** Decodes a picture of ../shared/data, upright, and changes it as asked. */
  readonly decode: (path: string, change: PictureChange) => Promise<SentPicture>;
}

declare global {
  interface Window {
    picturePage: PicturePage;
  }
}

window.picturePage = {
  decode: async (path, change) => {
    const response = await fetch(`/shared-data/${path}`);
    if (!response.ok) throw new Error(`../shared/data/${path} could not be read: ${response.status}`);
    const context = await changePicture(await createImageBitmap(await response.blob()), change);
    const { width, height } = context.canvas;
    const { data } = context.getImageData(0, 0, width, height);
    return { width, height, pixels: await base64(data) };
  },
};

/** The browser's own encoder is the fastest way to it. */
function base64(bytes: Uint8ClampedArray<ArrayBuffer>): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('error', () => reject(reader.error ?? new Error('The pixels could not be encoded.')));
    reader.addEventListener('load', () => {
      const url = reader.result;
      if (typeof url === 'string') resolve(url.slice(url.indexOf(',') + 1));
      else reject(new TypeError('The pixels were not encoded as text.'));
    });
    reader.readAsDataURL(new Blob([bytes]));
  });
}
