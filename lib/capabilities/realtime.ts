import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { MAX_FOLLOWERS_AT_ONCE } from '../../shared/realtime/followers.ts';
import { keys } from '../../shared/store/keys.ts';
import { ResponseStream } from '../constructs/response-stream.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { WebSocket } from '../constructs/web-socket.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import type { ServiceProps } from './service-props.ts';

/** Each stream keeps a function busy as long as it lasts, and Lambda may not notice that its client has left. */
const STREAM = Duration.minutes(2);
/** What a stream may need to begin and to end. */
const STREAM_MARGIN = Duration.seconds(30);

const HEARTBEAT_TIMEOUT = Duration.seconds(10);
const BROADCAST_TIMEOUT = Duration.seconds(30);
/** Between the change and its sending: much more than it takes when all is well, and a person would say that it is late. */
const LATE = Duration.seconds(5);
/** Connections and what they listen to: nothing else is written here. */
const PARTITIONS = [keys.connectionPartitions, keys.topicPartitions];

/** Live updates: the socket that takes subscriptions, the broadcast to subscribers, and streams over HTTP. */
export class Realtime extends Construct {
  readonly webSocket: WebSocket;
  readonly orderEvents: ResponseStream;
  /** Takes what is to be sent to open sockets. */
  readonly broadcast: WorkQueue;

  constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id);
    const { context, table, secrets, tokenIssuer } = props;
    const socket = new ServiceFunction(this, 'Socket', {
      context,
      description: 'Takes connections and subscriptions',
      environment: { JWT_ISSUER: tokenIssuer.issuer, JWT_AUDIENCE: tokenIssuer.audience },
    })
      .readsTable(table, { operations: ['GetItem', 'BatchGetItem', 'Query'], indexes: ['byCustomer', 'bySeller'] })
      .writesTable(table, { operations: ['PutItem', 'UpdateItem', 'DeleteItem'], partitions: PARTITIONS })
      .writesTable(table, { operations: ['UpdateItem'], partitions: [keys.ratePartitions] })
      // What was read in an inbox: its entries lie in the partitions of their orders.
      .writesTable(table, { operations: ['UpdateItem'], partitions: [keys.orderPartitions] })
      .readsSecret(secrets.links, 'LINK_SECRET_ID');
    this.webSocket = new WebSocket(this, 'WebSocket', { context, socket });
    this.webSocket.letsPost(socket);
    this.webSocket.letsDisconnect(socket);
    socket.sendsTo(this.makeHeartbeat(props));
    this.broadcast = this.makeBroadcast(props);
    socket.sendsTo(this.broadcast);
    this.orderEvents = this.makeOrderEvents(props);
    this.watch(props);
  }

  /** How many follow, and how long what happens takes to them. */
  private watch({ context: { monitoring } }: ServiceProps): void {
    const latency = monitoring.counted('Broadcast', 'RecordedToPosted');
    const at = (statistic: string) => latency.with({ statistic, label: statistic });
    monitoring.alarm(this, 'RecordedToPosted', {
      metric: at('p95'),
      above: LATE.toMilliseconds(),
      periods: 3,
      severity: 'ticket',
      runbook: 'live-latency',
      meaning: `Of the events that somebody follows one in twenty is sent later than ${LATE.toHumanString()} after it was recorded.`,
    });
    monitoring.chart(
      'Live updates',
      [
        monitoring.counted('Heartbeat', 'OpenSockets').with({ label: 'open sockets' }),
        this.orderEvents.streaming.handler.metric('ConcurrentExecutions', {
          statistic: 'Maximum',
          label: 'open streams',
        }),
      ],
      [at('p50'), at('p95'), at('p99')],
    );
  }

  private makeOrderEvents({ context, table, secrets, tokenIssuer }: ServiceProps): ResponseStream {
    const orderEvents = new ServiceFunction(this, 'OrderEvents', {
      context,
      description: 'What happens to orders, as streams and pages',
      // It waits nearly all the time, and every stream is a function of its own that is paid for by its memory.
      memoryMegabytes: 256,
      timeout: STREAM.plus(STREAM_MARGIN),
      environment: {
        JWT_ISSUER: tokenIssuer.issuer,
        JWT_AUDIENCE: tokenIssuer.audience,
        STREAM_SECONDS: String(STREAM.toSeconds()),
      },
    })
      .readsTable(table, { operations: ['GetItem', 'BatchGetItem', 'Query'], indexes: ['byCustomer', 'bySeller'] })
      // Of a topic, that somebody looks at what follows it.
      .writesTable(table, { operations: ['UpdateItem'], partitions: [keys.ratePartitions, keys.topicPartitions] })
      .readsSecret(secrets.origin, 'ORIGIN_SECRET_ID')
      .readsSecret(secrets.links, 'LINK_SECRET_ID');
    return new ResponseStream(this, 'OrderEventsUrl', { context, streaming: orderEvents });
  }

  /** Messages to connections, delayed until the next ping or the end of a token: the function sends the next one itself. */
  private makeHeartbeat({ context, table }: ServiceProps): WorkQueue {
    const heartbeat = new ServiceFunction(this, 'Heartbeat', {
      context,
      description: 'Pings connections, and ends those whose token has expired',
      timeout: HEARTBEAT_TIMEOUT,
      memoryMegabytes: 512,
      feedsItself: true,
    })
      .readsTable(table, { operations: ['GetItem', 'Query'] })
      .writesTable(table, { operations: ['UpdateItem', 'DeleteItem'], partitions: PARTITIONS });
    this.webSocket.letsPost(heartbeat);
    this.webSocket.letsDisconnect(heartbeat);
    const heartbeats = new WorkQueue(this, 'heartbeat', { context, consumerTimeout: HEARTBEAT_TIMEOUT });
    heartbeat.sendsTo(heartbeats);
    return heartbeats.feeds(heartbeat, { batchSize: 10 });
  }

  private makeBroadcast({ context, table }: ServiceProps): WorkQueue {
    const broadcast = new ServiceFunction(this, 'Broadcast', {
      context,
      description: 'Sends the updates of an order to its subscribers',
      timeout: BROADCAST_TIMEOUT,
      environment: { MAX_FOLLOWERS_AT_ONCE: String(MAX_FOLLOWERS_AT_ONCE) },
      feedsItself: true,
    })
      .readsTable(table, { operations: ['GetItem', 'BatchGetItem', 'Query'], indexes: ['byCustomer', 'bySeller'] })
      .writesTable(table, { operations: ['UpdateItem', 'DeleteItem'], partitions: PARTITIONS });
    this.webSocket.letsPost(broadcast);
    this.webSocket.letsDisconnect(broadcast);
    const queue = new WorkQueue(this, 'broadcast', { context, consumerTimeout: BROADCAST_TIMEOUT });
    broadcast.sendsTo(queue);
    return queue.feeds(broadcast, { batchSize: 10 });
  }
}
