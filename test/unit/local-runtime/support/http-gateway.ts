import { onTestFinished } from 'vitest';
import type { ApiDefinition, ApiRoute } from '../../../../local/gateway/api-definition.ts';
import { createHttpApi } from '../../../../local/gateway/http-api.ts';
import type { HttpEvent } from '../../../../local/gateway/http-event.ts';
import { openHttpFront } from '../../../../local/gateway/http-server.ts';
import type { InvocationResult } from '../../../../local/ports.ts';

export const route = (routeKey: string, more: Partial<ApiRoute> = {}): ApiRoute => ({
  routeKey,
  functionArn: 'arn:fn',
  timeoutMilliseconds: 1000,
  authorizer: undefined,
  scopes: [],
  respondsToClient: false,
  constructPath: 'shop/Route',
  ...more,
});

/** The address of an HTTP API with these routes, until the test is over. */
export async function serve(
  routes: readonly ApiRoute[],
  invoke: (functionArn: string, event: HttpEvent) => Promise<InvocationResult>,
  more: Partial<ApiDefinition> = {},
): Promise<string> {
  const front = await openHttpFront(0, (error) => {
    throw error;
  });
  onTestFinished(() => front.close());
  const api: ApiDefinition = {
    apiId: 'api0000001',
    stage: '$default',
    stageSettings: {},
    cors: {},
    routeSelection: '',
    stageArn: 'arn:aws:execute-api:eu-west-1:000000000000:api0000001/$default',
    routes,
    ...more,
  };
  const host = { invoke: (arn: string, event: unknown) => invoke(arn, event as HttpEvent) };
  front.serve([], createHttpApi({ api, accountId: '000000000000', host, now: () => new Date(0) }));
  return front.address;
}

export const echo = async (_arn: string, event: HttpEvent): Promise<InvocationResult> => ({
  ok: true,
  payload: { event },
});
export const eventOf = async (response: Response): Promise<HttpEvent> =>
  ((await response.json()) as { readonly event: HttpEvent }).event;
