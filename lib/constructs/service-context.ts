import type { Bundles } from '../bundling/function-entries.ts';
import type { Stage, StageName } from '../stages.ts';
import type { Monitoring } from './monitoring.ts';

/** What every construct of the service builds upon. */
export interface ServiceContext {
  readonly stageName: StageName;
  readonly stage: Stage;
  readonly bundles: Bundles;
  readonly monitoring: Monitoring;
}
