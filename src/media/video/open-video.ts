import { openDecodedVideo } from './decoded-video.ts';
import { openExclusiveVideo, openHiddenVideo } from './element-video.ts';
import { openMediaFile } from './media-file.ts';
import type { OpenVideo } from './video.ts';
import type { VideoPlace } from './video-place.ts';
import { VideoProblem } from './video-problem.ts';

/** How frames may be read. `auto`: by the decoder where the file can be opened by it, else through an element. */
export type FramePath = 'auto' | 'decoder' | 'element';

/** The 6 hours of the API. Seconds. */
const LONGEST = 6 * 60 * 60;

/** Opens a video by the fastest path that reads it. Throws VideoProblem. */
export async function openVideo(place: VideoPlace, path: FramePath): Promise<OpenVideo> {
  const video = await open(place, path);
  if (video.facts.duration <= LONGEST) return video;
  video.close();
  throw new VideoProblem('The video is longer than 6 hours: cut it into parts.');
}

async function open(place: VideoPlace, path: FramePath): Promise<OpenVideo> {
  if ('element' in place) return openExclusiveVideo(place.element);
  const file = await openMediaFile(await bytesOf(place));
  if (file?.decodable && path !== 'element') return openDecodedVideo(file);
  file?.close();
  if (path === 'decoder') {
    const what = file?.facts.codec ?? 'this kind of file';
    throw new VideoProblem(`The browser's decoder cannot decode ${what}. Convert it to MP4 with H.264 or to WebM with VP9.`);
  }
  return openHiddenVideo(place, file?.facts);
}

/** The file of a `blob:` URL, which is there at once; every other URL is read in parts. */
async function bytesOf(place: Blob | URL): Promise<Blob | URL> {
  if (place instanceof Blob || place.protocol !== 'blob:') return place;
  try {
    return await (await fetch(place)).blob();
  } catch (error) {
    throw new VideoProblem(
      'The <video> plays something that only it can open (a MediaSource or a revoked URL): pass { element, exclusive: true } to let the job seek in it.',
      { cause: error },
    );
  }
}
