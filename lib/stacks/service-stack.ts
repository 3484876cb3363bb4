import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { CHANNELS } from '../../shared/contract/channel-registry.ts';
import { checkChannels } from '../../shared/contract/check-channels.ts';
import { FALLBACK_CAPABILITY, gatewayRoutes } from '../../shared/contract/routes.ts';
import type { Bundles } from '../bundling/function-entries.ts';
import { Admin } from '../capabilities/admin.ts';
import { Carriers, carrierRoutes } from '../capabilities/carriers.ts';
import { Events } from '../capabilities/events.ts';
import { Notifications } from '../capabilities/notifications.ts';
import { Orders } from '../capabilities/orders.ts';
import { Platform } from '../capabilities/platform.ts';
import { Realtime } from '../capabilities/realtime.ts';
import { Schedules } from '../capabilities/schedules.ts';
import { Security } from '../capabilities/security.ts';
import type { ServiceProps } from '../capabilities/service-props.ts';
import { HttpRoutes } from '../constructs/http-routes.ts';
import { Monitoring } from '../constructs/monitoring.ts';
import type { ResponseStream } from '../constructs/response-stream.ts';
import type { ServiceContext } from '../constructs/service-context.ts';
import type { ServiceFunction } from '../constructs/service-function.ts';
import type { Table } from '../constructs/table.ts';
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

  constructor(scope: Construct, id: string, { stageName, stage, bundles, data, ...props }: ServiceStackProps) {
    super(scope, id, props);
    checkChannels(CHANNELS);
    const monitoring = new Monitoring(this, 'Monitoring', { stageName, stage });
    const context: ServiceContext = { stageName, stage, bundles, monitoring };
    const { table, secrets, tokenIssuer } = data;
    const { authorizer } = new Security(this, 'Security', { context, tokenIssuer, links: secrets.links });
    const http = new HttpRoutes(this, 'Http', { context, tokenIssuer, authorizer });
    const publicUrl = stage.publicUrl ?? http.api.apiEndpoint;
    this.httpApi = http.api;
    this.streams = this.wire({ context, table, secrets, tokenIssuer, publicUrl }, http);
    watchTable(monitoring, this, table);
    new CfnOutput(this, 'PublicUrl', { value: publicUrl, description: 'Where the stage answers' });
  }

  private wire(props: ServiceProps, http: HttpRoutes): ReadonlyMap<string, ResponseStream> {
    const { context, table } = props;
    const orders = new Orders(this, 'Orders', props);
    const carriers = new Carriers(this, 'Carriers', props);
    const notifications = new Notifications(this, 'Notifications', props);
    const realtime = new Realtime(this, 'Realtime', props);
    const schedules = new Schedules(this, 'Schedules', props);
    const admin = new Admin(this, 'Admin', props);
    const { platformApi } = new Platform(this, 'Platform', { context, webSocketUrl: realtime.webSocket.url });
    new Events(this, 'Events', {
      context,
      table,
      queues: {
        NOTIFY_QUEUE_URL: notifications.notifyQueue,
        BROADCAST_QUEUE_URL: realtime.broadcastQueue,
        SCHEDULE_QUEUE_URL: schedules.scheduleQueue,
        SEARCH_QUEUE_URL: orders.searchQueue,
        PARKED_QUEUE_URL: carriers.parkedQueue,
        BULK_MOVES_QUEUE_URL: admin.bulkMovesQueue,
        URGENT_LANE_QUEUE_URL: notifications.urgentLane,
        NORMAL_LANE_QUEUE_URL: notifications.normalLane,
        BULK_LANE_QUEUE_URL: notifications.bulkLane,
      },
    });
    const backend = byId([
      orders.ordersApi,
      orders.trackingApi,
      orders.storeApi,
      notifications.notificationsApi,
      admin.adminApi,
      platformApi,
      carriers.carrierWebhook,
      carriers.paymentWebhook,
    ]);
    http.serve([...gatewayRoutes(), ...carrierRoutes()], backend);
    const fallback = backend.get(FALLBACK_CAPABILITY);
    if (fallback === undefined) throw new Error(`${FALLBACK_CAPABILITY} should answer what no route matches.`);
    http.otherwise(fallback);
    new CfnOutput(this, 'SearchQueueUrl', {
      value: orders.searchQueue.queue.queueUrl,
      description: 'Takes a rebuild of the search index: npm run search:rebuild',
    });
    new CfnOutput(this, 'WebSocketUrl', { value: realtime.webSocket.url, description: 'Where clients connect, live' });
    return new Map([realtime.orderEvents].map((stream) => [stream.streaming.node.id, stream]));
  }
}

const byId = (functions: readonly ServiceFunction[]): ReadonlyMap<string, ServiceFunction> =>
  new Map(functions.map((each) => [each.node.id, each]));

const watchTable = (monitoring: Monitoring, scope: Construct, { table }: Table): void => {
  const ofTable = (metricName: string) =>
    new Metric({
      namespace: 'AWS/DynamoDB',
      metricName,
      dimensionsMap: { TableName: table.tableName },
      statistic: 'Sum',
      period: Duration.minutes(5),
    });
  for (const kind of ['Read', 'Write'] as const) {
    monitoring.alarm(scope, `${kind}Throttles`, {
      metric: ofTable(`${kind}ThrottleEvents`),
      above: 10,
      severity: 'ticket',
      runbook: 'table-throttles',
      meaning: `The table turns away ${kind.toLowerCase()}s: one partition is hotter than a partition can be.`,
    });
  }
  monitoring.chart(
    'Table',
    [ofTable('ConsumedReadCapacityUnits'), ofTable('ConsumedWriteCapacityUnits')],
    [ofTable('ReadThrottleEvents'), ofTable('WriteThrottleEvents'), ofTable('TransactionConflict')],
  );
};
