import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { CHANNELS } from '../../../shared/contract/channel-registry.ts';
import { fromQueue } from '../../../shared/events/messages.ts';
import type { ReadMailEvent } from '../../../shared/notifications/receipts/receipt.ts';
import { recordReceipts } from '../../../shared/notifications/receipts/record-receipts.ts';
import { queueConsumer } from '../../consumers/queue-consumer.ts';
import type { ReceiptsDependencies } from './dependencies.ts';

interface MailProvider {
  readonly channelId: string;
  readonly providerId: string;
}

/** Whose events come over the queue. */
const mailProvider = (): MailProvider => {
  const [found] = CHANNELS.flatMap(({ id: channelId, providers }) =>
    providers.flatMap(({ id: providerId, needs }) => (needs.service === 'ses' ? [{ channelId, providerId }] : [])),
  );
  if (found === undefined) throw new Error('No channel has the mail service');
  return found;
};

/** Found by folder. */
const readerOf = async ({ channelId, providerId }: MailProvider): Promise<ReadMailEvent> => {
  const module: { readonly readEvent?: ReadMailEvent } = await import(
    `../../../shared/notifications/channels/${channelId}/${providerId}/receipts.ts`
  );
  if (module.readEvent === undefined) throw new Error(`${channelId}/${providerId}/receipts.ts exports no readEvent`);
  return module.readEvent;
};

/** Records what the mail service publishes of mails: delivered, bounced, complained of. */
export const mailEvents = (dependencies: () => ReceiptsDependencies) =>
  queueConsumer({ name: 'receipts', ...fromQueue('mailEvents') }, async (message, { logger, metrics }) => {
    const deps = dependencies();
    const provider = mailProvider();
    const { receipts, issues } = (await readerOf(provider))(message, deps.clock.now().toISOString());
    for (const issue of issues) logger.warn('An event of the mail service is not understood', { issue });
    const { reported, unknown } = await recordReceipts(provider.channelId, receipts, deps);
    metrics.addMetric('ReceiptRecorded', MetricUnit.Count, reported);
    metrics.addMetric('ReceiptUnknown', MetricUnit.Count, unknown);
  });
