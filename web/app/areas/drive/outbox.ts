import { computed, shallowRef } from 'vue';
import { isProblem, WismoUnreachable } from '../../../../client/src/index.ts';
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

export const waitingCount = computed(() => waiting.value.length);
/** What waited, and was not taken when it came: the driver has to know. */
export const refusedReports = computed(() => refused.value);
export const dismissRefused = (id: number): void => {
  refused.value = refused.value.filter((each) => each.id !== id);
};

const personId = (): string => person.value?.id ?? '';
const refresh = async (): Promise<void> => {
  waiting.value = await storedReports(personId());
};

/** Sent again after a lost response, a status is there already: that is what was asked for. */
const isThere = async (orderId: string, status: string): Promise<boolean> =>
  (await api().getTracking({ order_id: orderId })).current_status === status;

const sendStatus = async ({ orderId, status, reason }: Extract<Report, { kind: 'status' }>): Promise<void> => {
  const body = { status, ...(reason !== undefined && { reason }) };
  try {
    await api().changeTrackingStatus({ order_id: orderId, body });
  } catch (error) {
    const isRepeated = isProblem(error) && error.problem.code === 'INVALID_TRANSITION';
    if (!isRepeated || !(await isThere(orderId, status))) throw error;
  }
};

const send = async (report: Report): Promise<void> => {
  if (report.kind === 'status') return sendStatus(report);
  const { orderId, pin, signature, photo } = report;
  const photoKey = photo && (await uploadPhoto(orderId, photo));
  const proof = {
    ...(pin !== undefined && { pin }),
    ...(signature !== undefined && { signature }),
    ...(photoKey !== undefined && { photoKey }),
  };
  await api().confirmDelivered({ order_id: orderId, body: Object.keys(proof).length > 0 ? { proof } : {} });
};

let sending: Promise<void> | undefined;

const sendAll = async (): Promise<void> => {
  await refresh();
  for (let next = waiting.value[0]; next !== undefined; next = waiting.value[0]) {
    try {
      await send(next.report);
    } catch (error) {
      if (error instanceof WismoUnreachable) return;
      const { id, orderNumber } = next;
      refused.value = [...refused.value, { id, orderNumber, trouble: troubleOf(error) }];
    }
    await removeReport(next.id);
    await refresh();
  }
};

/** Sends what waits, oldest first; stops where there is still no network. */
export const sendWaiting = (): Promise<void> => {
  sending ??= sendAll().finally(() => {
    sending = undefined;
  });
  return sending;
};

/** Sends it now, or, behind what waits already, as soon as there is a network. @throws what the API refuses. */
export const report = async (what: Report, orderNumber: string): Promise<void> => {
  const wait = async (): Promise<void> => {
    await storeReport({ personId: personId(), orderNumber, report: what });
    await refresh();
  };
  if (waiting.value.length > 0) {
    await wait();
    return sendWaiting();
  }
  try {
    await send(what);
  } catch (error) {
    if (!(error instanceof WismoUnreachable)) throw error;
    await wait();
  }
};
