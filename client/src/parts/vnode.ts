import { h, type VNode } from 'vue';
import type { Branch } from './tree.ts';

/**
 * Text alone is the element's own content, not a node beside others: a browser that translates the page replaces text
 * nodes, and Vue would go on writing into those that are gone.
 */
export const vnodeOf = ({ tag, attributes, children }: Branch): VNode => {
  const [first] = children;
  if (children.length === 1 && typeof first === 'string') return h(tag, attributes, first);
  return h(
    tag,
    attributes,
    children.map((child) => (typeof child === 'string' ? child : vnodeOf(child))),
  );
};
