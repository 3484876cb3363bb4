import type { Clock } from '../../clock/clock.ts';
import type { ContactStore } from '../contacts/contact-store.ts';
import type { NotificationStore } from '../notification-store.ts';
import type { Receipt } from './receipt.ts';

export interface RecordReceiptsDependencies {
  readonly notifications: Pick<NotificationStore, 'report' | 'get' | 'create'>;
  readonly contacts: Pick<ContactStore, 'disable' | 'enable'>;
  /** Says in the inbox of whoever the message was for that an address of theirs is not used any more. */
  readonly noticeDisabled: (channel: string, receipt: Receipt) => Promise<void>;
  readonly clock: Clock;
}

/** How many receipts came to what. `unknown`: of no message that is ours. */
export interface RecordedReceipts {
  readonly reported: number;
  readonly known: number;
  readonly unknown: number;
  readonly disabled: number;
}

/** Receipts of one report that are recorded side by side. */
const AT_ONCE = 20;

type Outcome = 'reported' | 'known' | 'unknown' | 'none';

/**
 * The address first: should this end in between, the report comes again, and nobody is written to in the meantime. What is
 * done twice is done once.
 */
const recordOne = async (
  channel: string,
  receipt: Receipt,
  { notifications, contacts, noticeDisabled }: RecordReceiptsDependencies,
): Promise<Outcome> => {
  const { of, fact, at, error, disables, enables } = receipt;
  if (disables !== undefined) {
    await contacts.disable({ channel, ...disables, at });
    await noticeDisabled(channel, receipt);
  }
  if (enables !== undefined) await contacts.enable({ channel, ...enables });
  if (fact === undefined) return 'none';
  if (of === undefined) return 'unknown';
  const outcome = await notifications.report(of, channel, { fact, at, ...(error !== undefined && { error }) });
  return outcome === 'absent' ? 'unknown' : outcome;
};

/** Records what a provider of the channel reports, in whatever order and however often it comes. */
export const recordReceipts = async (
  channel: string,
  receipts: readonly Receipt[],
  dependencies: RecordReceiptsDependencies,
): Promise<RecordedReceipts> => {
  const outcomes: Outcome[] = [];
  for (let from = 0; from < receipts.length; from += AT_ONCE) {
    const group = receipts.slice(from, from + AT_ONCE);
    outcomes.push(...(await Promise.all(group.map((receipt) => recordOne(channel, receipt, dependencies)))));
  }
  const count = (wanted: Outcome): number => outcomes.filter((outcome) => outcome === wanted).length;
  return {
    reported: count('reported'),
    known: count('known'),
    unknown: count('unknown'),
    disabled: receipts.filter(({ disables }) => disables !== undefined).length,
  };
};
