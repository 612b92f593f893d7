import type { Label } from '../../src/index.ts';
import { element } from './element.ts';
import { percentText } from './meter.ts';

/** The labels of an answer, each under the nearest of its ancestors. */
export interface LabelTree {
  readonly element: HTMLElement;
  readonly show: (labels: readonly Label[]) => void;
  /** Marks labels by name, as the picture points at them. */
  readonly mark: (names: ReadonlySet<string>) => void;
}

/** A label with those that stand under it. */
export interface LabelBranch {
  readonly label: Label;
  readonly branches: readonly LabelBranch[];
}

/**
 * Puts labels under each other: each under the ancestor that has the most ancestors itself, in the order of the answer.
 * A label of several parents therefore occurs once.
 */
export function labelBranches(labels: readonly Label[]): LabelBranch[] {
  const byName = new Map(labels.map((label) => [label.Name, label]));
  const depth = (label: Label): number => label.Parents?.length ?? 0;
  const parentOf = (label: Label): Label | undefined =>
    (label.Parents ?? []).flatMap(({ Name }) => byName.get(Name) ?? []).toSorted((a, b) => depth(b) - depth(a) || (a.Name ?? '').localeCompare(b.Name ?? ''))[0];
  const parents = new Map(labels.map((label) => [label, parentOf(label)]));
  const under = (parent: Label | undefined): LabelBranch[] =>
    labels.filter((label) => parents.get(label) === parent).map((label) => ({ label, branches: under(label) }));
  return under(undefined);
}

/**
 * Makes an empty tree.
 *
 * @param onPoint the visitor points at a label, or at none
 */
export function createLabelTree(onPoint: (name: string | undefined) => void): LabelTree {
  const root = element('ul', { class: 'label-tree' });
  let rows = new Map<string, HTMLElement>();

  function row({ Name = '', Confidence, Instances = [], Categories = [] }: Label): HTMLElement {
    const fill = element('span', { class: 'meter-fill' });
    fill.style.transform = `scaleX(${(Confidence ?? 0) / 100})`;
    const node = element(
      'button',
      { type: 'button', class: 'label-row', title: Categories.map((category) => category.Name).join(', ') },
      element('span', { class: 'label-name' }, Name, ...(Instances.length > 0 ? [element('span', { class: 'label-count' }, `× ${Instances.length}`)] : [])),
      element('span', { class: 'meter-track', 'aria-hidden': 'true' }, fill),
      element('span', { class: 'label-confidence' }, percentText(Confidence)),
    );
    node.addEventListener('pointerenter', () => onPoint(Name));
    node.addEventListener('pointerleave', () => onPoint(undefined));
    node.addEventListener('focus', () => node.matches(':focus-visible') && onPoint(Name));
    node.addEventListener('blur', () => onPoint(undefined));
    rows.set(Name, node);
    return node;
  }

  function item({ label, branches }: LabelBranch): HTMLElement {
    return element('li', {}, row(label), ...(branches.length > 0 ? [element('ul', {}, ...branches.map(item))] : []));
  }

  return {
    element: root,
    show(labels) {
      rows = new Map();
      root.replaceChildren(...labelBranches(labels).map(item));
    },
    mark: (names) => {
      for (const [name, node] of rows) node.classList.toggle('is-active', names.has(name));
    },
  };
}
