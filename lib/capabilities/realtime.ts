import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { keys } from '../../shared/store/keys.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { WebSocket } from '../constructs/web-socket.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import type { ServiceProps } from './service-props.ts';

const BROADCAST_TIMEOUT = Duration.seconds(30);
/** Connections and what they listen to: nothing else is written here. */
const PARTITIONS = [keys.connectionPartitions, keys.topicPartitions];

/** Live updates: the socket that takes subscriptions, and the broadcast that tells subscribers. */
export class Realtime extends Construct {
  readonly webSocket: WebSocket;
  readonly broadcastQueue: WorkQueue;

  constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id);
    const { house, table, secrets, tokenIssuer } = props;
    const socket = new ServiceFunction(this, 'Socket', {
      house,
      description: 'Takes connections and subscriptions',
      environment: { JWT_ISSUER: tokenIssuer.issuer, JWT_AUDIENCE: tokenIssuer.audience },
    })
      .readsTable(table, { operations: ['GetItem', 'BatchGetItem', 'Query'], indexes: ['byCustomer', 'bySeller'] })
      .writesTable(table, { operations: ['PutItem', 'UpdateItem', 'DeleteItem'], partitions: PARTITIONS })
      .readsSecret(secrets.links, 'LINK_SECRET_ID');
    this.webSocket = new WebSocket(this, 'WebSocket', { house, socket });
    this.webSocket.letsPost(socket);
    this.broadcastQueue = this.makeBroadcast(props);
  }

  private makeBroadcast({ house, table }: ServiceProps): WorkQueue {
    const broadcast = new ServiceFunction(this, 'Broadcast', {
      house,
      description: 'Tells every subscriber of an order what happened',
      timeout: BROADCAST_TIMEOUT,
    })
      .readsTable(table, { operations: ['BatchGetItem', 'Query'] })
      .writesTable(table, { operations: ['DeleteItem'], partitions: PARTITIONS });
    this.webSocket.letsPost(broadcast);
    this.webSocket.letsDisconnect(broadcast);
    return new WorkQueue(this, 'BroadcastQueue', {
      house,
      fifo: true,
      consumerTimeout: BROADCAST_TIMEOUT,
      oldestAge: Duration.minutes(2),
      severity: 'page',
    }).feeds(broadcast, { batchSize: 10 });
  }
}
