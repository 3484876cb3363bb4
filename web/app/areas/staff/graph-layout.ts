import { Graph, layout } from '@dagrejs/dagre';
import type { Phase } from '../../../../client/src/index.ts';

export interface GraphStatus {
  readonly status: string;
  readonly phase: Phase;
  readonly name: string;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly roles: readonly string[];
}

/** What of a workflow is drawn: its definition and its description both have it. */
export interface DrawnWorkflow {
  readonly title: string;
  readonly initial: readonly string[];
  readonly statuses: readonly GraphStatus[];
  readonly transitions: readonly GraphEdge[];
}

export interface PlacedStatus extends GraphStatus {
  readonly x: number;
  readonly y: number;
  readonly lines: readonly string[];
}

export interface PlacedEdge extends GraphEdge {
  /** Of an SVG path. */
  readonly d: string;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly statuses: readonly PlacedStatus[];
  readonly edges: readonly PlacedEdge[];
}

export const NODE_WIDTH = 148;
export const NODE_HEIGHT = 44;
const LINE_LETTERS = 20;

/** A long name in two lines, the second cut where it is still too long. */
const linesOf = (name: string): readonly string[] => {
  const lines = [''];
  for (const word of name.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + word.length >= LINE_LETTERS) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`.trim();
  }
  if (lines.length <= 2) return lines;
  return [lines[0] ?? '', `${lines[1] ?? ''}…`];
};

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Through the middles between the points, so that nothing has a corner. */
const curve = (points: readonly Point[]): string => {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (first === undefined || last === undefined) return '';
  const middles = rest.slice(0, -1).map((point, index) => {
    const after = rest[index + 1] ?? point;
    return `Q${point.x},${point.y} ${(point.x + after.x) / 2},${(point.y + after.y) / 2}`;
  });
  return `M${first.x},${first.y} ${middles.join(' ')} L${last.x},${last.y}`;
};

/** Statuses from where orders begin downwards, with as few crossings as can be. */
export const layOut = ({ statuses, transitions }: DrawnWorkflow): Layout => {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 18, ranksep: 40, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { status } of statuses) graph.setNode(status, { width: NODE_WIDTH, height: NODE_HEIGHT });
  for (const { from, to } of transitions) graph.setEdge(from, to, {});
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { readonly width?: number; readonly height?: number };
  return {
    width,
    height,
    statuses: statuses.map((each) => {
      const { x, y } = graph.node(each.status) as unknown as Point;
      return { ...each, x, y, lines: linesOf(each.name) };
    }),
    edges: transitions.map((edge) => {
      const { points } = graph.edge(edge.from, edge.to) as unknown as { readonly points: readonly Point[] };
      return { ...edge, d: curve(points) };
    }),
  };
};
