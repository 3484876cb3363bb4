import { definedFields } from '../../../shared/defined-fields.ts';
import type { CarrierReport, CarrierState, CarrierStateStore } from '../../../shared/polling/carrier-state.ts';
import type { DueParcel, ParcelPoll } from '../../../shared/polling/parcel-poll.ts';
import type { ParcelPollStore } from '../../../shared/polling/parcel-poll-store.ts';

const inOrder = (a: DueParcel, b: DueParcel): number =>
  a.dueAt.localeCompare(b.dueAt) || a.trackingNumber.localeCompare(b.trackingNumber);

/** Followed parcels in memory; `all` is for a test to look. */
export const memoryParcelPollStore = (): ParcelPollStore & { readonly all: () => readonly ParcelPoll[] } => {
  const polls = new Map<string, ParcelPoll>();
  const keyOf = (carrier: string, trackingNumber: string) => `${carrier} ${trackingNumber}`;
  return {
    all: () => [...polls.values()],
    start: async (parcel, dueAt) => {
      const key = keyOf(parcel.carrier, parcel.trackingNumber);
      const known: ParcelPoll = polls.get(key) ?? parcel;
      const { stopped: _stopped, digest: _digest, ...rest } = known;
      polls.set(key, { ...rest, ...parcel, dueAt });
    },
    due: async (carrier, until, limit, after) =>
      [...polls.values()]
        .flatMap(({ trackingNumber, dueAt, ...poll }) =>
          poll.carrier === carrier && dueAt !== undefined && dueAt <= until ? [{ trackingNumber, dueAt }] : [],
        )
        .filter((one) => after === undefined || inOrder(after, one) < 0)
        .sort(inOrder)
        .slice(0, limit),
    get: async (carrier, numbers) => numbers.flatMap((number) => polls.get(keyOf(carrier, number)) ?? []),
    save: async (poll) => {
      polls.set(keyOf(poll.carrier, poll.trackingNumber), poll);
    },
    remove: async (carrier, number) => {
      polls.delete(keyOf(carrier, number));
    },
  };
};

type Stored = CarrierState & { readonly leaseUntil?: string };

/** States of carriers in memory. */
export const memoryCarrierStateStore = (): CarrierStateStore => {
  const states = new Map<string, Stored>();
  const find = (carrier: string): Stored => states.get(carrier) ?? { carrier };
  return {
    get: async (carrier) => {
      const { leaseUntil: _leaseUntil, ...state } = find(carrier);
      return states.has(carrier) ? state : undefined;
    },
    lease: async (carrier, now, until) => {
      const { leaseUntil, ...state } = find(carrier);
      const at = now.toISOString();
      if (state.disabled !== undefined) return { kind: 'disabled' };
      if (state.retryAt !== undefined && state.retryAt > at)
        return { kind: 'waiting', until: state.retryAt, isPaused: state.paused !== undefined };
      if (leaseUntil !== undefined && leaseUntil > at) return { kind: 'taken' };
      states.set(carrier, { ...state, leaseUntil: until.toISOString() });
      return { kind: 'leased', state };
    },
    release: async (carrier, report: CarrierReport) => {
      const { disabled, webhookAt } = find(carrier);
      states.set(carrier, { carrier, ...report, ...definedFields({ disabled, webhookAt }) });
    },
    enable: async (carrier) => {
      const { succeededAt, failed, hours, webhookAt } = find(carrier);
      states.set(carrier, { carrier, ...definedFields({ succeededAt, failed, hours, webhookAt }) });
    },
    disable: async (carrier, by, at) => {
      states.set(carrier, { ...find(carrier), disabled: { by, at } });
    },
    noteWebhook: async (carrier, webhookAt) => {
      states.set(carrier, { ...find(carrier), webhookAt });
    },
  };
};
