import { computed, shallowRef } from 'vue';
import { isProblem, type StoreOrder, WismoUnreachable } from '../../../../client/src/index.ts';
import { api } from '../../session/api.ts';
import { type Trouble, troubleOf } from '../../session/problems.ts';
import { person } from '../../session/session.ts';
import { uploadPhoto } from './photo.ts';
import { type Report, removeReport, storedReports, storeReport, type WaitingReport } from './reports.ts';

export interface RefusedReport extends Pick<WaitingReport, 'id' | 'orderNumber'> {
  readonly trouble: Trouble;
}

const waiting = shallowRef<readonly WaitingReport[]>([]);
const refused = shallowRef<readonly RefusedReport[]>([]);

export const waitingReports = computed(() => waiting.value);
const taken = shallowRef<ReadonlyMap<string, StoreOrder>>(new Map());
/** The orders as they were after the last report of each: what was read before is older. */
export const takenReports = computed(() => taken.value);
/** What waited, and was not taken when it came: the driver has to know. */
export const refusedReports = computed(() => refused.value);
export const dismissRefused = (id: number): void => {
  refused.value = refused.value.filter((each) => each.id !== id);
};

const personId = (): string => person.value?.id ?? '';
const refresh = async (): Promise<void> => {
  waiting.value = await storedReports(personId());
};

const LATER_STATUSES = [401, 408, 429];
/** Not about the report: it is taken when the network, the service or the session is there again. */
const isForLater = (error: unknown): boolean =>
  error instanceof WismoUnreachable ||
  (isProblem(error) && (error.status >= 500 || LATER_STATUSES.includes(error.status)));

/** Sent again after a lost response, a status is there already, with its photo: that is what was asked for. */
const unlessThere = async (orderId: string, status: string, act: () => Promise<StoreOrder>): Promise<StoreOrder> => {
  try {
    return await act();
  } catch (error) {
    if (!isProblem(error, 'INVALID_TRANSITION', 'NOT_APPLICABLE')) throw error;
    const now = await api().getTracking({ order_id: orderId });
    if (now.current_status !== status) throw error;
    return now;
  }
};

const sendStatus = ({ orderId, status, reason }: Extract<Report, { kind: 'status' }>): Promise<StoreOrder> => {
  const body = { status, ...(reason !== undefined && { reason }) };
  return api().changeTrackingStatus({ order_id: orderId, body });
};

const sendDelivered = async (report: Extract<Report, { kind: 'delivered' }>): Promise<StoreOrder> => {
  const { orderId, pin, signature, photo } = report;
  const photoKey = photo && (await uploadPhoto(orderId, photo));
  const proof = {
    ...(pin !== undefined && { pin }),
    ...(signature !== undefined && { signature }),
    ...(photoKey !== undefined && { photoKey }),
  };
  return api().confirmDelivered({ order_id: orderId, body: Object.keys(proof).length > 0 ? { proof } : {} });
};

const send = async (report: Report): Promise<void> => {
  const order = await (report.kind === 'status'
    ? unlessThere(report.orderId, report.status, () => sendStatus(report))
    : unlessThere(report.orderId, 'delivered', () => sendDelivered(report)));
  taken.value = new Map([...taken.value, [order.order_id, order]]);
};

let sending: Promise<void> | undefined;

const sendAll = async (): Promise<void> => {
  await refresh();
  for (let next = waiting.value[0]; next !== undefined; next = waiting.value[0]) {
    try {
      await send(next.report);
    } catch (error) {
      if (isForLater(error)) return;
      const { id, orderNumber } = next;
      refused.value = [...refused.value, { id, orderNumber, trouble: troubleOf(error) }];
    }
    await removeReport(next.id);
    await refresh();
  }
};

const LOCK = 'wismo-reports';
/** Two tabs of a driver send each report once. Without TLS a browser has no locks, and the API takes it twice. */
const sendAlone = async (): Promise<void> => {
  if ('locks' in navigator) await navigator.locks.request(LOCK, sendAll);
  else await sendAll();
};

const AGAIN_MILLISECONDS = 10_000;
let again: ReturnType<typeof setTimeout> | undefined;
/** A telephone that comes out of a tunnel often says nothing: what waits is tried again without an event, too. */
const tryAgainLater = (): void => {
  clearTimeout(again);
  if (waiting.value.length > 0) again = setTimeout(() => void sendWaiting(), AGAIN_MILLISECONDS);
};

/** Sends what waits, oldest first; stops where there is still no network. */
export const sendWaiting = (): Promise<void> => {
  sending ??= sendAlone().finally(() => {
    sending = undefined;
    tryAgainLater();
  });
  return sending;
};

/** Sends it now, or, behind what waits already, as soon as it can be. @throws what the API refuses. */
export const report = async (what: Report, orderNumber: string): Promise<void> => {
  const wait = async (): Promise<void> => {
    await storeReport({ personId: personId(), orderNumber, report: what });
    await refresh();
    tryAgainLater();
  };
  if (waiting.value.length > 0) {
    await wait();
    return sendWaiting();
  }
  try {
    await send(what);
  } catch (error) {
    if (!isForLater(error)) throw error;
    await wait();
  }
};
