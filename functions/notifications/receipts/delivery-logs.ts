import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { CloudWatchLogsEvent } from 'aws-lambda';
import * as z from 'zod';
import { CHANNELS } from '../../../shared/contract/channel-registry.ts';
import { once } from '../../../shared/made-on-demand.ts';
import type { ReadLogLine, Receipt } from '../../../shared/notifications/receipts/receipt.ts';
import { recordReceipts } from '../../../shared/notifications/receipts/record-receipts.ts';
import { lambdaHandler } from '../../composition/lambda-handler.ts';
import { logger, metrics } from '../../composition/observability.ts';
import type { ReceiptsDependencies } from './dependencies.ts';

const unzip = once(() => promisify(gunzip));

/** Of a subscription: also a message by which the service tries whether the function is there. */
const batchShape = once(() =>
  z.object({
    messageType: z.string(),
    logEvents: z.array(z.object({ message: z.string() })).default([]),
  }),
);

interface LoggedProvider {
  readonly channelId: string;
  readonly providerId: string;
}

/** Whose reports are lines of a log. */
const loggedProvider = (): LoggedProvider => {
  const [found] = CHANNELS.flatMap(({ id: channelId, providers }) =>
    providers.flatMap(({ id: providerId, reportsByLog }) => (reportsByLog ? [{ channelId, providerId }] : [])),
  );
  if (found === undefined) throw new Error('No provider reports by a log');
  return found;
};

/** Found by folder. */
const readerOf = async ({ channelId, providerId }: LoggedProvider): Promise<ReadLogLine> => {
  const module: { readonly readLogLine?: ReadLogLine } = await import(
    `../../../shared/notifications/channels/${channelId}/${providerId}/receipts.ts`
  );
  if (module.readLogLine === undefined)
    throw new Error(`${channelId}/${providerId}/receipts.ts exports no readLogLine`);
  return module.readLogLine;
};

const jsonOf = (message: string): unknown => {
  try {
    return JSON.parse(message);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

/** The log is the account's: lines of messages that others sent are nobody's here. */
const receiptsIn = async (
  messages: readonly string[],
  provider: LoggedProvider,
  { notifications, clock }: ReceiptsDependencies,
): Promise<readonly Receipt[]> => {
  const read = await readerOf(provider);
  const receipts: Receipt[] = [];
  for (const message of messages) {
    const line = read(jsonOf(message), clock.now().toISOString());
    if (typeof line === 'string') {
      logger().warn('A line of a delivery log is not understood', { issue: line });
      continue;
    }
    const of = await notifications.findByMessageId(provider.providerId, line.messageId);
    if (of === undefined) metrics().addMetric('ReceiptUnknown', MetricUnit.Count, 1);
    else receipts.push({ ...line.receipt, of });
  }
  return receipts;
};

/** Records what a provider writes to the account's log of deliveries. A throw has the batch come again. */
export const deliveryLogs = (dependencies: () => ReceiptsDependencies) =>
  lambdaHandler<CloudWatchLogsEvent, void>('receipts').handler(async ({ awslogs }) => {
    const { messageType, logEvents } = batchShape().parse(
      JSON.parse((await unzip()(Buffer.from(awslogs.data, 'base64'))).toString('utf8')),
    );
    if (messageType !== 'DATA_MESSAGE') return;
    const deps = dependencies();
    const provider = loggedProvider();
    const receipts = await receiptsIn(
      logEvents.map(({ message }) => message),
      provider,
      deps,
    );
    const { reported, unknown } = await recordReceipts(provider.channelId, receipts, deps);
    metrics().addMetric('ReceiptRecorded', MetricUnit.Count, reported);
    metrics().addMetric('ReceiptUnknown', MetricUnit.Count, unknown);
  });
