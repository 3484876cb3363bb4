import { Duration, Fn, Stack } from 'aws-cdk-lib';
import { type CfnApi, WebSocketApi, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { acknowledge, acknowledgeWildcard, asFound } from './acknowledge.ts';
import type { ServiceContext } from './service-context.ts';
import type { ServiceFunction } from './service-function.ts';

export interface WebSocketProps {
  readonly context: ServiceContext;
  /** Takes connections, their ends, and every message. */
  readonly socket: ServiceFunction;
}

const STAGE_NAME = 'live';

/** The WebSocket API: one function behind the three routes that there are without a route selection. */
export class WebSocket extends Construct {
  readonly api: WebSocketApi;
  readonly stage: WebSocketStage;

  constructor(scope: Construct, id: string, { context, socket }: WebSocketProps) {
    super(scope, id);
    const route = (name: string) => ({ integration: new WebSocketLambdaIntegration(name, socket.handler) });
    this.api = new WebSocketApi(this, 'Api', {
      description: `Wismo ${context.stageName}, live`,
      connectRouteOptions: route('Connect'),
      disconnectRouteOptions: route('Disconnect'),
      defaultRouteOptions: route('Message'),
    });
    this.stage = new WebSocketStage(this, 'Stage', {
      webSocketApi: this.api,
      stageName: STAGE_NAME,
      autoDeploy: true,
      detailedMetricsEnabled: true,
      throttle: {
        rateLimit: context.stage.throttling.webSocket.rate,
        burstLimit: context.stage.throttling.webSocket.burst,
      },
    });
    this.acknowledgeFindings();
    this.watch(context);
  }

  /** Where clients connect. */
  get url(): string {
    return Fn.join('/', [this.api.apiEndpoint, this.stage.stageName]);
  }

  /** Lets the function write to connections, at the address that it finds by `WEBSOCKET_CALLBACK_URL`. */
  letsPost(poster: ServiceFunction): void {
    this.letsManage(poster, 'POST');
    poster.knows('WEBSOCKET_CALLBACK_URL', this.stage.callbackUrl);
  }

  /** Lets the function close connections: a client that cannot be reached has to reconnect. */
  letsDisconnect(closer: ServiceFunction): void {
    this.letsManage(closer, 'DELETE');
  }

  private letsManage(manager: ServiceFunction, method: 'POST' | 'DELETE'): void {
    const connections = `${STAGE_NAME}/${method}/@connections/*`;
    const stack = Stack.of(this);
    const resource = this.api.apiId;
    manager.may(
      'execute-api:ManageConnections',
      stack.formatArn({ service: 'execute-api', resource, resourceName: connections }),
    );
    acknowledgeWildcard(
      manager.role,
      `arn:${stack.partition}:execute-api:${stack.region}:<AWS::AccountId>:${asFound(this.api.node.defaultChild as CfnApi)}/${connections}`,
      'Connections come and go: they can only be named by the API and stage that they belong to.',
    );
  }

  private acknowledgeFindings(): void {
    acknowledge(
      this.api,
      'AwsSolutions-APIG4',
      'Browsers cannot send a header with a connection: the token comes as a subprotocol, which the function checks.',
    );
    acknowledge(
      this.stage,
      'AwsSolutions-APIG1',
      'Access logs of a WebSocket API need a role that belongs to the whole account; the function logs connections.',
    );
  }

  private watch({ monitoring }: ServiceContext): void {
    const metric = (metricName: string) =>
      new Metric({
        namespace: 'AWS/ApiGateway',
        metricName,
        dimensionsMap: { ApiId: this.api.apiId, Stage: this.stage.stageName },
        statistic: 'Sum',
        period: Duration.minutes(5),
      });
    monitoring.alarm(this, 'IntegrationErrors', {
      metric: metric('IntegrationError'),
      above: 5,
      periods: 2,
      severity: 'ticket',
      runbook: 'web-socket-errors',
      meaning: 'Connections or messages of the WebSocket API fail.',
    });
    monitoring.rateAlarm(this, 'IntegrationErrorRate', {
      part: metric('IntegrationError'),
      of: [metric('ConnectCount'), metric('MessageCount')],
      abovePercent: 10,
      atLeast: 3,
      period: Duration.hours(1),
      severity: 'ticket',
      runbook: 'web-socket-errors',
      meaning: 'More than one of ten connections and messages of the WebSocket API fails.',
    });
    monitoring.chart(
      'WebSocket API',
      [metric('ConnectCount'), metric('MessageCount')],
      [metric('ClientError'), metric('ExecutionError'), metric('IntegrationError')],
    );
  }
}
