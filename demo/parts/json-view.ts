import type { FaceFocus } from '../face-focus.ts';
import { button, element } from './element.ts';

type Path = readonly (string | number)[];

/** What links members of the answer with faces of the photo. */
export interface JsonLink {
  readonly focus: FaceFocus;
  /** The face that a member of the answer tells of, if it tells of one: `['FaceDetails', 2]` is face 2. */
  readonly faceAt: (path: Path) => number | undefined;
}

/** The answer of a call as a tree with colours. */
export interface JsonView {
  readonly element: HTMLElement;
  /** Shows an answer; `operation` is written above it. Without an answer the view is empty. */
  readonly show: (operation: string, answer?: object) => void;
}

const INLINE_CHARACTERS = 76;
const SHOWN_DECIMALS = 4;
/** Longer lists inside a face, such as its landmarks, start closed. */
const OPEN_ITEMS = 8;
const OPEN_FACES = 3;
const COPIED_MILLISECONDS = 1600;

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof Date);
}

function entriesOf(value: object): [string | number, unknown][] {
  if (Array.isArray(value)) return value.map((item: unknown, index): [number, unknown] => [index, item]);
  return Object.entries(value).filter(([, member]) => member !== undefined);
}

function leafText(value: unknown): string {
  if (typeof value === 'number') return String(Number(value.toFixed(SHOWN_DECIMALS)));
  return JSON.stringify(value) ?? 'null';
}

function leaf(value: unknown): HTMLElement {
  const kind = value === null ? 'null' : value instanceof Date ? 'string' : typeof value;
  return element('span', { class: `json-${kind}` }, leafText(value));
}

function keyOf(key: string | number | undefined): (Node | string)[] {
  return typeof key === 'string' ? [element('span', { class: 'json-key' }, JSON.stringify(key)), ': '] : [];
}

function fitsOneLine(value: object): boolean {
  const entries = entriesOf(value);
  if (entries.some(([, member]) => isBranch(member))) return false;
  const text = entries.map(([key, member]) => `"${key}": ${leafText(member)}`).join(', ');
  return text.length <= INLINE_CHARACTERS;
}

function inline(value: object): (Node | string)[] {
  const isList = Array.isArray(value);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  const parts: (Node | string)[] = [];
  for (const [key, member] of entriesOf(value)) parts.push(parts.length > 0 ? ', ' : '', ...keyOf(isList ? undefined : key), leaf(member));
  return parts.length === 0 ? [`${open}${close}`] : [`${open} `, ...parts, ` ${close}`];
}

function startsOpen(path: Path, value: object, parentLength: number): boolean {
  const key = path.at(-1);
  if (key === '$metadata') return false;
  if (typeof key === 'number' && path.length === 2) return parentLength <= OPEN_FACES || key === 0;
  return path.length < 2 || entriesOf(value).length <= OPEN_ITEMS;
}

function summaryOf(value: object): string {
  const count = entriesOf(value).length;
  return Array.isArray(value) ? `[ ${count} ]` : '{ … }';
}

/** Makes an empty view. */
export function createJsonView(link?: JsonLink): JsonView {
  const operationNode = element('code', { class: 'json-operation' });
  const body = element('div', { class: 'json-body', tabindex: 0, role: 'group', 'aria-label': 'Answer as JSON' });
  const copy = button('Copy', () => void copyAnswer(), { class: 'button small quiet', hidden: true });
  const view = element('section', { class: 'json-view', 'aria-label': 'Answer' }, element('header', { class: 'panel-header' }, operationNode, copy), body);
  let current: unknown;
  let linked = new Map<number, HTMLElement>();
  const fillers = new WeakMap<HTMLDetailsElement, () => void>();

  async function copyAnswer(): Promise<void> {
    try {
      await navigator.clipboard.writeText(JSON.stringify(current, null, 2));
      copy.textContent = 'Copied';
    } catch {
      copy.textContent = 'Not allowed';
    }
    setTimeout(() => (copy.textContent = 'Copy'), COPIED_MILLISECONDS);
  }

  /** The event `toggle` comes too late for what has to be scrolled to at once. */
  function open(node: HTMLDetailsElement): void {
    fillers.get(node)?.();
    node.open = true;
  }

  function branch(path: Path, key: string | number | undefined, value: object, parentLength: number, comma: string): HTMLElement {
    const [opening, closing] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
    const children = element('div', { class: 'json-children' });
    const node = element(
      'details',
      { class: 'json-branch' },
      element('summary', {}, ...keyOf(key), element('span', { class: 'json-when-open' }, opening), element('span', { class: 'json-when-closed' }, summaryOf(value) + comma)),
      children,
      element('div', { class: 'json-line json-close' }, closing + comma),
    );
    // Built when first opened: a crowd's landmarks would be thousands of lines that nobody looks at.
    const fill = (): void => {
      if (children.childElementCount === 0) children.append(...lines(path, value));
    };
    fillers.set(node, fill);
    node.addEventListener('toggle', () => node.open && fill());
    if (startsOpen(path, value, parentLength)) open(node);
    return node;
  }

  function lines(path: Path, value: object): HTMLElement[] {
    const entries = entriesOf(value);
    return entries.map(([key, member], index) => {
      const comma = index + 1 < entries.length ? ',' : '';
      const at = [...path, key];
      const shownKey = Array.isArray(value) ? undefined : key;
      const line =
        isBranch(member) && !fitsOneLine(member)
          ? branch(at, shownKey, member, entries.length, comma)
          : element('div', { class: 'json-line' }, ...keyOf(shownKey), ...(isBranch(member) ? inline(member) : [leaf(member)]), comma);
      attach(line, at);
      return line;
    });
  }

  function attach(line: HTMLElement, path: Path): void {
    const face = link?.faceAt(path);
    if (link === undefined || face === undefined) return;
    linked.set(face, line);
    line.classList.add('json-face');
    line.addEventListener('pointerenter', () => link.focus.point(face, 'json'));
    line.addEventListener('pointerleave', () => link.focus.point(undefined, 'json'));
  }

  link?.focus.listen((active, from) => {
    for (const [face, line] of linked) line.classList.toggle('is-active', face === active);
    const line = active === undefined ? undefined : linked.get(active);
    if (line instanceof HTMLDetailsElement && active === link.focus.chosen()) open(line);
    // Scrolled by hand: scrollIntoView would move the whole page as well.
    if (line && from !== 'json') body.scrollTo({ top: line.offsetTop - body.clientHeight / 8 });
  });

  return {
    element: view,
    show(operation, answer) {
      current = answer;
      linked = new Map();
      operationNode.textContent = operation;
      copy.hidden = answer === undefined;
      body.replaceChildren();
      if (answer !== undefined) {
        body.append(
          element('div', { class: 'json-line' }, '{'),
          element('div', { class: 'json-children is-root' }, ...lines([], answer)),
          element('div', { class: 'json-line' }, '}'),
        );
      }
      body.scrollTop = 0;
    },
  };
}
