import type { HumanLoop } from '../../src/index.ts';
import type { SharedClient } from '../shared-client.ts';
import { button, element } from './element.ts';
import { percentText } from './meter.ts';

/** The page's human loops, to be answered. */
export interface ReviewQueue {
  readonly element: HTMLElement;
  /** Reads the queue again. */
  readonly refresh: () => Promise<void>;
}

/** What a reviewer decides; stored as the answer's content. */
type Decision = 'allow' | 'block';
const DECIDED: Readonly<Record<Decision, string>> = { allow: 'Allowed', block: 'Blocked' };

function decisionOf({ AnswerContent: content }: HumanLoop): Decision | undefined {
  if (typeof content !== 'object' || content === null || !('decision' in content)) return undefined;
  return content.decision === 'allow' || content.decision === 'block' ? content.decision : undefined;
}

/** Makes an empty queue; `onFailure` is told when the browser's storage refuses. */
export function createReviewQueue(client: SharedClient, onFailure: (error: unknown) => void): ReviewQueue {
  const list = element('ol', { class: 'review-list' });
  const title = element('h2', {});
  const queue = element('section', { class: 'review-queue', 'aria-label': 'Review queue' }, element('header', {}, title), list);
  let urls: string[] = [];

  function change(act: () => Promise<unknown>): void {
    act().then(refresh, onFailure);
  }

  function thumbnail({ Thumbnail: blob }: HumanLoop): HTMLElement {
    if (!blob) return element('span', { class: 'review-thumbnail' });
    const url = URL.createObjectURL(blob);
    urls.push(url);
    const node = element('button', { type: 'button', class: 'review-thumbnail is-veiled', title: 'Show' }, element('img', { src: url, alt: 'The picture under review' }));
    node.addEventListener('click', () => node.classList.toggle('is-veiled'));
    return node;
  }

  function entry(loop: HumanLoop): HTMLElement {
    const { humanLoops } = client.rekognition();
    const { HumanLoopName: name, ModerationLabels: labels } = loop;
    const answer = (decision: Decision): HTMLButtonElement =>
      button(decision === 'allow' ? 'Allow' : 'Block', () => change(() => humanLoops.answer(name, { decision })), { class: 'button small' });
    const decided = decisionOf(loop);
    const children = labels.filter(({ ParentName }) => ParentName !== '');
    return element(
      'li',
      {},
      thumbnail(loop),
      element(
        'div',
        { class: 'review-text' },
        element('span', { class: 'review-labels' }, children.map(({ Name, Confidence }) => `${Name} ${percentText(Confidence)}`).join(', ')),
        element('span', { class: 'review-time' }, loop.CreationTime.toLocaleString()),
        element(
          'div',
          { class: 'review-actions' },
          ...(decided ? [element('strong', { class: `review-decision is-${decided}` }, DECIDED[decided])] : [answer('allow'), answer('block')]),
          button('Delete', () => change(() => humanLoops.delete(name)), { class: 'button small quiet' }),
        ),
      ),
    );
  }

  async function refresh(): Promise<void> {
    const loops = await client.rekognition().humanLoops.list();
    for (const url of urls) URL.revokeObjectURL(url);
    urls = [];
    const waiting = loops.filter(({ HumanLoopStatus }) => HumanLoopStatus === 'InProgress');
    title.textContent = waiting.length === 0 ? 'Nothing waits for review' : `${waiting.length} to review`;
    list.replaceChildren(...[...waiting, ...loops.filter((loop) => !waiting.includes(loop)).toReversed()].map(entry));
  }

  return { element: queue, refresh };
}
