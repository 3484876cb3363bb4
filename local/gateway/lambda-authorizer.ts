import { isRecord, type JsonRecord, numberAt, stringAt, stringsAt } from '../assembly/json.ts';
import type { FunctionHost, InvocationResult } from '../ports.ts';
import { type Authorization, type Authorize, identityOf } from './authorizer.ts';
import type { HttpEvent } from './http-event.ts';
import { gatewayResponse, INTERNAL_SERVER_ERROR } from './http-response.ts';

export interface LambdaAuthorizerOptions {
  readonly properties: JsonRecord;
  readonly constructPath: string;
  readonly host: Pick<FunctionHost, 'invoke'>;
  /** `arn:aws:execute-api:<region>:<account>:<api>/<stage>` */
  readonly stageArn: string;
  readonly now: () => Date;
}

const UNAUTHORIZED: Authorization = { allowed: false, response: gatewayResponse(401, 'Unauthorized') };
const FORBIDDEN: Authorization = { allowed: false, response: gatewayResponse(403, 'Forbidden') };

/**
 * A request authorizer with payload 2.0 and simple responses. A missing identity source is 401 without a call; a thrown
 * `Unauthorized` is 401, any other failure 500. Results are cached for `AuthorizerResultTtlInSeconds`.
 * @throws when the template asks for policies or for payload 1.0.
 */
export function createLambdaAuthorizer(options: LambdaAuthorizerOptions): Authorize {
  const { properties, constructPath } = options;
  if (properties.EnableSimpleResponses !== true || stringAt(properties, 'AuthorizerPayloadFormatVersion') !== '2.0') {
    throw new Error(`${constructPath}: only authorizers with payload 2.0 and simple responses run here`);
  }
  const functionArn = functionArnOf(stringAt(properties, 'AuthorizerUri') ?? '');
  const sources = stringsAt(properties, 'IdentitySource');
  const cacheMilliseconds = (numberAt(properties, 'AuthorizerResultTtlInSeconds') ?? 0) * 1000;
  const stored = new Map<string, { readonly until: number; readonly authorization: Authorization }>();
  return async (event) => {
    const identities = sources.map((source) => identityOf(source, event));
    if (identities.some((identity) => identity === undefined)) return UNAUTHORIZED;
    const key = JSON.stringify(identities);
    const now = options.now().getTime();
    const known = stored.get(key);
    if (known !== undefined && known.until > now) return known.authorization;
    const authorization = authorizationOf(
      await options.host.invoke(functionArn, authorizerEvent(event, identities, options.stageArn)),
    );
    if (cacheMilliseconds > 0 && sources.length > 0) stored.set(key, { until: now + cacheMilliseconds, authorization });
    return authorization;
  };
}

/** `arn:aws:apigateway:…:lambda:path/2015-03-31/functions/<function ARN>/invocations` → the function's ARN. */
export function functionArnOf(uri: string): string {
  return /functions\/(arn:[^/]+)\/invocations$/.exec(uri)?.[1] ?? uri;
}

function authorizerEvent(event: HttpEvent, identities: readonly (string | undefined)[], stageArn: string): object {
  const { body: _body, isBase64Encoded: _isBase64Encoded, ...request } = event;
  const [method = '', path = ''] = event.routeKey.split(' ');
  return {
    ...request,
    type: 'REQUEST',
    routeArn: `${stageArn}/${method === '$default' ? '$default' : `${method}${path}`}`,
    identitySource: identities,
  };
}

function authorizationOf(result: InvocationResult): Authorization {
  if (!result.ok) {
    return result.message === 'Unauthorized' ? UNAUTHORIZED : { allowed: false, response: INTERNAL_SERVER_ERROR };
  }
  if (!isRecord(result.payload) || typeof result.payload.isAuthorized !== 'boolean') {
    return { allowed: false, response: INTERNAL_SERVER_ERROR };
  }
  if (!result.payload.isAuthorized) return FORBIDDEN;
  return { allowed: true, authorizer: { lambda: result.payload.context ?? null } };
}
