import type { RunnableModel } from '../assembly/cloud-model.ts';
import { type JsonRecord, numberAt, recordAt, stringAt, stringsAt } from '../assembly/json.ts';
import type { Resource } from '../ports.ts';
import { functionArnOf } from './lambda-authorizer.ts';

/** A route as the template declares it, with the function behind it. */
export interface ApiRoute {
  readonly routeKey: string;
  readonly functionArn: string;
  readonly timeoutMilliseconds: number;
  readonly authorizer: Resource | undefined;
  readonly scopes: readonly string[];
  /** WebSocket: what the function returns is sent back to the client. */
  readonly respondsToClient: boolean;
  readonly constructPath: string;
}

/** One API of the assembly. */
export interface ApiDefinition {
  readonly apiId: string;
  readonly stage: string;
  readonly stageSettings: JsonRecord;
  readonly cors: JsonRecord;
  readonly routeSelection: string;
  readonly routes: readonly ApiRoute[];
  /** `arn:aws:execute-api:<region>:<account>:<api>/<stage>` */
  readonly stageArn: string;
}

/** The gateway's own limit, and the most that an integration may ask for. */
const INTEGRATION_TIMEOUT_MILLISECONDS = 30_000;

/**
 * The assembly's API of this protocol, or `undefined` where it has none.
 * @throws when there are several, or a route leads to something else than a function.
 */
export function apiDefinition(model: RunnableModel, protocol: 'HTTP' | 'WEBSOCKET'): ApiDefinition | undefined {
  const apis = model.ofType('AWS::ApiGatewayV2::Api').filter(({ properties }) => properties.ProtocolType === protocol);
  const [api, ...more] = apis;
  if (more.length > 0) throw new Error(`One ${protocol} API runs here, and the assembly has ${apis.length}`);
  if (api === undefined) return undefined;
  const apiId = model.refOf(api.logicalId);
  const ofThisApi = (type: string): readonly Resource[] =>
    model.ofType(type).filter(({ properties }) => properties.ApiId === apiId);
  const stage = ofThisApi('AWS::ApiGatewayV2::Stage')[0];
  const stageName = stringAt(stage?.properties ?? {}, 'StageName') ?? '$default';
  return {
    apiId,
    stage: stageName,
    stageSettings: stage?.properties ?? {},
    cors: recordAt(api.properties, 'CorsConfiguration'),
    routeSelection: stringAt(api.properties, 'RouteSelectionExpression') ?? '',
    routes: ofThisApi('AWS::ApiGatewayV2::Route').map((route) => routeOf(route, model)),
    stageArn: `arn:aws:execute-api:${model.region}:${model.accountId}:${apiId}/${stageName}`,
  };
}

function routeOf(route: Resource, model: RunnableModel): ApiRoute {
  const integrationId = (stringAt(route.properties, 'Target') ?? '').replace('integrations/', '');
  const integration = model
    .ofType('AWS::ApiGatewayV2::Integration')
    .find(({ logicalId }) => model.refOf(logicalId) === integrationId);
  if (integration === undefined || integration.properties.IntegrationType !== 'AWS_PROXY') {
    throw new Error(`${route.constructPath}: only routes that lead to a function run here`);
  }
  const authorizerId = stringAt(route.properties, 'AuthorizerId');
  const timeout = numberAt(integration.properties, 'TimeoutInMillis') ?? INTEGRATION_TIMEOUT_MILLISECONDS;
  return {
    routeKey: stringAt(route.properties, 'RouteKey') ?? '',
    functionArn: functionArnOf(stringAt(integration.properties, 'IntegrationUri') ?? ''),
    timeoutMilliseconds: Math.min(timeout, INTEGRATION_TIMEOUT_MILLISECONDS),
    authorizer: authorizerId === undefined ? undefined : authorizerOf(authorizerId, route, model),
    scopes: stringsAt(route.properties, 'AuthorizationScopes'),
    respondsToClient: route.properties.RouteResponseSelectionExpression !== undefined,
    constructPath: route.constructPath,
  };
}

function authorizerOf(authorizerId: string, route: Resource, model: RunnableModel): Resource {
  const authorizer = model
    .ofType('AWS::ApiGatewayV2::Authorizer')
    .find(({ logicalId }) => model.refOf(logicalId) === authorizerId);
  if (authorizer === undefined) throw new Error(`${route.constructPath}: its authorizer is not in the assembly`);
  return authorizer;
}
