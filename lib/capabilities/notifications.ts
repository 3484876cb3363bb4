import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import {
  CHANNELS,
  providersText,
  reportsSecretVariable,
  subscriptionSetting,
} from '../../shared/contract/channel-registry.ts';
import { LANE_OF_MANY, LANES, type QueueId } from '../../shared/contract/destinations.ts';
import { keys } from '../../shared/store/keys.ts';
import { connectProviders, publishMailEvents } from '../constructs/channel-providers.ts';
import { DeliveryLogs } from '../constructs/delivery-logs.ts';
import type { ServiceContext } from '../constructs/service-context.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { watchWebhook } from '../constructs/webhook-watch.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import { RELEASE_CLAIM } from './release-claim.ts';
import type { ServiceProps } from './service-props.ts';

/** Where addresses that are not used any more are, and the devices of people. */
const ADDRESS_PARTITIONS = [keys.contactPartitions, keys.personPartitions];

/** Shorter than the lease of a notification that is being sent. */
const DELIVER_TIMEOUT = Duration.seconds(20);
const RECEIPTS_TIMEOUT = Duration.seconds(29);
/** Enough for people; no more than that for who has many sent. */
const MAX_CODE_SENDERS = 2;
const NOTIFY_TIMEOUT = Duration.seconds(30);
/** Of messages to many few are under way at a time, so that what is urgent never waits for many of them. */
const BULK_BATCH = 5;

const subscriptionKeyOf = ({ stage }: ServiceContext): string => {
  const setting = subscriptionSetting();
  return (setting && stage.notificationProviders[setting.providerId]?.settings[setting.name]) ?? '';
};

/** Plans notifications (`notify`), delivers them over lanes by priority, so that bulk never delays urgent, and lists them. */
export class Notifications extends Construct {
  readonly notificationsApi: ServiceFunction;
  readonly receipts: ServiceFunction;
  readonly messagesApi: ServiceFunction;
  private readonly notify: ServiceFunction;
  private readonly bulkSend: ServiceFunction;
  /** They plan notifications, meet them at night, or have them looked at again: some wait for their time. */
  readonly planners: readonly ServiceFunction[];

  constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id);
    const { context } = props;
    const { consumers } = context.stage;
    this.notificationsApi = this.makeApi(props);
    this.messagesApi = this.makeMessagesApi(props);
    const notify = this.makeNotify(props);
    this.notify = notify;
    new WorkQueue(this, 'notify', { context, consumerTimeout: NOTIFY_TIMEOUT }).feeds(notify, { batchSize: 10 });
    const codes = new WorkQueue(this, 'verifications', { context, consumerTimeout: DELIVER_TIMEOUT });
    codes.feeds(this.makeSendCode(props), { batchSize: 10, maxConsumers: MAX_CODE_SENDERS });
    this.notificationsApi.sendsTo(codes);
    const deliver = this.makeDeliver(props);
    this.receipts = this.makeReceipts(props);
    const mailEvents = new WorkQueue(this, 'mailEvents', { context, consumerTimeout: RECEIPTS_TIMEOUT });
    mailEvents.feeds(this.receipts, { batchSize: 10 });
    publishMailEvents(this, mailEvents.queue);
    this.watch(context);
    const lane = (id: QueueId, maxConsumers: number): WorkQueue =>
      new WorkQueue(this, id, { context, consumerTimeout: DELIVER_TIMEOUT }).feeds(deliver, {
        batchSize: id === LANE_OF_MANY ? BULK_BATCH : 10,
        maxConsumers,
      });
    deliver.sendsTo(lane('redeliveryLane', consumers.normalLane).parking);
    const lanes = LANES.map((id) => ({ id, made: lane(id, consumers[id]) }));
    for (const { made } of lanes) {
      notify.sendsTo(made);
      this.notificationsApi.sendsTo(made);
    }
    const bulk = lanes.filter(({ id }) => id === LANE_OF_MANY).map(({ made }) => made);
    this.bulkSend = this.makeBulkSend(props, bulk);
    this.planners = [this.notify, this.bulkSend, deliver, this.notificationsApi];
  }

  /** Sends what changes in inboxes to the devices of their owners. */
  publishesTo(broadcast: WorkQueue): void {
    for (const publisher of [this.notify, this.bulkSend, this.notificationsApi, this.receipts])
      publisher.sendsTo(broadcast);
  }

  private watch({ monitoring }: ServiceContext): void {
    const blocked = monitoring.counted('Deliver', 'SendingBlocked');
    monitoring.alarm(this, 'Blocked', {
      metric: blocked,
      above: 0,
      severity: 'page',
      runbook: 'sending-blocked',
      meaning: 'A provider takes no messages from this account: what should have gone out waits for a person.',
    });
    const sent = monitoring.counted('Deliver', 'NotificationSent');
    const failed = monitoring.counted('Deliver', 'NotificationFailed');
    monitoring.alarm(this, 'Failures', {
      metric: failed,
      above: 20,
      severity: 'page',
      runbook: 'notification-failures',
      meaning: 'Providers refuse notifications for good.',
    });
    monitoring.rateAlarm(this, 'FailureRate', {
      part: failed,
      of: [sent, failed],
      abovePercent: 20,
      atLeast: 2,
      period: Duration.hours(1),
      severity: 'page',
      runbook: 'notification-failures',
      meaning: 'Providers refuse more than one of five notifications for good.',
    });
    monitoring.chart('Notifications', [monitoring.counted('Notify', 'NotificationPlanned'), sent], [failed, blocked]);
  }

  private makeNotify({ context, table, secrets, publicUrl }: ServiceProps): ServiceFunction {
    return new ServiceFunction(this, 'Notify', {
      context,
      description: 'Plans the notifications of one event',
      timeout: NOTIFY_TIMEOUT,
      environment: {
        PUBLIC_URL: publicUrl,
        SUPPORT_EMAIL: context.stage.supportEmail ?? '',
        CONFIGURED_PROVIDERS: providersText(context.stage.notificationProviders),
      },
    })
      .readsTable(table, { operations: ['GetItem', 'BatchGetItem', 'Query'] })
      .writesTable(table, { operations: ['PutItem'] })
      .writesTable(table, { operations: ['UpdateItem'], partitions: [keys.templatePartitions] })
      .readsSecret(secrets.contacts, 'CONTACTS_SECRET_ID')
      .readsSecret(secrets.links, 'LINK_SECRET_ID');
  }

  /** Messages to many: few pages at a time, and only ever to the lane of bulk. */
  private makeBulkSend(
    { context, table, secrets, publicUrl }: ServiceProps,
    lanes: readonly WorkQueue[],
  ): ServiceFunction {
    const bulkSend = new ServiceFunction(this, 'BulkSend', {
      context,
      description: 'Plans a message to many, page by page',
      timeout: NOTIFY_TIMEOUT,
      environment: { PUBLIC_URL: publicUrl, CONFIGURED_PROVIDERS: providersText(context.stage.notificationProviders) },
    })
      .readsTable(table, { operations: ['GetItem', 'BatchGetItem', 'Query'], indexes: ['byPhase'] })
      .writesTable(table, { operations: ['PutItem'], partitions: [keys.orderPartitions, keys.bulkSendPartitions] })
      .writesTable(table, {
        operations: ['UpdateItem'],
        partitions: [keys.bulkSendPartitions, keys.templatePartitions],
      })
      .readsSecret(secrets.contacts, 'CONTACTS_SECRET_ID')
      .readsSecret(secrets.links, 'LINK_SECRET_ID');
    const pages = new WorkQueue(this, 'bulkSends', { context, consumerTimeout: NOTIFY_TIMEOUT });
    pages.feeds(bulkSend, { batchSize: 1, maxConsumers: 2 });
    for (const asking of [bulkSend, this.messagesApi]) asking.sendsTo(pages);
    for (const bulk of lanes) bulkSend.sendsTo(bulk);
    return bulkSend;
  }

  private makeMessagesApi({ context, table, secrets, publicUrl }: ServiceProps): ServiceFunction {
    return new ServiceFunction(this, 'MessagesApi', {
      context,
      description: 'What messages say, and messages that people write',
      environment: { PUBLIC_URL: publicUrl, CONFIGURED_PROVIDERS: providersText(context.stage.notificationProviders) },
      memoryMegabytes: 512,
    })
      .readsTable(table, { operations: ['GetItem', 'BatchGetItem', 'Query'], indexes: ['byCustomer', 'byPhase'] })
      .writesTable(table, {
        operations: ['PutItem'],
        partitions: [
          keys.templatePartitions,
          keys.templateCatalogPartition,
          keys.templateDefaultPartition,
          keys.auditPartitions,
          keys.messagePartitions,
          keys.bulkSendPartitions,
        ],
      })
      .writesTable(table, { operations: ['PutItem', 'UpdateItem'], partitions: [keys.idempotencyPartitions] })
      .writesTable(table, { operations: ['UpdateItem'], partitions: [keys.ratePartitions, keys.bulkSendPartitions] })
      .writesTable(table, { operations: ['DeleteItem'], partitions: [keys.templateDefaultPartition] })
      .writesTable(table, RELEASE_CLAIM)
      .readsSecret(secrets.contacts, 'CONTACTS_SECRET_ID');
  }

  private makeApi({ context, table, secrets, publicUrl }: ServiceProps): ServiceFunction {
    return new ServiceFunction(this, 'NotificationsApi', {
      context,
      description: 'What people have in their inbox, and how they want to be notified',
      environment: { PUBLIC_URL: publicUrl, SUBSCRIPTION_KEY: subscriptionKeyOf(context) },
    })
      .readsTable(table, { operations: ['GetItem', 'BatchGetItem', 'Query'], indexes: ['byCustomer'] })
      .writesTable(table, { operations: ['UpdateItem'], partitions: [keys.orderPartitions] })
      .writesTable(table, {
        operations: ['PutItem', 'UpdateItem', 'DeleteItem'],
        partitions: [keys.personPartitions, keys.contactPartitions, keys.ratePartitions],
      })
      .writesTable(table, { operations: ['PutItem'], partitions: [keys.auditPartitions] })
      .readsSecret(secrets.links, 'LINK_SECRET_ID')
      .readsSecret(secrets.origin, 'ORIGIN_SECRET_ID')
      .readsSecret(secrets.contacts, 'CONTACTS_SECRET_ID');
  }

  /** On a queue of their own: somebody waits for a code, and nothing else is to wait for those who have many sent. */
  private makeSendCode({ context, table, secrets, publicUrl }: ServiceProps): ServiceFunction {
    const sendCode = new ServiceFunction(this, 'SendCode', {
      context,
      description: 'Sends the code that proves who holds a telephone',
      timeout: DELIVER_TIMEOUT,
      environment: { CONFIGURED_PROVIDERS: providersText(context.stage.notificationProviders) },
      memoryMegabytes: 512,
    })
      .readsTable(table, { operations: ['Query'], partitions: [keys.personPartitions] })
      .writesTable(table, { operations: ['UpdateItem'], partitions: [keys.personPartitions] })
      .readsSecret(secrets.contacts, 'CONTACTS_SECRET_ID');
    for (const channel of CHANNELS.filter(({ codeMessage }) => codeMessage !== undefined))
      connectProviders({ scope: this, channel, deliver: sendCode, context, secrets, publicUrl });
    return sendCode;
  }

  private makeReceipts({ context, table, secrets, publicUrl }: ServiceProps): ServiceFunction {
    const receipts = new ServiceFunction(this, 'Receipts', {
      context,
      description: 'Records what providers report of messages',
      timeout: RECEIPTS_TIMEOUT,
      memoryMegabytes: 512,
      environment: { PUBLIC_URL: publicUrl },
    })
      .readsTable(table, { operations: ['GetItem', 'BatchGetItem'] })
      .writesTable(table, {
        operations: ['PutItem', 'UpdateItem'],
        partitions: [keys.orderPartitions, keys.ratePartitions, keys.auditPartitions],
      })
      .writesTable(table, { operations: ['PutItem', 'DeleteItem'], partitions: ADDRESS_PARTITIONS })
      .readsSecret(secrets.contacts, 'CONTACTS_SECRET_ID')
      .readsSecret(secrets.origin, 'ORIGIN_SECRET_ID');
    if (context.stage.deliveryLogs) {
      new DeliveryLogs(this, 'DeliveryLogs', { reader: receipts });
      receipts.readsTable(table, { indexes: ['byCustomer'] });
    }
    for (const [id, secret] of secrets.reports) {
      receipts.readsSecret(secret, reportsSecretVariable(id));
      watchWebhook(this, context, { by: 'Receipts', source: id });
    }
    return receipts;
  }

  private makeDeliver({ context, table, secrets, publicUrl }: ServiceProps): ServiceFunction {
    const deliver = new ServiceFunction(this, 'Deliver', {
      context,
      description: 'Hands one notification to its provider, once',
      timeout: DELIVER_TIMEOUT,
      environment: {
        PUBLIC_URL: publicUrl,
        SUPPORT_EMAIL: context.stage.supportEmail ?? '',
        CONFIGURED_PROVIDERS: providersText(context.stage.notificationProviders),
      },
      memoryMegabytes: 512,
    })
      .readsTable(table, { operations: ['GetItem', 'BatchGetItem', 'Query'] })
      .writesTable(table, { operations: ['UpdateItem'] })
      // Addresses at which nobody is reached any more, and devices of theirs.
      .writesTable(table, { operations: ['PutItem', 'DeleteItem'], partitions: ADDRESS_PARTITIONS })
      .writesTable(table, { operations: ['DeleteItem'], partitions: [keys.providerPartitions] })
      .readsSecret(secrets.links, 'LINK_SECRET_ID')
      .readsSecret(secrets.contacts, 'CONTACTS_SECRET_ID');
    for (const channel of CHANNELS) connectProviders({ scope: this, channel, deliver, context, secrets, publicUrl });
    return deliver;
  }
}
