import type { Quiescent } from '../ports.ts';

/** One running event source mapping. */
export interface Mapping extends Quiescent {
  start(): void;
  /** Something was written: look now instead of after the pause. */
  wake?(): void;
  /** Finishes what is under way and takes nothing new. */
  stop(): Promise<void>;
}
