import { button, element } from './element.ts';

/** Asks before something is lost. `action` is the text of the button that does it. */
export function confirmLoss(question: string, action: string): Promise<boolean> {
  const dialog = element('dialog', { class: 'confirmation', 'aria-label': question });
  const agree = button(action, () => dialog.close('yes'), { class: 'button danger' });
  const keep = button('Keep', () => dialog.close(), { class: 'button primary', autofocus: true });
  dialog.append(element('p', {}, question), element('div', { class: 'confirmation-actions' }, agree, keep));
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    dialog.showModal();
  });
}
