/** Logger, metrics and (only where X-Ray is on) tracer: one each per execution environment, made on first use. */
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { Tracer } from '@aws-lambda-powertools/tracer';
import { once } from '../../shared/made-on-demand.ts';

export type { Logger, Metrics };

/** Service name and level come from the environment (`POWERTOOLS_SERVICE_NAME`, `LOG_LEVEL`). */
export const logger = once(() => new Logger());
export const metrics = once(() => new Metrics());

const tracingIsOn = (): boolean => process.env.AWS_XRAY_DAEMON_ADDRESS !== undefined;

/** The tracer costs a fifth of a cold start: it is loaded only where a daemon would take its segments. */
const loadTracer = once(async () => {
  const { Tracer } = await import('@aws-lambda-powertools/tracer');
  tracer = new Tracer();
  return tracer;
});
let tracer: Tracer | undefined;

/**
 * The client, whose calls are subsegments of the trace where X-Ray is on. To be called while a request is handled, as all
 * clients are made: the tracer is there by then.
 */
export const tracedClient = <C>(client: C): C => tracer?.captureAWSv3Client(client) ?? client;

/** For the segments of a handler; `undefined` where X-Ray is off. */
export const activeTracer = async (): Promise<Tracer | undefined> => (tracingIsOn() ? loadTracer() : undefined);
