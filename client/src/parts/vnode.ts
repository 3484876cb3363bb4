import { h, type VNode } from 'vue';
import type { Branch } from './tree.ts';

export const vnodeOf = ({ tag, attributes, children }: Branch): VNode =>
  h(
    tag,
    attributes,
    children.map((child) => (typeof child === 'string' ? child : vnodeOf(child))),
  );
