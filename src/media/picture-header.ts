/** What the first bytes of a picture file tell before anything is decoded. */
export interface PictureHeader {
  readonly format: 'png' | 'jpeg' | 'webp';
  /** Pixels, as stored. */
  readonly width: number;
  /** Pixels, as stored. */
  readonly height: number;
}

/** A file that is no picture, or only part of one; the message completes "The picture ...". */
export class PictureFormatError extends Error {
  override readonly name = 'PictureFormatError';
}

/**
 * Reads format and size, and checks that the file has its end, because browsers decode half a file without a word.
 *
 * @throws PictureFormatError
 */
export function readPictureHeader(bytes: Uint8Array): PictureHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = [readPng, readJpeg, readWebp].map((reader) => reader(view)).find((header) => header !== undefined);
  if (!read) throw new PictureFormatError(`is neither PNG nor JPEG${guessFormat(bytes)}`);
  if (read.width < 1 || read.height < 1) throw new PictureFormatError('has no pixels');
  return read;
}

/** "\x89PNG\r\n\x1a\n" */
const PNG_SIGNATURE = [0x89504e47, 0x0d0a1a0a] as const;
const PNG_CHUNK = { header: 0x49484452, end: 0x49454e44 } as const;

function readPng(view: DataView): PictureHeader | undefined {
  if (view.byteLength < 8 || view.getUint32(0) !== PNG_SIGNATURE[0] || view.getUint32(4) !== PNG_SIGNATURE[1]) return undefined;
  if (view.byteLength < 33 || view.getUint32(12) !== PNG_CHUNK.header) throw new PictureFormatError('is a PNG without its header');
  const size = { width: view.getUint32(16), height: view.getUint32(20) };
  // Each chunk: length, type, data, check sum.
  for (let at = 8; at + 12 <= view.byteLength; at += 12 + view.getUint32(at)) {
    if (view.getUint32(at + 4) === PNG_CHUNK.end) return { format: 'png', ...size };
  }
  throw new PictureFormatError('is a PNG that ends too early');
}

const JPEG_START = 0xffd8;
const JPEG_END = 0xd9;
const JPEG_SCAN = 0xda;
/** Markers of frames, baseline to arithmetic; three numbers in between mean something else. */
const isJpegFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function readJpeg(view: DataView): PictureHeader | undefined {
  if (view.byteLength < 4 || view.getUint16(0) !== JPEG_START) return undefined;
  let size: { width: number; height: number } | undefined;
  let at = 2;
  while (at + 4 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) throw new PictureFormatError('is a JPEG with a damaged header');
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isJpegFrame(marker) && at + 9 <= view.byteLength) size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    if (marker === JPEG_SCAN) {
      if (!size) throw new PictureFormatError('is a JPEG without a frame header');
      if (!hasJpegEnd(view, at)) throw new PictureFormatError('is a JPEG that ends too early');
      return { format: 'jpeg', ...size };
    }
    at += 2 + view.getUint16(at + 2);
  }
  throw new PictureFormatError('is a JPEG that ends too early');
}

/** The end marker cannot occur inside a scan, where every 0xff is followed by zero or by a restart marker. */
function hasJpegEnd(view: DataView, from: number): boolean {
  for (let at = view.byteLength - 2; at > from; at--) {
    if (view.getUint8(at) === 0xff && view.getUint8(at + 1) === JPEG_END) return true;
  }
  return false;
}

function readWebp(view: DataView): PictureHeader | undefined {
  const text = (at: number): string => String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(at + index)));
  if (view.byteLength < 30 || text(0) !== 'RIFF' || text(8) !== 'WEBP') return undefined;
  if (view.getUint32(4, true) + 8 > view.byteLength) throw new PictureFormatError('is a WebP that ends too early');
  const kind = text(12);
  if (kind === 'VP8X') return { format: 'webp', width: 1 + uint24(view, 24), height: 1 + uint24(view, 27) };
  if (kind === 'VP8L') {
    const bits = view.getUint32(21, true);
    return { format: 'webp', width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff) };
  }
  return { format: 'webp', width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
}

/** Names what people most often pass by mistake. */
function guessFormat(bytes: Uint8Array): string {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 512)).trimStart();
  if (/^(<\?xml|<!--|<svg)/i.test(start) && /<svg/i.test(start)) return ' but SVG: draw it on a canvas and pass the canvas as Source';
  if (/^(<!doctype html|<html)/i.test(start)) return ' but a web page';
  if (start.startsWith('GIF8')) return ' but GIF';
  if (start.startsWith('BM')) return ' but BMP';
  if (start.startsWith('%PDF')) return ' but PDF';
  if (/^....ftyp(avif|avis)/s.test(start)) return ' but AVIF';
  if (/^....ftyp(heic|heix|mif1)/s.test(start)) return ' but HEIC';
  return '';
}
