/** Text messages by Amazon SNS. https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html */
import { type MessageAttributeValue, PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { ChannelProvider, OutgoingNotification } from '../../channel.ts';
import { outcomeOfSnsFailure, type SnsFailure } from '../../providers/sns-failures.ts';
import { refusalOfNumber } from './numbers.ts';
import type { SmsMessage } from './render.ts';

export interface SnsSmsOptions {
  /** Shown as the sender where the country allows a name. */
  readonly senderId: string;
  /** A message that would cost more is not sent. */
  readonly maxPriceUsd: string;
  readonly callingCodes: readonly string[];
}

const text = (StringValue: string): MessageAttributeValue => ({ DataType: 'String', StringValue });

const command = (
  { notificationId, orderId, message }: OutgoingNotification<SmsMessage>,
  PhoneNumber: string,
  { senderId, maxPriceUsd }: SnsSmsOptions,
): PublishCommand =>
  new PublishCommand({
    PhoneNumber,
    Message: message.text,
    MessageAttributes: {
      'AWS.SNS.SMS.SMSType': text('Transactional'),
      'AWS.SNS.SMS.SenderID': text(senderId),
      'AWS.SNS.SMS.MaxPrice': { DataType: 'Number', StringValue: maxPriceUsd },
      notificationId: text(notificationId),
      orderId: text(orderId),
    },
  });

/** SNS takes no idempotency key, so the client must be made with `maxAttempts: 1`. */
export const snsSmsProvider = (client: SNSClient, options: SnsSmsOptions): ChannelProvider<SmsMessage> => ({
  send: async (outgoing) => {
    const [to = ''] = outgoing.addresses;
    const refusal = refusalOfNumber(to, options.callingCodes);
    if (refusal !== undefined) return { outcome: 'refused', error: refusal };
    try {
      const { MessageId } = await client.send(command(outgoing, to, options));
      return MessageId === undefined
        ? { outcome: 'unknown', error: 'MalformedReply' }
        : { outcome: 'accepted', providerMessageId: MessageId };
    } catch (error) {
      return outcomeOfSnsFailure(error as SnsFailure, to);
    }
  },
});
