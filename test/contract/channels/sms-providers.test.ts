import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTwilioSimulator } from '../../../local/simulators/twilio/simulator.ts';
import { snsSmsProvider } from '../../../shared/notifications/channels/sms/sns-provider.ts';
import { referenceIn } from '../../../shared/notifications/providers/reference.ts';
import { snsClient } from '../../../shared/notifications/providers/sns-sender.ts';
import type { AwsMood } from './support/aws-server.ts';
import { localSns } from './support/local-sns.ts';
import { providerContract } from './support/provider.contract.ts';
import { type ProviderServer, startProviderServer } from './support/provider-server.ts';

const NUMBER = '+34600111222';
const outgoing = {
  notificationId: `ntf_${'a'.repeat(32)}`,
  orderId: 'ord 1:ñ',
  addresses: [NUMBER],
  message: { text: 'Tu pedido está en reparto https://w.example/1' },
};
const TOKEN = 'a-token-of-thirty-two-characters';
const environment = {
  PROVIDER_TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`,
  PROVIDER_TWILIO_FROM: '+34600000001',
  PROVIDER_TWILIO_CALLING_CODES: '34,1',
  PROVIDER_TWILIO_REPORTS_URL: 'https://w.example/api/webhooks/notifications/twilio',
};
const twilio = { channel: 'sms', provider: 'twilio', secret: `AC1:${TOKEN}`, environment } as const;

providerContract({
  ...twilio,
  simulator: createTwilioSimulator,
  outgoing,
  wrongAddress: '+340000000000000000',
  retryAfterSeconds: [3, 3],
});

describe('text messages by Twilio', () => {
  let server: ProviderServer;
  beforeEach(async () => {
    server = await startProviderServer(createTwilioSimulator(), twilio);
  });
  afterEach(() => server.stop());

  it('go to the countries of the stage and to no other, whatever it would cost', async () => {
    const provider = await server.provider();
    const sent = async (to: string) => provider.send({ ...outgoing, addresses: [to] });
    expect(await sent('+8613800138000')).toEqual({ outcome: 'refused', error: 'CountryNotAllowed' });
    expect((await sent('+12125550100')).outcome).toBe('accepted');
    expect(server.taken.map(({ to }) => to)).toEqual(['+12125550100']);
  });

  it('whoever replied STOP is not written to again', async () => {
    await server.script({ stop: NUMBER });
    const outcome = await (await server.provider()).send(outgoing);
    expect(outcome).toEqual({
      outcome: 'refused',
      error: 'OptedOut',
      goneContacts: [{ address: NUMBER, reason: 'opted_out' }],
    });
  });

  it('are reported to the address that went with them, signed as Twilio signs', async () => {
    const api = `${server.context.api}/api/webhooks/notifications/twilio`;
    await (await server.provider({ PROVIDER_TWILIO_REPORTS_URL: api })).send(outgoing);
    const [entry] = server.taken;
    if (entry === undefined) throw new Error('nothing was taken');
    await server.simulator.receipt?.(entry, 'delivery', {}, server.context);
    const [{ path, headers, body } = { path: '', headers: {}, body: '' }] = server.webhooks;
    const fields = new URLSearchParams(body);
    expect(referenceIn(new URL(path, api).searchParams.get('reference') ?? '')).toEqual({
      notificationId: outgoing.notificationId,
      orderId: outgoing.orderId,
    });
    expect([fields.get('MessageSid'), fields.get('MessageStatus')]).toEqual([entry.messageId, 'delivered']);
    const signed = [...fields]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flat()
      .join('');
    const url = `${server.context.api}${path}`;
    expect(headers['x-twilio-signature']).toBe(
      createHmac('sha1', TOKEN)
        .update(url + signed)
        .digest('base64'),
    );
  });
});

describe('text messages by SNS', () => {
  const sns = localSns();
  const provider = () => snsSmsProvider(snsClient(), { senderId: 'Wismo', maxPriceUsd: '0.15', callingCodes: ['34'] });
  const inMood = (mood: AwsMood) => {
    sns.inMood(mood);
    return provider().send(outgoing);
  };

  it('are handed over as transactional, with a sender, a limit of the price, and the ids', async () => {
    const outcome = await provider().send(outgoing);
    expect(outcome).toMatchObject({ outcome: 'accepted', providerMessageId: sns.taken[0]?.messageId });
    expect(sns.taken).toEqual([expect.objectContaining({ channel: 'sms', to: NUMBER, text: outgoing.message.text })]);
    expect(sns.taken[0]?.tags).toEqual({
      'AWS.SNS.SMS.SMSType': 'Transactional',
      'AWS.SNS.SMS.SenderID': 'Wismo',
      'AWS.SNS.SMS.MaxPrice': '0.15',
      notificationId: outgoing.notificationId,
      orderId: outgoing.orderId,
    });
  });

  const failure = (code: string, status = 400, message = 'x'): AwsMood => ({ code, status, message });
  it.each<[string, AwsMood, object]>([
    [
      'opted out',
      failure('OptedOut'),
      { outcome: 'refused', error: 'OptedOut', goneContacts: [{ address: NUMBER, reason: 'opted_out' }] },
    ],
    [
      'no such number',
      failure('InvalidParameter', 400, 'Invalid parameter: PhoneNumber Reason: x'),
      { outcome: 'refused' },
    ],
    ['our parameter', failure('InvalidParameter', 400, 'Invalid parameter: MaxPrice'), { outcome: 'blocked' }],
    ['no right', failure('AuthorizationError', 403), { outcome: 'blocked', error: 'AuthorizationErrorException' }],
    ['wrong key', failure('InvalidClientTokenId', 403), { outcome: 'blocked' }],
    ['throttled', 'throttle', { outcome: 'throttled', retryAfterSeconds: 10 }],
    ['down', failure('ServiceUnavailable', 503), { outcome: 'unavailable' }],
    ['failed after', 'error', { outcome: 'unknown' }],
    ['lost', 'lost', { outcome: 'unknown' }],
  ])('%s', async (_name, mood, outcome) => {
    expect(await inMood(mood)).toMatchObject(outcome);
    expect(sns.taken).toHaveLength(mood === 'lost' ? 1 : 0);
  });

  it('nobody listens: nothing was handed over', async () => {
    const unreached = provider();
    await sns.stop();
    expect((await unreached.send(outgoing)).outcome).toBe('unavailable');
  });

  it('go to the countries of the stage and to no other', async () => {
    const outcome = await provider().send({ ...outgoing, addresses: ['+12125550100'] });
    expect([outcome, sns.taken]).toEqual([{ outcome: 'refused', error: 'CountryNotAllowed' }, []]);
  });
});
