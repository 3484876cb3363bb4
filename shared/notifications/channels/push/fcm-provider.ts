/** Push to phones by FCM's HTTP v1. https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages/send */
import * as z from 'zod';
import type { ChannelProvider, OutgoingNotification, ProviderParts, SendOutcome } from '../../channel.ts';
import { type HttpReply, KEY_REFUSED, outcomeByStatus, post, retryAfterOf } from '../../providers/http.ts';
import { isKeyRefused, sendWithKey } from '../../providers/key.ts';
import { type ServiceAccount, serviceAccountIn, type TokenSource } from './fcm-token.ts';
import type { PushMessage } from './render.ts';
import { sendToDevices, unregistered } from './send-to-devices.ts';
import { collapseKeyOf, dataOf, isUrgent, TIME_TO_LIVE_SECONDS } from './wording.ts';

export interface FcmOptions extends Pick<ProviderParts, 'clock' | 'secrets'> {
  /** `https://fcm.googleapis.com` */
  readonly url: string;
  readonly secretId: string;
  readonly tokens: TokenSource;
}

const bodyOf = (outgoing: OutgoingNotification<PushMessage>, token: string, now: Date): string => {
  const { title, body } = outgoing.message;
  const collapseKey = collapseKeyOf(outgoing);
  const urgent = isUrgent(outgoing);
  const expiresAt = Math.floor(now.getTime() / 1_000) + TIME_TO_LIVE_SECONDS;
  return JSON.stringify({
    message: {
      token,
      notification: { title, body },
      data: dataOf(outgoing),
      android: {
        priority: urgent ? 'HIGH' : 'NORMAL',
        collapse_key: collapseKey,
        ttl: `${TIME_TO_LIVE_SECONDS}s`,
        notification: { tag: collapseKey },
      },
      apns: {
        headers: {
          'apns-collapse-id': collapseKey,
          'apns-expiration': String(expiresAt),
          'apns-priority': urgent ? '10' : '5',
        },
        payload: { aps: { sound: 'default' } },
      },
    },
  });
};

const acceptedShape = z.object({ name: z.string().min(1) });
const detailShape = z.object({
  errorCode: z.string().optional().catch(undefined),
  fieldViolations: z
    .array(z.object({ field: z.string() }))
    .optional()
    .catch(undefined),
});
const errorShape = z.object({
  error: z.object({
    status: z.string().catch(''),
    message: z.string().catch(''),
    details: z.array(detailShape.catch({})).catch([]),
  }),
});

/** What is no token by its form has no violation of a field, only these words. */
const NO_TOKEN = /registration token is not a valid/i;

/** By the code of `details`, which `status` only resembles. https://firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode */
const refusalOf = (reply: HttpReply, address: string): SendOutcome => {
  if (reply.status < 300) return outcomeByStatus(reply);
  const error = errorShape.safeParse(reply.json).data?.error;
  const details = error?.details ?? [];
  const code = details.find(({ errorCode }) => errorCode !== undefined)?.errorCode ?? error?.status ?? '';
  switch (code) {
    case 'UNREGISTERED':
      return unregistered(address);
    case 'INVALID_ARGUMENT': {
      // A token that is none; anything else is a mistake of ours. Neither says that the device is gone.
      const fields = details.flatMap(({ fieldViolations = [] }) => fieldViolations.map(({ field }) => field));
      return fields.includes('message.token') || NO_TOKEN.test(error?.message ?? '')
        ? { outcome: 'refused', error: 'AddressInvalid' }
        : { outcome: 'blocked', error: 'InvalidArgument' };
    }
    case 'SENDER_ID_MISMATCH':
      return { outcome: 'refused', error: 'SenderIdMismatch' };
    case 'THIRD_PARTY_AUTH_ERROR':
      return { outcome: 'blocked', error: 'ApnsKeyRefused' };
    case 'QUOTA_EXCEEDED':
    case 'RESOURCE_EXHAUSTED':
      return { outcome: 'throttled', error: 'QuotaExceeded', retryAfterSeconds: retryAfterOf(reply) };
    case 'UNAVAILABLE':
      return { outcome: 'unavailable', error: 'Unavailable' };
    default:
      return outcomeByStatus(reply);
  }
};

/** What FCM's reply means for the message to that device. */
export const fcmOutcome = (reply: HttpReply, address: string): SendOutcome => {
  const { data } = acceptedShape.safeParse(reply.json);
  return reply.status === 200 && data !== undefined
    ? { outcome: 'accepted', providerMessageId: data.name }
    : refusalOf(reply, address);
};

/** FCM knows no idempotency key: one try, and one more where it refused the token. */
export const fcmProvider = ({ url, secretId, tokens, clock, secrets }: FcmOptions): ChannelProvider<PushMessage> => {
  const sendWith = async (
    account: ServiceAccount,
    outgoing: OutgoingNotification<PushMessage>,
    isRetry = false,
  ): Promise<SendOutcome> => {
    const now = clock.now();
    const result = await tokens.tokenOf(account, now);
    if ('without' in result) return result.without;
    const outcome = await sendToDevices(outgoing.addresses, (device, address) =>
      post(
        {
          url: `${url}/v1/projects/${encodeURIComponent(account.project_id)}/messages:send`,
          headers: { authorization: `Bearer ${result.token}`, 'content-type': 'application/json' },
          body: bodyOf(outgoing, device.token, now),
        },
        now,
        (reply) => fcmOutcome(reply, address),
      ),
    );
    if (!isKeyRefused(outcome) || isRetry) return outcome;
    tokens.forget(result.token);
    return sendWith(account, outgoing, true);
  };
  return {
    send: (outgoing) =>
      sendWithKey(secrets, secretId, async (key) => {
        const account = serviceAccountIn(key);
        return account === undefined ? { outcome: 'blocked', error: KEY_REFUSED } : sendWith(account, outgoing);
      }),
  };
};
