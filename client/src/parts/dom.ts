/// <reference lib="dom" />
import type { Branch, Tree } from './tree.ts';

const isOfKind = (node: ChildNode | undefined, tree: Tree): boolean =>
  typeof tree === 'string' ? node instanceof Text : node instanceof Element && node.localName === tree.tag;

const make = (tree: Tree): ChildNode =>
  typeof tree === 'string' ? document.createTextNode(tree) : document.createElement(tree.tag);

const setAttributes = (element: Element, { attributes }: Branch): void => {
  for (const { name } of [...element.attributes]) if (attributes[name] === undefined) element.removeAttribute(name);
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && element.getAttribute(name) !== value) element.setAttribute(name, value);
};

/** Makes the children what the trees say. What is the same stays, so that a screen reader does not read it again. */
export const render = (parent: ParentNode & Node, trees: readonly Tree[]): void => {
  const nodes = [...parent.childNodes];
  for (const surplus of nodes.slice(trees.length)) surplus.remove();
  for (const [index, tree] of trees.entries()) {
    const old = nodes[index];
    const node = old && isOfKind(old, tree) ? old : make(tree);
    if (node !== old) {
      if (old) old.replaceWith(node);
      else parent.append(node);
    }
    if (typeof tree === 'string') {
      if (node.textContent !== tree) node.textContent = tree;
    } else {
      setAttributes(node as Element, tree);
      render(node as Element, tree.children);
    }
  }
};
