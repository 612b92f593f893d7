import type { Device } from '../../src/config.ts';
import type { SharedClient } from '../shared-client.ts';
import { element, icon } from './element.ts';
import { createEraseButton } from './erase-button.ts';

const DEVICES: readonly (readonly [Device, string, string])[] = [
  ['auto', 'Automatic', 'WebGPU where it gives right answers, else WASM'],
  ['wasm', 'WASM', 'On the processor, everywhere'],
  ['webgpu', 'WebGPU', 'On the graphics card'],
];
const CHIP = 'M4 4h8v8H4zM6.5 1.5V4M9.5 1.5V4M6.5 12v2.5M9.5 12v2.5M1.5 6.5H4M1.5 9.5H4M12 6.5h2.5M12 9.5h2.5';
const THREADS = [undefined, 1, 2, 4, 8] as const;

/** Threads that the runtime can have on this page. */
function threadLimit(): number {
  return globalThis.crossOriginIsolated ? navigator.hardwareConcurrency : 1;
}

function option(group: string, label: string, note: string, checked: boolean, onChoose: () => void): HTMLElement {
  const input = element('input', { type: 'radio', name: group, checked });
  input.addEventListener('change', onChoose);
  return element('label', { class: 'menu-option' }, input, element('span', {}, element('span', {}, label), element('small', {}, note)));
}

/** A button that says where things are computed, and a menu to change that. */
export function createDeviceMenu(client: SharedClient): HTMLElement {
  const label = element('span', { class: 'device-label' });
  const sentence = element('p', { class: 'menu-note' });
  const opener = element('button', { type: 'button', class: 'device-button', popovertarget: 'device-menu' }, element('span', { class: 'device-light', 'aria-hidden': 'true' }), icon(CHIP), label);
  const devices = DEVICES.map(([device, name, note]) =>
    option('device', name, note, client.choice().device === device, () => client.choose({ ...client.choice(), device })),
  );
  const threads = THREADS.filter((count) => count === undefined || count <= Math.max(1, threadLimit())).map((count) =>
    option('threads', count === undefined ? 'Default' : String(count), '', count === client.choice().threads, () => client.choose({ ...client.choice(), threads: count })),
  );
  const menu = element(
    'div',
    { id: 'device-menu', class: 'menu', popover: 'auto' },
    element('fieldset', {}, element('legend', {}, 'Compute on'), ...devices),
    element('fieldset', { class: 'menu-threads' }, element('legend', {}, 'Threads of WASM'), ...threads),
    element('p', { class: 'menu-note' }, globalThis.crossOriginIsolated ? '' : 'This page is not cross-origin isolated, so WASM has one thread.'),
    sentence,
    createEraseButton(client, () => location.reload()),
  );

  function write(): void {
    const told = client.deviceSentence();
    label.textContent = client.deviceName() ?? DEVICES.find(([device]) => device === client.choice().device)?.[1] ?? '';
    sentence.textContent = told ?? 'Nothing is loaded before the first photo.';
    opener.title = sentence.textContent;
    opener.classList.toggle('is-ready', told !== undefined);
  }
  client.listen(write);
  write();
  return element('div', { class: 'device-part' }, opener, menu);
}
