/** The queues over which notifications reach their providers, so that bulk never delays urgent. */
import type { Priority } from '../workflows/workflow.ts';

export const LANES = ['urgentLane', 'normalLane', 'bulkLane'] as const;
export type Lane = (typeof LANES)[number];

/** Mass mail never stands before a failed delivery. */
export const LANE_OF_PRIORITY: Readonly<Record<Priority, Lane>> = {
  urgent: 'urgentLane',
  normal: 'normalLane',
  low: 'bulkLane',
};
