import { setTimeout as pause } from 'node:timers/promises';
import type { LocalAddresses } from '../ports.ts';
import { createDemoApi, type DemoApi } from './demo-api.ts';
import { nextStep, type OrderView, type Step } from './next-step.ts';
import { CUSTOMERS, type Customer } from './people.ts';

export interface DemoOptions {
  readonly addresses: Pick<LocalAddresses, 'api'>;
  /** Ends the demonstration. */
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
  /** Between two things that happen to one parcel. */
  readonly stepSeconds?: number;
  /** Between the end of one order and the next of the same customer. */
  readonly restSeconds?: number;
}

const STEP_SECONDS = 4;
const REST_SECONDS = 45;
/** After something went wrong: the cloud may be stopping, or somebody is trying out faults. */
const TROUBLE_SECONDS = 5;

interface Pace {
  readonly stepSeconds: number;
  readonly restSeconds: number;
}

const LABEL_CREATED = 'OC';

/** Until the carrier has a parcel, things follow more quickly: who looks for the first time sees one move within seconds. */
const soon = ({ stepSeconds }: Pace): number => stepSeconds / 4;

const printMove = (
  log: DemoOptions['log'],
  api: string,
  { name }: Customer,
  view: OrderView,
  trackingNumber: string,
): void => log(`demo  ${name}, ${view.order.orderNumber}: ${api}/track/${trackingNumber}`);

const take = async (
  options: DemoOptions,
  api: DemoApi,
  customer: Customer,
  view: OrderView,
  step: Step,
): Promise<void> => {
  const { orderId } = view.order;
  switch (step.kind) {
    case 'status':
      return api.changeStatus(orderId, step.status);
    case 'register':
      return printMove(options.log, options.addresses.api, customer, view, await api.registerParcel(view, customer));
    case 'prepare':
      return api.prepare(view);
    case 'driver':
      return api.driverReports(orderId, step.status);
    case 'delivery':
      return api.courierReports(customer, orderId, step.event);
    case 'carrier':
      return api.carrierReports(customer, step.trackingNumber, step.event);
    case 'done':
  }
};

/** One step of the customer's newest order, or a new order; returns how long to wait after it. */
const advance = async (options: DemoOptions, api: DemoApi, customer: Customer, pace: Pace): Promise<number> => {
  const newest = await api.newestOrderId(customer);
  if (newest === undefined) {
    await api.createOrder(customer, undefined);
    return soon(pace);
  }
  const view = await api.order(newest);
  const step = nextStep(view, customer);
  if (step.kind === 'done') {
    await pause(pace.restSeconds * 1000, undefined, { signal: options.signal });
    await api.createOrder(customer, newest);
    return soon(pace);
  }
  await take(options, api, customer, view, step);
  return step.kind === 'carrier' && step.event.event !== LABEL_CREATED ? pace.stepSeconds : soon(pace);
};

const follow = async (options: DemoOptions, api: DemoApi, customer: Customer, pace: Pace): Promise<void> => {
  const { signal, log } = options;
  let lastTrouble = '';
  while (!signal.aborted) {
    try {
      const seconds = await advance(options, api, customer, pace);
      lastTrouble = '';
      await pause(seconds * 1000, undefined, { signal });
    } catch (error) {
      if (signal.aborted) return;
      const trouble = error instanceof Error ? error.message : String(error);
      if (trouble !== lastTrouble) log(`demo  ${customer.name}: ${trouble}`);
      lastTrouble = trouble;
      await pause(TROUBLE_SECONDS * 1000, undefined, { signal }).catch(() => undefined);
    }
  }
};

/** Links of the parcels that are on their way from before. */
const printProgress = async (options: DemoOptions, api: DemoApi, customer: Customer): Promise<void> => {
  const newest = await api.newestOrderId(customer);
  const view = newest === undefined ? undefined : await api.order(newest);
  const parcel = view?.shipments[0];
  if (view === undefined || parcel === undefined || nextStep(view, customer).kind === 'done') return;
  printMove(options.log, options.addresses.api, customer, view, parcel.trackingNumber);
};

/**
 * A few parcels on their way, for somebody who looks for the first time: orders, moves and registrations by the API as a
 * shop would call it, scans by the carriers' own webhooks. Goes on with the orders that are there; resolves once `signal`
 * ended it. Never rejects.
 */
export const startDemo = async (options: DemoOptions): Promise<void> => {
  const { addresses, signal, log } = options;
  const api = createDemoApi(addresses.api, signal);
  const pace = {
    stepSeconds: options.stepSeconds ?? STEP_SECONDS,
    restSeconds: options.restSeconds ?? REST_SECONDS,
  };
  await api.introduce().catch((error: unknown) => {
    if (!signal.aborted) log(`demo  nobody has a telephone: ${error instanceof Error ? error.message : String(error)}`);
  });
  await Promise.all(
    CUSTOMERS.map(async (customer, place) => {
      try {
        await printProgress(options, api, customer);
        // Not all at once, so that there is always something that moves.
        await pause((place * pace.stepSeconds * 1000) / CUSTOMERS.length, undefined, { signal });
      } catch (error) {
        if (!signal.aborted) log(`demo  ${customer.name}: ${error instanceof Error ? error.message : String(error)}`);
      }
      await follow(options, api, customer, pace);
    }),
  );
};
