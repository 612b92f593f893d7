import type { Emotion, FaceDecision, FaceDetail } from '../../src/index.ts';
import type { FaceFocus } from '../face-focus.ts';
import { element } from './element.ts';
import { headPose } from './head-pose.ts';
import { meter, percentText } from './meter.ts';

/** Emotions under this many percent are told in one line. */
const EMOTION_FLOOR = 1;

type Decision = readonly [yes: string, no: string, decision: FaceDecision | undefined];

function decisions(face: FaceDetail): readonly Decision[] {
  return [
    ['Smiles', 'No smile', face.Smile],
    ['Eyes open', 'Eyes closed', face.EyesOpen],
    ['Mouth open', 'Mouth closed', face.MouthOpen],
    ['Eyeglasses', 'No eyeglasses', face.Eyeglasses],
    ['Sunglasses', 'No sunglasses', face.Sunglasses],
    ['Beard', 'No beard', face.Beard],
    ['Mustache', 'No mustache', face.Mustache],
  ];
}

/** "24–33 years, looks female": what the list and screen readers say of a face. */
export function faceSummary(face: FaceDetail): string {
  const parts: string[] = [];
  if (face.AgeRange) parts.push(`${face.AgeRange.Low ?? '?'}–${face.AgeRange.High ?? '?'} years`);
  if (face.Gender?.Value) parts.push(`looks ${face.Gender.Value.toLowerCase()}`);
  return parts.join(', ');
}

/** "FEAR" as a person writes it. */
function emotionName(emotion: Emotion): string {
  const name = emotion.Type ?? 'UNKNOWN';
  return name.charAt(0) + name.slice(1).toLowerCase();
}

function emotionBars(emotions: readonly Emotion[]): HTMLElement {
  const sorted = emotions.toSorted((a, b) => (b.Confidence ?? 0) - (a.Confidence ?? 0));
  const shown = sorted.filter((emotion, index) => index === 0 || (emotion.Confidence ?? 0) >= EMOTION_FLOOR);
  const rest = sorted.length - shown.length;
  const bars = shown.map((emotion) => meter(emotionName(emotion), emotion.Confidence));
  if (rest > 0) bars.push(element('p', { class: 'meter-rest' }, `${rest} more under ${EMOTION_FLOOR} %`));
  return element('div', { class: 'meters' }, ...bars);
}

function decisionRow(text: string, isYes: boolean, confidence: number | undefined): HTMLElement {
  return element(
    'li',
    { class: isYes ? 'decision is-yes' : 'decision is-no' },
    element('span', { class: 'decision-mark', 'aria-hidden': 'true' }),
    element('span', { class: 'decision-name' }, text),
    element('span', { class: 'decision-value' }, percentText(confidence)),
  );
}

function decisionList(face: FaceDetail): HTMLElement {
  const rows = decisions(face).flatMap(([yes, no, decision]) =>
    decision ? decisionRow(decision.Value ? yes : no, decision.Value ?? false, decision.Confidence) : [],
  );
  if (face.Gender?.Value) rows.unshift(decisionRow(`Looks ${face.Gender.Value.toLowerCase()}`, true, face.Gender.Confidence));
  return element('ul', { class: 'decisions' }, ...rows);
}

function section(title: string, ...content: HTMLElement[]): HTMLElement {
  return element('section', { class: 'card-section' }, element('h2', {}, title), ...content);
}

function body(face: FaceDetail): HTMLElement {
  const node = element('div', { class: 'card-body' });
  if (face.Emotions?.length) node.append(section('Expression', emotionBars(face.Emotions)));
  if (face.Smile) node.append(section('Attributes', decisionList(face)));
  if (face.Pose) node.append(section('Pose', headPose(face.Pose)));
  if (face.Quality) {
    node.append(section('Quality', element('div', { class: 'meters' }, meter('Brightness', face.Quality.Brightness), meter('Sharpness', face.Quality.Sharpness))));
  }
  return node;
}

/** A face of the list: a head line that opens, and everything told of the face below it. */
export interface FaceCard {
  readonly element: HTMLElement;
  /** Opens it at once, so that it has its height when the list scrolls to it. */
  readonly open: () => void;
}

/** Makes a closed card. */
export function faceCard(face: FaceDetail, index: number, thumbnail: HTMLElement, focus: FaceFocus): FaceCard {
  const head = element(
    'summary',
    { class: 'card-head' },
    thumbnail,
    element(
      'span',
      { class: 'card-title' },
      element('span', { class: 'card-name' }, `Face ${index + 1}`),
      element('span', { class: 'card-summary' }, faceSummary(face)),
    ),
    element('span', { class: 'card-confidence', title: 'Confidence that this is a face' }, percentText(face.Confidence)),
  );
  // One name for all: opening a card closes the one before, and the list stays short enough to find faces in.
  const card = element('details', { class: 'face-card', name: 'face-card' }, head);
  const fill = (): void => {
    if (card.childElementCount === 1) card.append(body(face));
  };
  card.addEventListener('toggle', () => card.open && fill());
  card.addEventListener('pointerenter', () => focus.point(index, 'cards'));
  card.addEventListener('pointerleave', () => focus.point(undefined, 'cards'));
  head.addEventListener('focus', () => head.matches(':focus-visible') && focus.point(index, 'cards'));
  head.addEventListener('blur', () => focus.point(undefined, 'cards'));
  return {
    element: card,
    open: () => {
      fill();
      card.open = true;
    },
  };
}
