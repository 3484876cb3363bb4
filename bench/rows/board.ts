import { measureBoard } from '../measures/board.ts';
import type { Row } from '../report.ts';
import type { BenchCloud } from './shared-cloud.ts';

/** Of a frame, for scripts; what a browser calls a long frame begins there too. */
const FRAME_MILLISECONDS = 50;

const ofFrame = (milliseconds: number): string =>
  milliseconds === 0 ? `< ${FRAME_MILLISECONDS} ms` : `${milliseconds.toFixed(0)} ms`;

/** The page alone: orders and socket are served to it by the measure. */
export const boardRows = async (cloud: BenchCloud, minutes: number): Promise<readonly Row[]> => {
  const { orders, changes, frames, p95, worst, heapBefore, heapAfter } = await measureBoard(cloud, minutes * 60);
  return [
    {
      measure: `scripting of a frame, P95 (${orders} orders, ${changes} changes, ${frames} frames)`,
      ours: ofFrame(p95),
      target: `< ${FRAME_MILLISECONDS} ms`,
    },
    { measure: 'scripting of the longest frame', ours: ofFrame(worst) },
    {
      measure: 'heap of the page, before and after',
      ours: `${heapBefore.toFixed(1)} → ${heapAfter.toFixed(1)} MB`,
      target: 'flat',
    },
  ];
};
