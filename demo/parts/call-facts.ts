import type { TimedAnswer } from '../latest-call.ts';
import type { SharedClient } from '../shared-client.ts';
import { element } from './element.ts';

const SECOND = 1000;

/** "412 ms" or "3.2 s". */
export function duration(milliseconds: number): string {
  return milliseconds < 10 * SECOND ? `${Math.round(milliseconds).toLocaleString('en')} ms` : `${(milliseconds / SECOND).toFixed(1)} s`;
}

/** How long a call took and on what it ran. */
export function callFacts(client: SharedClient, { milliseconds, withLoading }: TimedAnswer<unknown>): HTMLElement[] {
  const facts = [element('strong', { class: 'call-time' }, duration(milliseconds))];
  const device = client.deviceName();
  if (device !== undefined) facts.push(element('span', { class: 'call-device', title: client.deviceSentence() }, withLoading ? `on ${device}, loading the models included` : `on ${device}`));
  return facts;
}
