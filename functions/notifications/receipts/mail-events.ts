import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { fromQueue } from '../../../shared/events/messages.ts';
import { mailChannelId, sesReceipts } from '../../../shared/notifications/channels/email/ses/receipts.ts';
import { recordReceipts } from '../../../shared/notifications/receipts/record-receipts.ts';
import { queueConsumer } from '../../consumers/queue-consumer.ts';
import type { ReceiptsDependencies } from './dependencies.ts';

/** Records what the mail service publishes of mails: delivered, bounced, complained of. */
export const mailEvents = (dependencies: () => ReceiptsDependencies) =>
  queueConsumer({ name: 'receipts', ...fromQueue('mailEvents') }, async (message, { logger, metrics }) => {
    const deps = dependencies();
    const { receipts, issues } = sesReceipts(message, deps.clock.now().toISOString());
    for (const issue of issues) logger.warn('An event of the mail service is not understood', { issue });
    const { reported, unknown } = await recordReceipts(mailChannelId, receipts, deps);
    metrics.addMetric('ReceiptRecorded', MetricUnit.Count, reported);
    metrics.addMetric('ReceiptUnknown', MetricUnit.Count, unknown);
  });
