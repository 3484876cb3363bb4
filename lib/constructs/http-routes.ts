import { Duration } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  type CfnRoute,
  type CfnStage,
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { removalOf } from '../removal.ts';
import { acknowledge } from './acknowledge.ts';
import { allowedOrigins } from './cors-origins.ts';
import type { ServiceContext } from './service-context.ts';
import type { ServiceFunction } from './service-function.ts';

/** One row of the contract's route table. */
export interface GatewayRoute {
  readonly operationId: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Parameters in braces: `/api/orders/{orderId}`. */
  readonly path: string;
  /** Construct id of the function that serves the route. */
  readonly capability: string;
  readonly auth: 'jwt' | 'jwt_or_guest' | 'public' | 'optional';
}

export interface HttpRoutesProps {
  readonly context: ServiceContext;
  /** Finds out who calls, on every route that is not public. */
  readonly authorizer: ServiceFunction;
}

/** Never the path or the query: a guest's link carries its token there. */
const ACCESS_LOG = JSON.stringify({
  requestId: '$context.requestId',
  at: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  milliseconds: '$context.responseLatency',
  bytes: '$context.responseLength',
  sourceAddress: '$context.identity.sourceIp',
  authorizerError: '$context.authorizer.error',
  integrationError: '$context.integrationErrorMessage',
});

const ASKED_HEADERS = [
  'authorization',
  'content-type',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'accept-language',
  'last-event-id',
];
const FORWARDED_HEADERS = ['etag', 'idempotency-replayed', 'location', 'retry-after'];

/** The HTTP API: one route per row of the contract, so that every route has its own authorizer and its own metrics. */
export class HttpRoutes extends Construct {
  readonly api: HttpApi;
  readonly stage: HttpStage;
  readonly accessLogs: LogGroup;
  private readonly context: ServiceContext;
  private readonly authorizer: IHttpRouteAuthorizer;
  private readonly integrations = new Map<ServiceFunction, HttpLambdaIntegration>();
  private readonly routesPerOperation = new Map<string, number>();

  constructor(scope: Construct, id: string, { context, authorizer }: HttpRoutesProps) {
    super(scope, id);
    this.context = context;
    this.api = new HttpApi(this, 'Api', {
      description: `Wismo ${context.stageName}`,
      createDefaultStage: false,
      corsPreflight: {
        allowOrigins: allowedOrigins(context.stage),
        allowMethods: [
          CorsHttpMethod.GET,
          CorsHttpMethod.HEAD,
          CorsHttpMethod.POST,
          CorsHttpMethod.PUT,
          CorsHttpMethod.DELETE,
        ],
        allowHeaders: ASKED_HEADERS,
        exposeHeaders: FORWARDED_HEADERS,
        maxAge: Duration.hours(1),
      },
    });
    this.accessLogs = new LogGroup(this, 'AccessLogs', {
      retention: context.stage.logRetentionDays,
      removalPolicy: removalOf(context.stage),
    });
    this.stage = this.makeStage();
    // Not the gateway's own JWT authorizer: what that refuses is no problem document (docs/decisions/0022). API Gateway
    // refuses a request that lacks any identity source, and a guest's token comes in the query or in a header: so none is
    // named, nothing is cached, and the function is asked on every request.
    this.authorizer = new HttpLambdaAuthorizer('JwtOrGuest', authorizer.handler, {
      identitySource: [],
      resultsCacheTtl: Duration.seconds(0),
      responseTypes: [HttpLambdaResponseType.SIMPLE],
    });
    this.watch();
  }

  /**
   * Adds the rows, each to the function that its capability names.
   *
   * @throws Error that names a capability without a function.
   */
  serve(routes: readonly GatewayRoute[], functions: ReadonlyMap<string, ServiceFunction>): void {
    for (const route of routes) {
      const backend = functions.get(route.capability);
      if (backend === undefined) {
        throw new Error(`${route.method} ${route.path} is to be served by ${route.capability}, which does not exist.`);
      }
      this.addRoute(route, backend);
    }
  }

  /** Serves whatever no route matches. */
  otherwise(backend: ServiceFunction): void {
    const route = new HttpRoute(this, 'Otherwise', {
      httpApi: this.api,
      routeKey: HttpRouteKey.DEFAULT,
      integration: this.integrationOf(backend),
    });
    acknowledge(route, 'AwsSolutions-APIG4', 'It only returns that the path or method does not exist.');
  }

  /** An HTTP API takes no `HEAD` where it has a `GET`: it is a route of its own. */
  private addRoute(row: GatewayRoute, backend: ServiceFunction): void {
    const { operationId, method } = row;
    const earlier = this.routesPerOperation.get(operationId) ?? 0;
    this.routesPerOperation.set(operationId, earlier + 1);
    const id = earlier === 0 ? operationId : `${operationId}Alias${earlier}`;
    this.addMethod(id, row, backend);
    if (method === 'GET') this.addMethod(`${id}Head`, { ...row, method: 'HEAD' }, backend);
  }

  private addMethod(
    id: string,
    { method, path, auth }: Omit<GatewayRoute, 'method'> & { readonly method: GatewayRoute['method'] | 'HEAD' },
    backend: ServiceFunction,
  ): void {
    const route = new HttpRoute(this, id, {
      httpApi: this.api,
      routeKey: HttpRouteKey.with(path, HttpMethod[method]),
      integration: this.integrationOf(backend),
      ...(auth === 'public' ? {} : { authorizer: this.authorizer }),
    });
    if (auth === 'public') {
      acknowledge(
        route,
        'AwsSolutions-APIG4',
        'Public by contract: it shows nothing personal, or checks a signature over the body itself; and it is throttled.',
      );
    }
    if (auth === 'public' || auth === 'optional') this.throttle(route, `${method} ${path}`);
  }

  /** A route that needs no token is throttled on its own, so that a flood of it leaves the others alone. */
  private throttle(route: HttpRoute, routeKey: string): void {
    const { rate, burst } = this.context.stage.throttling.publicRoute;
    const stage = this.stage.node.defaultChild as CfnStage;
    stage.addPropertyOverride(`RouteSettings.${routeKey.replaceAll('.', '\\.')}`, {
      ThrottlingRateLimit: rate,
      ThrottlingBurstLimit: burst,
    });
    stage.addResourceDependency(route.node.defaultChild as CfnRoute);
  }

  /** One integration and one permission per function: a policy with a statement per route would outgrow its limit. */
  private integrationOf(backend: ServiceFunction): HttpLambdaIntegration {
    const known = this.integrations.get(backend);
    if (known !== undefined) return known;
    const made = new HttpLambdaIntegration(backend.node.id, backend.handler, { scopePermissionToRoute: false });
    this.integrations.set(backend, made);
    return made;
  }

  private makeStage(): HttpStage {
    const { throttling } = this.context.stage;
    return new HttpStage(this, 'Stage', {
      httpApi: this.api,
      autoDeploy: true,
      detailedMetricsEnabled: true,
      throttle: { rateLimit: throttling.all.rate, burstLimit: throttling.all.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(this.accessLogs),
        format: AccessLogFormat.custom(ACCESS_LOG),
      },
    });
  }

  private watch(): void {
    const { monitoring } = this.context;
    const period = Duration.minutes(1);
    monitoring.alarm(this, 'ServerErrors', {
      metric: this.stage.metricServerError({ period }),
      above: 5,
      periods: 3,
      severity: 'page',
      runbook: 'api-errors',
      meaning: 'The HTTP API responds with 5xx.',
    });
    monitoring.rateAlarm(this, 'ServerErrorRate', {
      part: this.stage.metricServerError(),
      of: [this.stage.metricCount()],
      abovePercent: 5,
      atLeast: 3,
      period: Duration.minutes(15),
      severity: 'page',
      runbook: 'api-errors',
      meaning: 'More than one of twenty requests to the HTTP API end with 5xx.',
    });
    monitoring.alarm(this, 'Latency', {
      metric: this.stage.metricLatency({ period, statistic: 'p95' }),
      above: 1000,
      periods: 5,
      severity: 'ticket',
      runbook: 'api-latency',
      meaning: 'One request in twenty takes longer than a second.',
    });
    monitoring.chart(
      'HTTP API',
      [this.stage.metricCount(), this.stage.metricClientError(), this.stage.metricServerError()],
      [this.stage.metricLatency({ statistic: 'p50' }), this.stage.metricLatency({ statistic: 'p95' })],
    );
  }
}
