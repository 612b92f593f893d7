/** Attribute values: `true` writes an empty attribute, `false` and `undefined` none. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

function write(node: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? '' : String(value));
  }
}

/** Makes an HTML element with attributes and children. Style belongs to the style sheets: their policy forbids a `style` attribute. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const node = document.createElement(name);
  write(node, attributes);
  node.append(...children);
  return node;
}

/** Makes an SVG element with attributes and children. */
export function svg<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: Node[]
): SVGElementTagNameMap[Name] {
  const node = document.createElementNS('http://www.w3.org/2000/svg', name);
  write(node, attributes);
  node.append(...children);
  return node;
}

/** Makes a button; `label` is its text. */
export function button(label: string, onPress: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const node = element('button', { type: 'button', class: 'button', ...attributes }, label);
  node.addEventListener('click', onPress);
  return node;
}

/** Makes a button that stays pressed until pressed again. */
export function toggle(label: string, pressed: boolean, onChange: (pressed: boolean) => void, attributes: Attributes = {}): HTMLButtonElement {
  const node = button(
    label,
    () => {
      const next = node.getAttribute('aria-pressed') !== 'true';
      node.setAttribute('aria-pressed', String(next));
      onChange(next);
    },
    { class: 'button toggle', 'aria-pressed': String(pressed), ...attributes },
  );
  return node;
}

/** Makes one of the drawn icons: strokes on a 16 x 16 grid, in the colour of the text. */
export function icon(path: string): SVGSVGElement {
  return svg('svg', { class: 'icon', viewBox: '0 0 16 16', 'aria-hidden': 'true' }, svg('path', { d: path }));
}
