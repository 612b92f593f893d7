import type { SharedClient } from '../shared-client.ts';
import { confirmLoss } from './confirmation.ts';
import { button } from './element.ts';
import { eraseThumbnails } from './thumbnail-store.ts';

const QUESTION = 'Erase all that this site keeps in this browser: collections, trained models, videos analysed, reviews, pictures of faces and downloaded models?';

/** A button that erases what library and playground keep of this site, after asking. `done` shows a playground without it. */
export function createEraseButton(client: SharedClient, done: () => void): HTMLButtonElement {
  async function erase(): Promise<void> {
    if (!(await confirmLoss(QUESTION, 'Erase everything'))) return;
    self.disabled = true;
    try {
      await client.rekognition().eraseEverything();
      await eraseThumbnails();
      done();
    } catch (error) {
      // The sentence of the library says what to do, such as closing other tabs.
      self.textContent = error instanceof Error ? error.message : String(error);
      // The question has closed the menu in which the button is.
      self.closest<HTMLElement>('[popover]')?.showPopover();
    } finally {
      self.disabled = false;
    }
  }
  const self = button('Erase everything ...', () => void erase(), { class: 'button danger' });
  return self;
}
