import { element } from './element.ts';

/** "98.2 %", or a dash when there is no number. */
export function percentText(value: number | undefined): string {
  if (value === undefined) return '–';
  return `${value >= 99.95 ? '100' : value.toFixed(1)} %`;
}

/** A named bar from 0 to 100 with its number. */
export function meter(name: string, value: number | undefined): HTMLElement {
  const fill = element('span', { class: 'meter-fill' });
  fill.style.transform = `scaleX(${Math.min(100, Math.max(0, value ?? 0)) / 100})`;
  return element(
    'div',
    { class: 'meter' },
    element('span', { class: 'meter-name' }, name),
    element('span', { class: 'meter-track', 'aria-hidden': 'true' }, fill),
    element('span', { class: 'meter-value' }, value === undefined ? '–' : value.toFixed(value < 9.95 ? 1 : 0)),
  );
}
