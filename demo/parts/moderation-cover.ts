import { element } from './element.ts';

/** A veil over a picture that may show what somebody does not want to see. */
export interface ModerationCover {
  readonly element: HTMLElement;
  /** Veils the picture while nothing is known of it. */
  readonly wait: () => void;
  /** Takes the veil away, or leaves it with the reason until it is clicked. */
  readonly tell: (reason: string | undefined) => void;
}

/** Makes the veil; it is an overlay of the picture stage. */
export function createModerationCover(): ModerationCover {
  const reason = element('span', { class: 'cover-reason' });
  const hint = element('span', { class: 'cover-hint' }, 'Click to show the picture');
  const cover = element('button', { type: 'button', class: 'overlay moderation-cover', hidden: true }, reason, hint);
  cover.addEventListener('click', () => {
    if (!cover.classList.contains('is-waiting')) cover.hidden = true;
  });
  return {
    element: cover,
    wait() {
      cover.hidden = false;
      cover.classList.add('is-waiting');
      reason.textContent = '';
    },
    tell(found) {
      cover.classList.remove('is-waiting');
      cover.hidden = found === undefined;
      reason.textContent = found ?? '';
    },
  };
}
