import { createHmac } from 'node:crypto';
import { adapter } from '../../../../shared/carriers/fedex/adapter.ts';
import { receiveCarrierWebhook } from '../../../../shared/carriers/receive-webhook.ts';
import { executeCommand } from '../../../../shared/orders/use-cases/execute-command.ts';
import { carrierWithWebhook } from '../../../support/carriers.ts';
import { type WebhookWorld, webhookWorld } from '../../../support/webhook-fixtures.ts';
import { payload, type ResultGiven, type ScanGiven, trackResult } from '../fedex-payloads.ts';

const SECRET = 'Zq7TestSecurityToken0123456789';
export const NUMBER = '122816215025810';
const NOW = Date.parse('2026-11-20T10:00:00Z');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** So long after the world's now. */
export const at = (milliseconds: number): string => new Date(NOW + milliseconds).toISOString();
export const scan = (eventType: string, milliseconds: number): ScanGiven => ({ date: at(milliseconds), eventType });
export const worldOfNovember = (): WebhookWorld => {
  const world = webhookWorld();
  world.clock.set(new Date(NOW));
  return world;
};

/** One parcel: what FedEx pushes of it, and what becomes of its order in the world of the test that runs. */
export const parcelOfNovember = (world: () => WebhookWorld) => {
  const addOrder = (orderId = 'ord_1') =>
    world().addOrder({
      orderId,
      status: 'processing',
      phase: 'preparing',
      createdAt: at(0),
      statusSince: at(0),
      updatedAt: at(0),
    });

  const register = (orderId = 'ord_1') =>
    executeCommand(world(), {
      orderId,
      command: { type: 'register_shipment', shipmentId: 'shp_1', trackingNumber: NUMBER, carrier: 'fedex' },
      actor: { role: 'seller', id: 'seller-1' },
    });

  const sendBody = (body: string) =>
    receiveCarrierWebhook(
      world(),
      { carrier: carrierWithWebhook('fedex'), adapter, acceptedBy: async (check) => check(SECRET) },
      {
        headers: { 'fdx-signature': createHmac('sha256', SECRET).update(body).digest('base64') },
        rawBody: Buffer.from(body),
        sourceIp: '20.65.16.22',
      },
    );

  const sendResult = (result: ResultGiven) =>
    sendBody(JSON.stringify(payload({ number: NUMBER, results: [trackResult(result)] })));

  /** Scans oldest first, as one push. */
  const send = (...scans: readonly ScanGiven[]) => sendResult({ scans: scans.toReversed() });

  const orderNow = async () => {
    const order = await world().store.get('ord_1');
    if (order === undefined) throw new Error('There is no order');
    return order;
  };
  const statusNow = async () => (await orderNow()).status;
  const milestoneNow = async () => (await orderNow()).shipments[0]?.milestone;
  const eventsNow = async () => (await world().store.history('ord_1', { limit: 100 })).events;
  const effectsNow = async () => (await eventsNow()).flatMap(({ effects }) => effects);
  const alertsNow = async () =>
    (await effectsNow()).flatMap((effect) => (effect.kind === 'alert' ? [effect.alert] : []));
  const scansNow = async () => (await world().store.scans('ord_1', { limit: 100 })).scans;
  const messagesNow = async () =>
    (await effectsNow()).flatMap((effect) => (effect.kind === 'notify' ? [effect.type] : []));
  return {
    addOrder,
    register,
    sendBody,
    sendResult,
    send,
    orderNow,
    statusNow,
    milestoneNow,
    eventsNow,
    effectsNow,
    alertsNow,
    scansNow,
    messagesNow,
  };
};
