import type { EdgeActivity, Quiescent } from '../ports.ts';

/** One running event source mapping. */
export interface Mapping extends Quiescent {
  start(): void;
  /** Something was written: look now instead of after the pause, where it may concern the mapping. */
  wake?(activity: EdgeActivity): void;
  /** Finishes what is under way and takes nothing new. */
  stop(): Promise<void>;
}
