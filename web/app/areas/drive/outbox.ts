import { computed, shallowRef } from 'vue';
import { WismoUnreachable } from '../../../../client/src/index.ts';
import { api } from '../../session/api.ts';

/** What a driver reports. It can wait for the network, in the order in which it was done. */
export type Report =
  | { readonly kind: 'status'; readonly orderId: string; readonly status: string; readonly reason?: string }
  | { readonly kind: 'delivered'; readonly orderId: string; readonly pin?: string; readonly signature?: string };

const STORED = 'wismo-reports';

const stored = (): readonly Report[] => JSON.parse(sessionStorage.getItem(STORED) ?? '[]') as readonly Report[];

const waiting = shallowRef<readonly Report[]>(stored());
export const waitingCount = computed(() => waiting.value.length);

const setWaiting = (reports: readonly Report[]): void => {
  waiting.value = reports;
  sessionStorage.setItem(STORED, JSON.stringify(reports));
};

const send = async (report: Report): Promise<void> => {
  if (report.kind === 'status') {
    const { orderId, status, reason } = report;
    await api().changeTrackingStatus({ order_id: orderId, body: { status, ...(reason !== undefined && { reason }) } });
    return;
  }
  const { orderId, pin, signature } = report;
  const proof = { ...(pin !== undefined && { pin }), ...(signature !== undefined && { signature }) };
  await api().confirmDelivered({ order_id: orderId, body: Object.keys(proof).length > 0 ? { proof } : {} });
};

let isSending = false;

/** Sends what waits, oldest first; stops where there is still no network. */
export const sendWaiting = async (): Promise<void> => {
  if (isSending) return;
  isSending = true;
  try {
    for (let next = waiting.value[0]; next !== undefined; next = waiting.value[0]) {
      await send(next);
      setWaiting(waiting.value.slice(1));
    }
  } catch (error) {
    // What the API refuses is not sent again; what did not reach it waits.
    if (!(error instanceof WismoUnreachable)) setWaiting(waiting.value.slice(1));
  } finally {
    isSending = false;
  }
};

/** Sends it now, or as soon as there is a network. @throws what the API refuses. */
export const report = async (what: Report): Promise<void> => {
  if (waiting.value.length > 0) return setWaiting([...waiting.value, what]);
  try {
    await send(what);
  } catch (error) {
    if (!(error instanceof WismoUnreachable)) throw error;
    setWaiting([...waiting.value, what]);
  }
};
