import type { StageName } from '../stages.ts';

/** The product's own metrics: of one stage, for several may share an account. */
export const metricsNamespace = (stageName: StageName): string => `Wismo/${stageName}`;
