/** Push to phones by Amazon SNS. https://docs.aws.amazon.com/sns/latest/dg/sns-mobile-application-as-subscriber.html */
import { CreatePlatformEndpointCommand, PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Device } from '../../../contract/channel-descriptor.ts';
import type { ChannelProvider, OutgoingNotification, SendOutcome } from '../../channel.ts';
import { outcomeOfSnsFailure, type SnsFailure } from '../../providers/sns-failures.ts';
import type { PushMessage } from './render.ts';
import { sendToDevices } from './send-to-devices.ts';
import { collapseKeyOf, dataOf, isUrgent, TIME_TO_LIVE_SECONDS } from './wording.ts';

export interface SnsPushOptions {
  /** ARNs of the platform applications. */
  readonly applications: Readonly<Record<'android' | 'ios', string>>;
}

const payloadOf = (outgoing: OutgoingNotification<PushMessage>): string => {
  const { title, body } = outgoing.message;
  const data = dataOf(outgoing);
  const android = {
    priority: isUrgent(outgoing) ? 'HIGH' : 'NORMAL',
    collapse_key: collapseKeyOf(outgoing),
    ttl: `${TIME_TO_LIVE_SECONDS}s`,
  };
  const apns = JSON.stringify({ aps: { alert: { title, body }, sound: 'default' }, ...data });
  return JSON.stringify({
    default: body,
    GCM: JSON.stringify({ fcmV1Message: { message: { notification: { title, body }, data, android } } }),
    APNS: apns,
    APNS_SANDBOX: apns,
  });
};

/** What was registered before, with other attributes, is named in the refusal. */
const EXISTING = /Endpoint (arn:\S+) already exists with the same Token/;

const endpointOf = async (client: SNSClient, application: string, token: string): Promise<string> => {
  try {
    const command = new CreatePlatformEndpointCommand({ PlatformApplicationArn: application, Token: token });
    const { EndpointArn = '' } = await client.send(command);
    return EndpointArn;
  } catch (error) {
    const [, arn] = EXISTING.exec((error as SnsFailure).message ?? '') ?? [];
    if (arn === undefined) throw error;
    return arn;
  }
};

/** SNS takes no idempotency key, so the client must be made with `maxAttempts: 1`. */
export const snsPushProvider = (client: SNSClient, { applications }: SnsPushOptions): ChannelProvider<PushMessage> => {
  const sendTo = async (
    outgoing: OutgoingNotification<PushMessage>,
    { platform, token }: Device,
    address: string,
  ): Promise<SendOutcome> => {
    if (platform === 'web') return { outcome: 'refused', error: 'AddressInvalid' };
    let isHandedOver = false;
    try {
      const TargetArn = await endpointOf(client, applications[platform], token);
      isHandedOver = true;
      const publish = new PublishCommand({ TargetArn, MessageStructure: 'json', Message: payloadOf(outgoing) });
      const { MessageId } = await client.send(publish);
      return MessageId === undefined
        ? { outcome: 'unknown', error: 'MalformedReply' }
        : { outcome: 'accepted', providerMessageId: MessageId };
    } catch (error) {
      const outcome = outcomeOfSnsFailure(error as SnsFailure, address);
      // While the device was being looked up nothing was published.
      return outcome.outcome === 'unknown' && !isHandedOver ? { ...outcome, outcome: 'unavailable' } : outcome;
    }
  };
  return {
    send: (outgoing) => sendToDevices(outgoing.addresses, (device, address) => sendTo(outgoing, device, address)),
  };
};
