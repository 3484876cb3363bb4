import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWhatsAppSimulator } from '../../../local/simulators/whatsapp_cloud/simulator.ts';
import { referenceIn } from '../../../shared/notifications/providers/reference.ts';
import { providerContract } from './support/provider.contract.ts';
import { type ProviderServer, startProviderServer } from './support/provider-server.ts';

const outgoing = {
  notificationId: `ntf_${'b'.repeat(32)}`,
  orderId: 'ord_1',
  addresses: ['+34600111222'],
  message: {
    template: 'wismo_shipped_v2',
    language: 'es',
    parameters: JSON.stringify(['ORD-2026-000001', 'https://w.example/1']),
    body: 'Tu pedido está en camino',
  },
};
const whatsapp = {
  channel: 'whatsapp',
  provider: 'whatsapp_cloud',
  environment: {
    PROVIDER_WHATSAPP_CLOUD_PHONE_NUMBER_ID: '106540352242922',
    PROVIDER_WHATSAPP_CLOUD_API_VERSION: 'v23.0',
  },
} as const;

providerContract({
  ...whatsapp,
  simulator: createWhatsAppSimulator,
  outgoing,
  wrongAddress: '+0',
  retryAfterSeconds: [6, 6],
  unknownIs: 'unregistered',
});

describe('WhatsApp by the Cloud API', () => {
  let server: ProviderServer;
  beforeEach(async () => {
    server = await startProviderServer(createWhatsAppSimulator(), whatsapp);
  });
  afterEach(() => server.stop());

  it('sends a template by its name, with its parameters in their places', async () => {
    await (await server.provider()).send(outgoing);
    expect(server.taken).toEqual([
      expect.objectContaining({
        to: '+34600111222',
        orderId: 'ord_1',
        text: 'wismo_shipped_v2 (es): ORD-2026-000001 · https://w.example/1',
      }),
    ]);
  });

  it('sends one without parameters', async () => {
    const message = { ...outgoing.message, parameters: '[]' };
    expect((await (await server.provider()).send({ ...outgoing, message })).outcome).toBe('accepted');
  });

  it('a template that Meta has paused is the sender’s to mend: no message is lost for it', async () => {
    await server.script({ pause: 'wismo_shipped_v2' });
    expect(await (await server.provider()).send(outgoing)).toEqual({ outcome: 'blocked', error: 'TemplatePaused' });
  });

  it('whoever wants no messages is not written to again', async () => {
    const [to = ''] = outgoing.addresses;
    await server.script({ stop: to });
    expect(await (await server.provider()).send(outgoing)).toEqual({
      outcome: 'refused',
      error: 'OptedOut',
      goneContacts: [{ address: to, reason: 'opted_out' }],
    });
  });

  it('reports what became of it, with the reference, signed over the bytes that are sent', async () => {
    server.secrets.whatsapp = { current: 'meta-app-secret' };
    await (await server.provider()).send({ ...outgoing, orderId: 'pedido ñ' });
    const [entry] = server.taken;
    if (entry === undefined) throw new Error('nothing was taken');
    await server.simulator.receipt?.(entry, 'open', {}, server.context);
    const [{ path, headers, body } = { path: '', headers: {}, body: '' }] = server.webhooks;
    expect(path).toBe('/api/webhooks/whatsapp');
    const digest = createHmac('sha256', 'meta-app-secret').update(body).digest('hex');
    expect(headers['x-hub-signature-256']).toBe(`sha256=${digest}`);
    expect(body).toMatch(/^[\x20-\x7e]+$/);
    const [status] = JSON.parse(body).entry[0].changes[0].value.statuses;
    expect([status.id, status.status]).toEqual([entry.messageId, 'read']);
    expect(referenceIn(status.biz_opaque_callback_data)).toEqual({
      notificationId: outgoing.notificationId,
      orderId: 'pedido ñ',
    });
  });
});
