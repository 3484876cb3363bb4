import { trackedCarrierWithId } from '../../../shared/contract/carrier-apis.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import { runCarrierPolls } from '../../../shared/polling/run-carrier-polls.ts';
import type { RunReport } from '../../../shared/polling/run-report.ts';
import { memoryCarrierStateStore, memoryParcelPollStore } from '../memory/memory-polling-stores.ts';
import { memoryRateLimitStore } from '../memory/memory-rate-limit-store.ts';
import { seededRandom } from '../order-fixtures.ts';
import { webhookWorld } from '../webhook-fixtures.ts';
import { type SimulatedApi, simulatedApi } from './simulated-api.ts';

const RUN_MILLISECONDS = 55_000;
const HOOK = { url: 'https://wismo.example/hook', secret: 'agreed' };

/** Everything that a worker meets, in memory: orders, followed parcels, and carriers that reply as their simulators do. */
export const pollingWorld = (seed = 1) => {
  const world = webhookWorld();
  const { clock } = world;
  const apis = new Map<string, SimulatedApi>();
  const dependencies = {
    ...world,
    rates: memoryRateLimitStore(),
    polls: memoryParcelPollStore(),
    carriers: memoryCarrierStateStore(),
    deliveryOf: async () => undefined,
    random: seededRandom(seed),
    sleep: async (milliseconds: number) => clock.advance(milliseconds),
  };
  const apiOf = (id: string): SimulatedApi => {
    const api = apis.get(id) ?? simulatedApi(id, clock);
    apis.set(id, api);
    return api;
  };
  const run = (id: string): Promise<RunReport> => {
    const carrier = trackedCarrierWithId(id);
    if (carrier === undefined) throw new Error(`${id} is not asked`);
    const end = clock.now().getTime() + RUN_MILLISECONDS;
    const connect = async () => ({ carrier, client: apiOf(id).client, hook: HOOK });
    return runCarrierPolls(dependencies, id, connect, () => end - clock.now().getTime());
  };
  return {
    ...dependencies,
    apiOf,
    run,
    /** An order with one parcel, which is followed from now on. */
    ship: async (orderId: string, carrier: string, trackingNumber: string, more: Partial<Order> = {}) => {
      const registeredAt = clock.now().toISOString();
      const shipment = { shipmentId: `shp_${orderId}`, trackingNumber, carrier, registeredAt };
      const order = await world.addOrder({
        orderId,
        status: 'processing',
        phase: 'preparing',
        createdAt: registeredAt,
        statusSince: registeredAt,
        updatedAt: registeredAt,
        shipments: [shipment],
        ...more,
      });
      await dependencies.polls.start({ carrier, trackingNumber, registeredAt }, registeredAt);
      return order;
    },
  };
};

export type PollingWorld = ReturnType<typeof pollingWorld>;
