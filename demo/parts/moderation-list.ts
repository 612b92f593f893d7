import type { ModerationLabel } from '../../src/index.ts';
import { element } from './element.ts';
import { meter } from './meter.ts';

/** Labels as two levels: each parent with its children, every one with a bar. */
export function moderationList(labels: readonly ModerationLabel[]): HTMLElement {
  const parents = labels.filter(({ ParentName }) => ParentName === '');
  return element(
    'ul',
    { class: 'moderation-list' },
    ...parents.map((parent) =>
      element(
        'li',
        {},
        meter(parent.Name ?? '', parent.Confidence),
        element(
          'ul',
          {},
          ...labels.filter(({ ParentName }) => ParentName === parent.Name).map((child) => element('li', {}, meter(child.Name ?? '', child.Confidence))),
        ),
      ),
    ),
  );
}
