import { CfnOutput, Duration, Fn, Stack, type StackProps } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { CHANNELS } from '../../shared/contract/channel-registry.ts';
import { checkChannels } from '../../shared/contract/check-channels.ts';
import { DESTINATIONS, LANES } from '../../shared/contract/destinations.ts';
import { FALLBACK_CAPABILITY, gatewayRoutes } from '../../shared/contract/routes.ts';
import { TABLE_SHAPE } from '../../shared/store/table-shape.ts';
import type { Bundles } from '../bundling/function-entries.ts';
import { Admin } from '../capabilities/admin.ts';
import { Carriers, carrierRoutes } from '../capabilities/carriers.ts';
import { Delays } from '../capabilities/delays.ts';
import { Deliveries } from '../capabilities/deliveries.ts';
import { Events } from '../capabilities/events.ts';
import { Notifications } from '../capabilities/notifications.ts';
import { Orders } from '../capabilities/orders.ts';
import { Payments } from '../capabilities/payments.ts';
import { Platform } from '../capabilities/platform.ts';
import { Polling } from '../capabilities/polling.ts';
import { Realtime } from '../capabilities/realtime.ts';
import { Schedules } from '../capabilities/schedules.ts';
import { Security } from '../capabilities/security.ts';
import type { ServiceProps } from '../capabilities/service-props.ts';
import { HttpRoutes } from '../constructs/http-routes.ts';
import { Monitoring } from '../constructs/monitoring.ts';
import { QueuesOverTls } from '../constructs/queues-over-tls.ts';
import type { ResponseStream } from '../constructs/response-stream.ts';
import type { ServiceContext } from '../constructs/service-context.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import type { Table } from '../constructs/table.ts';
import { workQueuesIn } from '../constructs/work-queue.ts';
import type { Stage, StageName } from '../stages.ts';
import type { DataStack } from './data-stack.ts';

export interface ServiceStackProps extends StackProps {
  readonly stageName: StageName;
  readonly stage: Stage;
  readonly bundles: Bundles;
  readonly data: DataStack;
}

/** All that can be rebuilt: functions, queues, gateways, schedules, alarms. */
export class ServiceStack extends Stack {
  readonly httpApi: HttpApi;
  /** Functions with a URL of their own, by the id of their construct. */
  readonly streams: ReadonlyMap<string, ResponseStream>;
  /** Where clients connect, live. */
  readonly webSocketUrl: string;

  constructor(scope: Construct, id: string, { stageName, stage, bundles, data, ...props }: ServiceStackProps) {
    super(scope, id, props);
    checkChannels(CHANNELS);
    const monitoring = new Monitoring(this, 'Monitoring', { stageName, stage });
    const context: ServiceContext = { stageName, stage, bundles, monitoring };
    const { table, secrets, tokenIssuer, photos } = data;
    const { authorizer } = new Security(this, 'Security', { context, tokenIssuer, links: secrets.links });
    const http = new HttpRoutes(this, 'Http', { context, authorizer });
    const publicUrl = stage.publicUrl ?? (stage.domain ? `https://${stage.domain.name}` : http.api.apiEndpoint);
    this.httpApi = http.api;
    const wired = this.wire({ context, table, secrets, tokenIssuer, photos, publicUrl }, http);
    this.streams = wired.streams;
    this.webSocketUrl = wired.webSocketUrl;
    new QueuesOverTls(this, 'Queues');
    watchTable(monitoring, this, table);
    this.output('PublicUrl', publicUrl, 'Where links lead');
    this.exportAlways();
    this.describe(monitoring, http);
  }

  /** For the same reason as in the data stack: the distribution may stop using it. */
  private exportAlways(): void {
    this.exportValue(this.httpApi.apiEndpoint);
    for (const { url } of this.streams.values()) this.exportValue(url.url);
  }

  /** Where an operator looks. */
  private describe({ topic, dashboard }: Monitoring, { accessLogs }: HttpRoutes): void {
    const functions = this.node.findAll().filter((each): each is ServiceFunction => each instanceof ServiceFunction);
    const logGroups = [accessLogs, ...functions.map(({ logGroup }) => logGroup)];
    const names = logGroups.map(({ logGroupName }) => logGroupName);
    this.output('LogGroups', Fn.join(',', names), 'The access log, then functions');
    if (topic !== undefined) this.output('AlarmTopicArn', topic.topicArn, 'Where alarms go: subscribe to it');
    if (dashboard !== undefined) this.output('DashboardName', dashboard.dashboardName, 'In CloudWatch');
  }

  private output(id: string, value: string, description: string): void {
    new CfnOutput(this, id, { value, description });
  }

  /** What commands of an operator work on. */
  private describeWork({ realtime, schedules }: Described): void {
    for (const { queue } of workQueuesIn(this, ['search']))
      this.output('SearchQueueUrl', queue.queueUrl, 'Takes a rebuild of the search index: npm run search:rebuild');
    this.output('WebSocketUrl', realtime.webSocket.url, 'Where clients connect, live');
    this.output(
      'SweepFunctionName',
      schedules.sweep.handler.functionName,
      'Makes missing schedules of deadlines again',
    );
  }

  private wire(props: ServiceProps, http: HttpRoutes): Pick<ServiceStack, 'streams' | 'webSocketUrl'> {
    const { context, table } = props;
    const orders = new Orders(this, 'Orders', props);
    const carriers = new Carriers(this, 'Carriers', props);
    new Delays(this, 'Delays', props);
    new Polling(this, 'Polling', props);
    const { deliveriesApi } = new Deliveries(this, 'Deliveries', props);
    const payments = new Payments(this, 'Payments', props);
    const notifications = new Notifications(this, 'Notifications', props);
    const realtime = new Realtime(this, 'Realtime', props);
    notifications.publishesTo(realtime.broadcast);
    const schedules = new Schedules(this, 'Schedules', {
      ...props,
      lanes: workQueuesIn(this, LANES),
      planners: notifications.planners,
    });
    const admin = new Admin(this, 'Admin', props);
    new Events(this, 'Events', { context, table, destinations: workQueuesIn(this, DESTINATIONS) });
    const { url: webSocketUrl } = realtime.webSocket;
    const queues = workQueuesIn(this);
    const { platformApi } = new Platform(this, 'Platform', { context, table, queues });
    orders.trackingApi.knows('WEBSOCKET_URL', webSocketUrl);
    const backend = byId([
      orders.ordersApi,
      orders.trackingApi,
      orders.storeApi,
      notifications.notificationsApi,
      notifications.receipts,
      notifications.messagesApi,
      admin.adminApi,
      platformApi,
      carriers.carrierWebhook,
      deliveriesApi,
      payments.paymentWebhook,
    ]);
    http.serve([...gatewayRoutes(), ...carrierRoutes()], backend);
    const fallback = backend.get(FALLBACK_CAPABILITY);
    if (fallback === undefined) throw new Error(`${FALLBACK_CAPABILITY} should serve what no route matches.`);
    http.otherwise(fallback);
    this.describeWork({ notifications, realtime, schedules });
    const streams = new Map([realtime.orderEvents].map((stream) => [stream.streaming.node.id, stream]));
    return { streams, webSocketUrl };
  }
}

interface Described {
  readonly notifications: Notifications;
  readonly realtime: Realtime;
  readonly schedules: Schedules;
}

const byId = (functions: readonly ServiceFunction[]): ReadonlyMap<string, ServiceFunction> =>
  new Map(functions.map((each) => [each.node.id, each]));

const watchTable = (monitoring: Monitoring, scope: Construct, { table }: Table): void => {
  const metric = (metricName: string, dimensions: Readonly<Record<string, string>>) =>
    new Metric({
      namespace: 'AWS/DynamoDB',
      metricName,
      dimensionsMap: { TableName: table.tableName, ...dimensions },
      statistic: 'Sum',
      period: Duration.minutes(5),
    });
  const ofTable = (metricName: string) => metric(metricName, {});
  // Those of the table do not contain them.
  const ofIndex = (metricName: string, GlobalSecondaryIndexName: string) =>
    metric(metricName, { GlobalSecondaryIndexName });
  for (const kind of ['Read', 'Write'] as const) {
    monitoring.alarm(scope, `${kind}Throttles`, {
      metric: ofTable(`${kind}ThrottleEvents`),
      above: 10,
      severity: 'ticket',
      runbook: 'table-throttles',
      meaning: `The table turns away ${kind.toLowerCase()}s: one partition is hotter than a partition can be.`,
    });
  }
  for (const kind of ['Read', 'Write'] as const) {
    const metrics = Object.keys(TABLE_SHAPE.indexes).map((index) => ofIndex(`${kind}ThrottleEvents`, index));
    monitoring.alarm(scope, `Index${kind}Throttles`, {
      metric: new MathExpression({
        expression: metrics.map((_metric, index) => `FILL(index${index}, 0)`).join(' + '),
        usingMetrics: Object.fromEntries(metrics.map((metric, index) => [`index${index}`, metric])),
        label: `Index${kind}ThrottleEvents`,
        period: Duration.minutes(5),
      }),
      above: 10,
      severity: 'ticket',
      runbook: 'table-throttles',
      meaning: `An index turns away ${kind.toLowerCase()}s, and with its writes those of the table.`,
    });
  }
  monitoring.chart(
    'Table',
    [ofTable('ConsumedReadCapacityUnits'), ofTable('ConsumedWriteCapacityUnits')],
    [ofTable('ReadThrottleEvents'), ofTable('WriteThrottleEvents'), ofTable('TransactionConflict')],
  );
};
