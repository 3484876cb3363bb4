import type { RunnableModel } from '../assembly/cloud-model.ts';
import type { FunctionHost } from '../ports.ts';
import { type ApiDefinition, apiDefinition } from './api-definition.ts';
import { bucketOrigins } from './bucket-origin.ts';
import { createDistribution, type DistributionOptions } from './distribution.ts';
import { type Behavior, distributionBehaviors } from './distribution-definition.ts';
import { createFunctionUrl, type FunctionUrlDefinition, functionUrls } from './function-url.ts';
import { createHttpApi } from './http-api.ts';
import type { RequestHandler } from './http-response.ts';

/** What serves HTTP, as the template has it. */
export interface FrontDefinition {
  readonly api: ApiDefinition | undefined;
  /** Host name of the API. */
  readonly apiDomain: string;
  readonly urls: readonly FunctionUrlDefinition[];
  /** By host name. */
  readonly buckets: ReadonlyMap<string, RequestHandler>;
  readonly behaviors: readonly Behavior[] | undefined;
  readonly accountId: string;
}

export interface FrontOptions extends Pick<DistributionOptions, 'secretValue'> {
  readonly front: FrontDefinition;
  readonly host: Pick<FunctionHost, 'invoke' | 'stream'>;
  readonly now: () => Date;
}

/** @throws naming what cannot run on the one port: a function URL, for one, to which no path of the distribution leads. */
export function frontDefinition(model: RunnableModel): FrontDefinition {
  const api = apiDefinition(model, 'HTTP');
  const urls = functionUrls(model);
  const behaviors = distributionBehaviors(model);
  for (const { domainName, constructPath } of urls) {
    if (behaviors?.some(({ origin }) => origin.domainName === domainName)) continue;
    throw new Error(
      `${constructPath}: no path of a distribution leads to this function URL, and it cannot be reached otherwise`,
    );
  }
  const apiDomain = `${api?.apiId}.execute-api.${model.region}.amazonaws.com`;
  return { api, apiDomain, urls, buckets: bucketOrigins(model), behaviors, accountId: model.accountId };
}

/** The distribution where the assembly has one, else the API by itself; `undefined` where it has neither. */
export function createFront({ front, host, now, secretValue }: FrontOptions): RequestHandler | undefined {
  const { api, apiDomain, urls, buckets, behaviors, accountId } = front;
  const handleApiRequest = api && createHttpApi({ api, accountId, host, now });
  if (behaviors === undefined) return handleApiRequest;
  const origins = new Map<string, RequestHandler>([
    ...buckets,
    ...urls.map((url) => [url.domainName, createFunctionUrl({ url, accountId, host, now })] as const),
  ]);
  if (handleApiRequest !== undefined) origins.set(apiDomain, handleApiRequest);
  return createDistribution({ behaviors, origins, secretValue });
}
