import { element } from './element.ts';

/** A named slider with its number, in percent. */
export interface Slider {
  readonly element: HTMLElement;
  readonly value: () => number;
}

/** Makes a slider from 0. `onChange` is called when it has been let go, because a call takes a moment. */
export function createSlider(name: string, most: number, step: number, start: number, onChange: () => void): Slider {
  const shown = element('span', { class: 'threshold-value' });
  const input = element('input', { class: 'threshold-slider', type: 'range', min: 0, max: most, step, value: start, 'aria-label': name });
  const tell = (): void => {
    shown.textContent = `${Number(input.value)} %`;
  };
  input.addEventListener('input', tell);
  input.addEventListener('change', onChange);
  tell();
  return { element: element('label', { class: 'text-filter' }, element('span', {}, name), input, shown), value: () => Number(input.value) };
}
