import { svg } from './element.ts';

/** One line from the source face to a target face. */
export interface MatchLine {
  readonly from: HTMLElement;
  readonly to: HTMLElement;
  readonly isActive: boolean;
}

/** Lines between faces of two photos that stand side by side. */
export interface MatchLines {
  readonly element: SVGSVGElement;
  /** Draws anew; also needed after anything has moved. */
  readonly draw: (lines: readonly MatchLine[]) => void;
}

interface Place {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function curve(from: Place, to: Place): string {
  const start = { x: from.right, y: (from.top + from.bottom) / 2 };
  const end = { x: to.left, y: (to.top + to.bottom) / 2 };
  const bend = (end.x - start.x) / 2;
  return `M${start.x} ${start.y}C${start.x + bend} ${start.y} ${end.x - bend} ${end.y} ${end.x} ${end.y}`;
}

/** Makes an empty drawing that lies over its parent. */
export function createMatchLines(): MatchLines {
  const drawing = svg('svg', { class: 'match-lines', 'aria-hidden': 'true' });

  function placeOf(node: HTMLElement): Place {
    const frame = drawing.getBoundingClientRect();
    const { left, right, top, bottom } = node.getBoundingClientRect();
    return { left: left - frame.left, right: right - frame.left, top: top - frame.top, bottom: bottom - frame.top };
  }

  return {
    element: drawing,
    draw(lines) {
      const paths = lines.flatMap(({ from, to, isActive }) => {
        const d = curve(placeOf(from), placeOf(to));
        return [svg('path', { class: 'match-halo', d }), svg('path', { class: isActive ? 'match-line is-active' : 'match-line', d })];
      });
      drawing.replaceChildren(...paths);
    },
  };
}
