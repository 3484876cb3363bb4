import type { SimulatedParcel, SimulatedScan } from '../../../local/simulators/shared/parcel.ts';
import { deliveryNumber } from '../../../shared/carriers/delivery-number.ts';
import { applyUpdate } from '../../../shared/carriers/receive-webhook.ts';
import { deadlinesOf } from '../../../shared/orders/engine/deadlines.ts';
import { orderTimeZone } from '../../../shared/orders/model/delivery-place.ts';
import { overAt } from '../../../shared/orders/model/estimate.ts';
import { executeCommand } from '../../../shared/orders/use-cases/execute-command.ts';
import { findWorkflow } from '../../../shared/workflows/catalog.ts';
import { read } from '../../unit/carriers/support/read.ts';
import { seededRandom } from '../order-fixtures.ts';
import { type PollingWorld, pollingWorld } from './polling-world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The workflow's own, from the end of what was promised. */
const PATIENCE = 4 * HOUR;
const START = Date.parse('2026-03-09T00:00:00.000Z');

/** One is away for six hours; of one the account's quota of a day is spent by somebody else. */
const AWAY = { carrier: 'ups', from: START + 2 * DAY, until: START + 2 * DAY + 6 * HOUR };
const SPENT = { carrier: 'correos', from: START + 3 * DAY + 20 * HOUR, until: START + 4 * DAY };
const COURIERS = ['uber', 'doordash'] as const;
const CARRIERS = ['fedex', 'ups', 'correos', 'dhl', ...COURIERS] as const;
type WeekCarrier = (typeof CARRIERS)[number];

type Kind = 'silent' | 'late' | 'returned' | 'usual';

interface Traveller {
  readonly orderId: string;
  readonly carrier: WeekCarrier;
  readonly kind: Kind;
  readonly parcel: SimulatedParcel;
  readonly registeredAt: number;
}

export interface WeekFigures {
  readonly parcels: number;
  readonly wrong: readonly string[];
  readonly calls: Readonly<Record<string, number>>;
  readonly overQuota: number;
  /** Parcels that came after the rule on delay held, and those of them of which the order said so. */
  readonly late: number;
  readonly delayed: number;
  /** Of the late ones, the longest time from when the rule held to when the order said so. */
  readonly longestDelayMinutes: number;
  readonly falseAlarms: number;
  readonly messagesTwice: number;
}

const kindOf = (share: number): Kind => {
  if (share < 0.05) return 'silent';
  if (share < 0.08) return 'late';
  return share < 0.09 ? 'returned' : 'usual';
};

const JOURNEYS: Readonly<Record<Kind, string>> = {
  silent: 'delivered',
  late: 'late',
  returned: 'returned',
  usual: 'delivered',
};

const isCourier = (carrier: WeekCarrier): boolean => COURIERS.some((courier) => courier === carrier);

/** Of DHL as many as 250 calls a day reach, one in ten by courier; the others share the rest. */
const carrierOf = (index: number): WeekCarrier => {
  if (index % 50 === 0) return 'dhl';
  return index % 10 === 5 ? (COURIERS[Math.floor(index / 10) % 2] ?? 'uber') : (CARRIERS[index % 3] ?? 'fedex');
};

/** A courier brings it within the hour, and comes to the shop at once; one that is late comes hours later. */
const LATE_COURIER = 6;
const COURIER_PROMISE = 35 * MINUTE;

/** What the API knows it by; what the parcel is registered under is the same in the spelling of tracking numbers. */
const idOf = (world: PollingWorld, carrier: WeekCarrier, orderId: string, index: number): string =>
  carrier === 'doordash' ? orderId : world.apiOf(carrier).wire.numberOf(String(10_000_000 + index));

const travellers = (world: PollingWorld, count: number): readonly Traveller[] => {
  const random = seededRandom(11);
  return Array.from({ length: count }, (_, index) => {
    const carrier = carrierOf(index);
    const kind = kindOf(random());
    const { wire } = world.apiOf(carrier);
    const registeredAt = START + Math.floor(random() * 2 * DAY);
    const wait = Math.floor((0.2 + random()) * HOUR);
    const byCourier = isCourier(carrier);
    const first = registeredAt + (byCourier ? 0 : wait);
    const slower = byCourier && kind === 'late' ? LATE_COURIER : 1;
    // Nobody says that it is late: the rule has to.
    const stops = (wire.journeys[JOURNEYS[kind]] ?? []).filter(({ event }) => event !== 'delayed');
    const scans = stops.map(({ minutes, event, city = 'MADRID' }) => ({
      event,
      city,
      at: new Date(first + minutes * MINUTE * slower),
    }));
    const estimate = first + (byCourier ? COURIER_PROMISE : 40 * HOUR);
    const orderId = `ord_${index}`;
    const parcel = {
      trackingNumber: idOf(world, carrier, orderId, index),
      ...(byCourier && { orderId }),
      scans,
      estimatedDelivery: new Date(estimate),
    };
    return { orderId, carrier, kind, parcel, registeredAt };
  });
};

interface Push {
  readonly at: number;
  readonly traveller: Traveller;
  readonly scan: SimulatedScan;
}

/** Webhooks as they arrive: some twice, some hours late, and those of a carrier that is away afterwards. */
const pushesOf = (all: readonly Traveller[]): readonly Push[] => {
  const random = seededRandom(12);
  const arrival = (carrier: string, at: number): number =>
    carrier === AWAY.carrier && at >= AWAY.from && at < AWAY.until ? AWAY.until : at;
  return all
    .filter(({ kind }) => kind !== 'silent')
    .flatMap((traveller) =>
      traveller.parcel.scans.flatMap((scan) => {
        const behind = random() < 0.05 ? random() * 5 * HOUR : random() * 3 * MINUTE;
        const at = Math.max(arrival(traveller.carrier, scan.at.getTime() + behind), traveller.registeredAt);
        const again = random() < 0.05 ? [{ at: at + 10 * MINUTE, traveller, scan }] : [];
        return [{ at, traveller, scan }, ...again];
      }),
    )
    .toSorted((a, b) => a.at - b.at);
};

const push = async (world: PollingWorld, { traveller, scan }: Push): Promise<void> => {
  const { carrier, parcel } = traveller;
  const body = world.apiOf(carrier).wire.push(parcel, scan);
  if (body !== undefined) await applyUpdate(world, carrier, read(carrier, body, world.clock.now().toISOString()));
};

/** Of the orders that are not at their end, which leave the set. */
const fireDeadlines = async (world: PollingWorld, open: Set<string>): Promise<void> => {
  const now = world.clock.now().toISOString();
  for (const order of await world.store.getMany([...open])) {
    if (order.status === 'delivered' || order.status === 'returned') open.delete(order.orderId);
    const workflow = findWorkflow(order.workflow.id, order.workflow.version);
    const due = workflow === undefined ? [] : deadlinesOf(workflow, order).filter(({ dueAt }) => dueAt <= now);
    for (const { rule, dueAt } of due)
      await executeCommand(world, {
        orderId: order.orderId,
        command: { type: 'fire_deadline', rule, dueAt },
        actor: { role: 'system' },
      });
  }
};

const setMoods = (world: PollingWorld, now: number): void => {
  world.apiOf(AWAY.carrier).isOut = now >= AWAY.from && now < AWAY.until;
  world.apiOf(SPENT.carrier).callsLeft = now >= SPENT.from && now < SPENT.until ? 0 : undefined;
};

/** A courier replies with the delivery that it was asked for. */
const begin = async (world: PollingWorld, { orderId, carrier, parcel }: Traveller): Promise<void> => {
  const api = world.apiOf(carrier);
  api.put(parcel);
  await world.ship(orderId, carrier, deliveryNumber(parcel.trackingNumber));
  if (!isCourier(carrier)) return;
  const made = await api.client.track([parcel.trackingNumber]);
  if (made.kind !== 'ok') throw new Error(`${carrier} does not know ${orderId}: ${made.kind}`);
  await applyUpdate(world, carrier, made.value.update);
};

/** Every minute, what happens in it; timers each five minutes, whose precision no figure below goes beyond. */
const live = async (world: PollingWorld, all: readonly Traveller[], days: number): Promise<void> => {
  const pushes = [...pushesOf(all)];
  const waiting = all.toSorted((a, b) => a.registeredAt - b.registeredAt);
  const open = new Set<string>();
  for (let now = START; now < START + days * DAY; now += MINUTE) {
    if (world.clock.now().getTime() < now) world.clock.set(new Date(now));
    setMoods(world, now);
    for (let next = waiting[0]; next !== undefined && next.registeredAt <= now; next = waiting[0]) {
      waiting.shift();
      open.add(next.orderId);
      await begin(world, next);
    }
    for (let next = pushes[0]; next !== undefined && next.at <= now; next = pushes[0]) {
      pushes.shift();
      await push(world, next);
    }
    const at = new Date(now).toISOString();
    const due = new Set(world.polls.all().flatMap(({ carrier, dueAt }) => (dueAt && dueAt <= at ? [carrier] : [])));
    for (const carrier of due) await world.run(carrier);
    if ((now / MINUTE) % 5 === 0) await fireDeadlines(world, open);
  }
};

const FINAL: Readonly<Record<Kind, string>> = {
  silent: 'delivered',
  late: 'delivered',
  usual: 'delivered',
  returned: 'returned',
};

/** Correos has no code for a parcel that is back at its sender. */
const expectedOf = ({ kind, carrier }: Traveller): string =>
  kind === 'returned' && carrier === 'correos' ? 'exception' : FINAL[kind];

const judge = async (world: PollingWorld, traveller: Traveller) => {
  const { events } = await world.store.history(traveller.orderId, { after: 0, limit: 200 });
  const order = await world.store.get(traveller.orderId);
  const status = order?.status ?? 'none';
  const saidAt = events.find((event) => event.status === 'delayed')?.recordedAt;
  // The rule is for parcels on their way whose carrier has named a day: one that goes back is in trouble before.
  const promise = traveller.kind === 'late' ? order?.shipments[0]?.estimatedDelivery : undefined;
  const lateFrom =
    order === undefined || promise === undefined
      ? undefined
      : Date.parse(overAt(promise, orderTimeZone(order))) + PATIENCE;
  const endedAt = traveller.parcel.scans.at(-1)?.at.getTime() ?? 0;
  const isLate = lateFrom !== undefined && endedAt > lateFrom;
  const messages = events.flatMap(({ effects, status: to }) =>
    effects.flatMap((effect) =>
      effect.kind === 'notify' && effect.audience === 'customer' ? [`${effect.type} ${to}`] : [],
    ),
  );
  const once = messages.filter((message) => !/^(delayed|out_for_delivery|shipped|exception) /.test(message));
  return {
    wrong:
      status === expectedOf(traveller)
        ? []
        : [`${traveller.orderId} ${traveller.carrier} ${traveller.kind}: ${status}`],
    delayMinutes: isLate && saidAt !== undefined ? (Date.parse(saidAt) - lateFrom) / MINUTE : undefined,
    isLate,
    isFalseAlarm: saidAt !== undefined && (traveller.kind === 'usual' || traveller.kind === 'silent'),
    isTwice: new Set(once).size < once.length,
  };
};

/** A week of parcels of all carriers, with the clock: what became of them. */
export const liveWeek = async (count: number, days = 7): Promise<WeekFigures> => {
  const world = pollingWorld(5);
  world.clock.set(new Date(START));
  const all = travellers(world, count);
  await live(world, all, days);
  const judged = await Promise.all(all.map((traveller) => judge(world, traveller)));
  const delays = judged.flatMap(({ delayMinutes }) => delayMinutes ?? []);
  return {
    parcels: count,
    wrong: judged.flatMap(({ wrong }) => wrong),
    calls: Object.fromEntries(CARRIERS.map((carrier) => [carrier, world.apiOf(carrier).calls.length])),
    overQuota: CARRIERS.reduce((sum, carrier) => sum + world.apiOf(carrier).overQuota, 0),
    late: judged.filter(({ isLate }) => isLate).length,
    delayed: delays.length,
    longestDelayMinutes: Math.max(0, ...delays),
    falseAlarms: judged.filter(({ isFalseAlarm }) => isFalseAlarm).length,
    messagesTwice: judged.filter(({ isTwice }) => isTwice).length,
  };
};
