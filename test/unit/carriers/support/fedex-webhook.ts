import { createHmac } from 'node:crypto';
import { adapter } from '../../../../shared/carriers/fedex/adapter.ts';
import { type CarrierConnection, receiveCarrierWebhook } from '../../../../shared/carriers/receive-webhook.ts';
import { executeCommand } from '../../../../shared/orders/use-cases/execute-command.ts';
import { carrierWithWebhook } from '../../../support/carriers.ts';
import { type WebhookWorld, webhookWorld } from '../../../support/webhook-fixtures.ts';
import { payload, type ScanGiven, trackResult } from '../fedex-payloads.ts';

const SECRET = 'Zq7TestSecurityToken0123456789';
export const OTHER = '568283610012734';
export const LABEL: ScanGiven = { date: '2026-03-02T08:00:00Z', eventType: 'OC' };
export const PICKED_UP: ScanGiven = { date: '2026-03-02T17:00:00Z', eventType: 'PU' };
export const ON_VEHICLE: ScanGiven = { date: '2026-03-03T08:00:00Z', eventType: 'OD' };

export const bodyOf = (number: string, ...scans: readonly ScanGiven[]): string =>
  JSON.stringify(payload({ number, results: [trackResult({ scans: [...scans].reverse() })] }));

/** A world of the days when these parcels travel. */
export const worldOfMarch = (): WebhookWorld => {
  const world = webhookWorld();
  world.clock.set('2026-03-06T10:00:00Z');
  return world;
};

export const connection = (more: Partial<CarrierConnection> = {}): CarrierConnection => ({
  carrier: carrierWithWebhook('fedex'),
  adapter,
  acceptedBy: async (check) => check(SECRET),
  ...more,
});

interface SendOptions {
  readonly signature?: string;
  readonly connection?: CarrierConnection;
  readonly headers?: Readonly<Record<string, string>>;
}

/** FedEx’s pushes, and what became of them in the world of the test that runs. */
export const fedexWebhook = (world: () => WebhookWorld) => ({
  send: (body: string | Uint8Array, options: SendOptions = {}) =>
    receiveCarrierWebhook(world(), options.connection ?? connection(), {
      headers: {
        'fdx-signature': options.signature ?? createHmac('sha256', SECRET).update(body).digest('base64'),
        ...options.headers,
      },
      rawBody: Buffer.from(body),
      sourceIp: '20.65.16.22',
    }),
  register: (orderId: string, trackingNumber: string) =>
    executeCommand(world(), {
      orderId,
      command: { type: 'register_shipment', shipmentId: 'shp_1', trackingNumber, carrier: 'fedex' },
      actor: { role: 'seller', id: 'seller-1' },
    }),
  statusOf: async (orderId: string) => (await world().store.get(orderId))?.status,
  scansOf: async (orderId: string) => (await world().store.scans(orderId, { limit: 100 })).scans,
});
