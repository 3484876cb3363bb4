import { gzipSync } from 'node:zlib';
import { asText } from '../edge/arn.ts';
import type { CloudModel, FunctionHost, LocalClock } from '../ports.ts';
import type { OutboxEntry } from './outbox.ts';
import { NoReceiverError, type ReceiptType } from './receipts.ts';

const RESULTS: Readonly<Partial<Record<ReceiptType, { status: string; suffix: string; providerResponse: string }>>> = {
  delivery: {
    status: 'SUCCESS',
    suffix: 'DirectPublishToPhoneNumber',
    providerResponse: 'Message has been accepted by phone',
  },
  bounce: {
    status: 'FAILURE',
    suffix: 'DirectPublishToPhoneNumber/Failure',
    providerResponse: 'Invalid phone number',
  },
};

/**
 * A line as SNS writes it to the log of texts, as CloudWatch Logs hands it to whoever the template subscribes.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 *
 * @throws NoReceiverError when nobody is subscribed, or SNS reports no such thing of texts.
 */
export async function logDelivery(
  { messageId, at, to }: OutboxEntry,
  type: ReceiptType,
  { model, host, clock }: { model: CloudModel; host(): FunctionHost; clock: Pick<LocalClock, 'now'> },
): Promise<unknown> {
  const result = RESULTS[type];
  if (result === undefined) throw new NoReceiverError(`SNS reports no ${type} of a text.`);
  const { status, suffix, providerResponse } = result;
  const logGroup = `sns/${model.region}/${model.accountId}/${suffix}`;
  const timestamp = at.replace('T', ' ').replace('Z', '');
  const line = {
    notification: { messageId, timestamp },
    delivery: {
      destination: to,
      numberOfMessageParts: 1,
      priceInUSD: 0.08,
      smsType: 'Transactional',
      providerResponse,
    },
    status,
  };
  const logEvents = [{ id: messageId, timestamp: clock.now().getTime(), message: JSON.stringify(line) }];
  const filters = model
    .ofType('AWS::Logs::SubscriptionFilter')
    .filter(({ properties }) => properties.LogGroupName === logGroup);
  if (filters.length === 0) throw new NoReceiverError(`Nobody is subscribed to ${logGroup}.`);
  for (const { logicalId, properties } of filters) {
    const batch = {
      messageType: 'DATA_MESSAGE',
      owner: model.accountId,
      logGroup,
      logStream: 'local',
      subscriptionFilters: [logicalId],
      logEvents,
    };
    const data = gzipSync(JSON.stringify(batch)).toString('base64');
    const outcome = await host().invoke(asText(properties.DestinationArn) ?? '', { awslogs: { data } });
    if (!outcome.ok) throw new Error(`The subscription ${logicalId} failed: ${outcome.message}`);
  }
  return line;
}
