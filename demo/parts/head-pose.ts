import type { Pose } from '../../src/index.ts';
import { element, svg } from './element.ts';

const RADIUS = 20;
const NOSE_LENGTH = 27;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/**
 * Half an ellipse: the line on a globe that faces the viewer once the globe is turned by `degrees`.
 * A positive turn bulges to the right of the picture.
 */
function meridian(degrees: number): string {
  const bulge = RADIUS * Math.sin(radians(degrees));
  return `M0 ${-RADIUS}A${Math.abs(bulge).toFixed(2)} ${RADIUS} 0 0 ${bulge >= 0 ? 1 : 0} 0 ${RADIUS}`;
}

/** The same for the equator; a positive turn bulges upwards, as a face looking up shows it. */
function equator(degrees: number): string {
  const bulge = RADIUS * Math.sin(radians(degrees));
  return `M${-RADIUS} 0A${RADIUS} ${Math.abs(bulge).toFixed(2)} 0 0 ${bulge >= 0 ? 1 : 0} ${RADIUS} 0`;
}

function drawing({ Roll = 0, Yaw = 0, Pitch = 0 }: Pose): SVGSVGElement {
  const nose = {
    x: NOSE_LENGTH * Math.sin(radians(Yaw)) * Math.cos(radians(Pitch)),
    y: -NOSE_LENGTH * Math.sin(radians(Pitch)),
  };
  const head = svg(
    'g',
    { transform: `rotate(${Roll.toFixed(1)})` },
    svg('ellipse', { class: 'pose-head', rx: RADIUS, ry: RADIUS }),
    svg('path', { class: 'pose-line', d: meridian(Yaw) }),
    svg('path', { class: 'pose-line', d: equator(Pitch) }),
    svg('path', { class: 'pose-nose', d: `M0 0L${nose.x.toFixed(2)} ${nose.y.toFixed(2)}` }),
    svg('circle', { class: 'pose-tip', r: 2.4, cx: nose.x.toFixed(2), cy: nose.y.toFixed(2) }),
  );
  return svg('svg', { class: 'pose-drawing', viewBox: '-30 -26 60 52', 'aria-hidden': 'true' }, head);
}

function degreesText(degrees: number | undefined): string {
  if (degrees === undefined) return '–';
  const whole = Math.round(degrees);
  return `${whole < 0 ? '−' : ''}${Math.abs(whole)}°`;
}

function angle(name: string, degrees: number | undefined): HTMLElement[] {
  return [element('dt', {}, name), element('dd', {}, degreesText(degrees))];
}

/** A head drawn as a globe turned by the pose, with its three angles beside it. */
export function headPose(pose: Pose): HTMLElement {
  return element(
    'div',
    { class: 'pose' },
    drawing(pose),
    element('dl', { class: 'pose-angles' }, ...angle('Yaw', pose.Yaw), ...angle('Pitch', pose.Pitch), ...angle('Roll', pose.Roll)),
  );
}
