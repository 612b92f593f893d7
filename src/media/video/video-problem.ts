/** A video that cannot be analysed; the message is a sentence for whoever chose the video. */
export class VideoProblem extends Error {
  override readonly name = 'VideoProblem';
}
