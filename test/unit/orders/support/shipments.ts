import type { OrderEvent } from '../../../../shared/contract/events.ts';
import type { OrderCommand } from '../../../../shared/orders/commands/command.ts';
import type { Actor, Scan } from '../../../../shared/orders/model/order.ts';
import { type CommandOutcome, executeCommand } from '../../../../shared/orders/use-cases/execute-command.ts';
import type { Milestone } from '../../../../shared/workflows/workflow.ts';
import { aScan } from '../../../support/order-fixtures.ts';
import { type WebhookWorld, webhookWorld } from '../../../support/webhook-fixtures.ts';

export const WRONG = '122816215025810';
export const RIGHT = '568283610012734';
export const SELLER: Actor = { role: 'seller', id: 'seller-1' };
export const CARRIER: Actor = { role: 'carrier', id: 'fedex' };

/** A day of March. */
export const day = (count: number, hour = 8): string => new Date(Date.UTC(2026, 2, count, hour)).toISOString();

export const scanOf = (trackingNumber: string, milestone: Milestone, occurredAt: string): Scan =>
  aScan({ scanId: `${trackingNumber} ${milestone} ${occurredAt}`, trackingNumber, milestone, occurredAt });

export const messagesOf = (events: readonly OrderEvent[]): readonly string[] =>
  events.flatMap(({ effects }) => effects.flatMap((effect) => (effect.kind === 'notify' ? [effect.type] : [])));

/** A world with one order that the shop prepares. */
export const worldWithOrder = async (): Promise<WebhookWorld> => {
  const world = webhookWorld();
  await world.addOrder({ orderId: 'ord_1', status: 'processing', phase: 'preparing', estimatedDelivery: day(9) });
  world.clock.set('2026-03-05T10:00:00Z');
  return world;
};

/** What people and carriers do with parcels in the world of the test that runs. */
export const shipmentsOf = (world: () => WebhookWorld) => {
  const run = async (command: OrderCommand, actor: Actor = SELLER, orderId = 'ord_1'): Promise<CommandOutcome> => {
    const result = await executeCommand(world(), { orderId, command, actor });
    if (!result.ok) throw new Error(`${command.type} was refused: ${result.code}`);
    return result;
  };

  const register = (trackingNumber: string, actor = SELLER, orderId = 'ord_1') =>
    run(
      { type: 'register_shipment', shipmentId: `shp_${trackingNumber}`, trackingNumber, carrier: 'fedex' },
      actor,
      orderId,
    );

  const scanned = (trackingNumber: string, milestone: Milestone, at: string, more: object = {}) =>
    run({ type: 'apply_scans', trackingNumber, scans: [scanOf(trackingNumber, milestone, at)], ...more }, CARRIER);

  const detach = (trackingNumber = WRONG, actor = SELLER) =>
    run({ type: 'detach_shipment', trackingNumber, reason: 'It is the parcel of another order' }, actor);

  const correct = (to: { trackingNumber: string; carrier: string }, trackingNumber = WRONG) =>
    run({ type: 'correct_shipment', trackingNumber, shipmentId: 'shp_new', to, reason: 'Two digits were exchanged' });

  const orderNow = async () => {
    const order = await world().store.get('ord_1');
    if (order === undefined) throw new Error('There is no order');
    return order;
  };

  return { run, register, scanned, detach, correct, orderNow };
};
