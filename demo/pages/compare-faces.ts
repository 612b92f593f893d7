import type { CompareFacesMatch, CompareFacesResponse } from '../../src/index.ts';
import { createFaceFocus } from '../face-focus.ts';
import { createLatestCall, type TimedAnswer } from '../latest-call.ts';
import type { Page, Playground } from '../page.ts';
import { callFacts } from '../parts/call-facts.ts';
import { button, element } from '../parts/element.ts';
import { cutFace } from '../parts/face-thumbnail.ts';
import { createFailureNotice } from '../parts/failure-notice.ts';
import { createJsonView } from '../parts/json-view.ts';
import { createMatchLines } from '../parts/match-lines.ts';
import { percentText } from '../parts/meter.ts';
import { createPictureSide } from '../parts/picture-side.ts';
import { createProgressBar } from '../parts/progress-bar.ts';
import { createSimilarityList } from '../parts/similarity-list.ts';
import { loadSample, SAMPLE_PICTURES } from '../samples/sample-pictures.ts';

const THUMBNAIL_PIXELS = 44;
/** Two sample photos that show one person. */
const SAMPLE_PAIR = ['sample1.jpg', 'sample3.jpg'] as const;

/**
 * The answer that CompareFaces gives at `threshold`, out of its answer at 0: the rule that splits the faces is the
 * API's own (similarity >= threshold), so moving the slider costs no second look at the photos.
 */
export function splitByThreshold<Response extends CompareFacesResponse>(response: Response, threshold: number): Response {
  const compared = response.FaceMatches ?? [];
  const isMatch = (match: CompareFacesMatch): boolean => (match.Similarity ?? 0) >= threshold;
  return {
    ...response,
    FaceMatches: compared.filter(isMatch),
    UnmatchedFaces: compared.flatMap((match) => (isMatch(match) || !match.Face ? [] : match.Face)),
  };
}

function sentence(matches: number, faces: number): string {
  if (matches === 0) return faces === 1 ? 'Not the same person' : `None of ${faces} faces matches`;
  return matches === 1 ? 'One face matches' : `${matches} faces match`;
}

/** CompareFaces: the largest face of one photo, looked for in another. */
export function createCompareFacesPage({ client, announce }: Playground): Page {
  const focus = createFaceFocus();
  const sourceFocus = createFaceFocus();
  const latest = createLatestCall(client);
  const progress = createProgressBar(client);
  const failure = createFailureNotice();
  const lines = createMatchLines();
  const verdict = element('h1', { class: 'compare-title' }, 'Is this person in that photo?');
  const facts = element('div', { class: 'call-facts' });
  const ranking = createSimilarityList(focus, showThreshold);
  const json = createJsonView({ focus, faceAt });
  let response: CompareFacesResponse | undefined;

  const onFailure = (error: unknown): void => failure.show(error);
  const onTaken = (): void => void compare();
  const source = createPictureSide({
    title: 'Source',
    note: 'Its largest face is looked for.',
    invitation: 'Drop the person here',
    focus: sourceFocus,
    onTaken,
    onFailure,
  });
  const target = createPictureSide({
    title: 'Target',
    note: 'Every face in it is compared.',
    invitation: 'Drop the other photo here',
    focus,
    onTaken,
    onFailure,
  });
  const pair = button('Try a sample pair', () => void takeSamples(), { class: 'button quiet' });
  const sides = element('div', { class: 'sides' }, source.element, target.element, lines.element);
  const page = element(
    'div',
    { class: 'compare-page', 'data-state': 'empty' },
    element(
      'div',
      { class: 'compare-main' },
      element('header', { class: 'compare-header' }, verdict, pair, facts),
      failure.element,
      sides,
      progress.element,
      ranking.element,
    ),
    json.element,
  );

  function faceAt([list, index, ...rest]: readonly (string | number)[]): number | undefined {
    if (typeof index !== 'number' || rest.length > 0) return undefined;
    if (list === 'FaceMatches') return index;
    // Unmatched faces follow the matches, as in the ranking.
    if (list === 'UnmatchedFaces') return index + matchCount();
    return undefined;
  }

  function matchCount(): number {
    return response?.FaceMatches?.filter((match) => (match.Similarity ?? 0) >= ranking.threshold()).length ?? 0;
  }

  async function takeSamples(): Promise<void> {
    try {
      const chosen = SAMPLE_PAIR.flatMap((file) => SAMPLE_PICTURES.find((sample) => sample.file === file) ?? []);
      const [first, second] = await Promise.all(chosen.map((sample) => loadSample(sample)));
      if (first && second) await Promise.all([source.take(first), target.take(second)]);
    } catch (error) {
      failure.show(error);
    }
  }

  function clearAnswer(): void {
    response = undefined;
    focus.reset();
    for (const side of [source, target]) side.overlay.show([]);
    lines.draw([]);
    ranking.show([]);
    facts.replaceChildren();
    page.dataset['state'] = 'empty';
  }

  function setBusy(busy: boolean): void {
    for (const side of [source, target]) side.stage.setBusy(busy);
    if (busy) progress.start('Comparing faces');
    else progress.stop();
  }

  async function compare(): Promise<void> {
    const pictures = { source: source.picture(), target: target.picture() };
    clearAnswer();
    failure.hide();
    if (!pictures.source || !pictures.target) return;
    const request = {
      SourceImage: { Source: source.stage.source(pictures.source) },
      TargetImage: { Source: target.stage.source(pictures.target) },
      // Everything with its similarity: the slider then needs no further call.
      SimilarityThreshold: 0,
    };
    setBusy(true);
    try {
      const timed = await latest.run((abortSignal) => client.rekognition().compareFaces(request, { abortSignal }));
      if (!timed) return;
      show(timed);
    } catch (error) {
      json.show('CompareFaces');
      verdict.textContent = 'Is this person in that photo?';
      failure.show(error, () => void compare());
    }
    setBusy(false);
  }

  function show(timed: TimedAnswer<CompareFacesResponse>): void {
    const { answer } = timed;
    response = answer;
    page.dataset['state'] = 'answer';
    const compared = answer.FaceMatches ?? [];
    ranking.show(
      compared.map((match) => ({
        similarity: match.Similarity ?? 0,
        thumbnail: cutFace(target.stage.image, match.Face?.BoundingBox ?? {}, THUMBNAIL_PIXELS),
      })),
    );
    facts.replaceChildren(...callFacts(client, timed), button('Run again', () => void compare(), { class: 'button small quiet' }));
    showThreshold(ranking.threshold());
    announce(`${verdict.textContent}, in ${Math.round(timed.milliseconds)} milliseconds.`);
  }

  function showThreshold(threshold: number): void {
    if (!response) return;
    const compared = response.FaceMatches ?? [];
    verdict.textContent = sentence(matchCount(), compared.length);
    source.overlay.show([
      { box: response.SourceImageFace?.BoundingBox ?? {}, tag: 'Looked for', description: 'The largest face, which is looked for', tone: 'source' },
    ]);
    target.overlay.show(
      compared.map(({ Similarity = 0, Face }) => ({
        box: Face?.BoundingBox ?? {},
        landmarks: Face?.Landmarks,
        tag: percentText(Similarity),
        description: `Face with a similarity of ${percentText(Similarity)}`,
        tone: Similarity >= threshold ? 'match' : 'other',
      })),
    );
    json.show('CompareFaces', splitByThreshold(response, threshold));
    drawLines();
  }

  function drawLines(): void {
    const from = source.overlay.markOf(0);
    if (!from || !response) return;
    const matches = Array.from({ length: matchCount() }, (_, index) => ({ index, to: target.overlay.markOf(index) }));
    lines.draw(matches.flatMap(({ index, to }) => (to ? [{ from, to, isActive: index === focus.active() }] : [])));
  }

  focus.listen(drawLines);
  new ResizeObserver(drawLines).observe(sides);
  client.listen((event) => {
    if (event === undefined && page.isConnected) void compare();
  });

  function sideAt(at: { readonly x: number; readonly y: number } | undefined): typeof source {
    if (!at) return source.picture() ? target : source;
    const { left, right, top, bottom } = target.element.getBoundingClientRect();
    return at.x >= left && at.x <= right && at.y >= top && at.y <= bottom ? target : source;
  }

  return {
    element: page,
    takePictures: ([first, second], at) => {
      if (first && second) void Promise.all([source.take(first), target.take(second)]);
      else if (first) void sideAt(at).take(first);
    },
    shown: drawLines,
    hidden: () => {
      latest.abort();
      setBusy(false);
    },
  };
}
