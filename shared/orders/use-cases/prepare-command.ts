import { daysAfter } from '../../calendar/durations.ts';
import type { OrderEvent } from '../../contract/events.ts';
import { mayCarry } from '../../contract/known-carriers.ts';
import { UNKNOWN_CARRIER } from '../../contract/unknown-carrier.ts';
import { definedFields } from '../../defined-fields.ts';
import type { OrderCommand } from '../commands/command.ts';
import { openSubstitutions } from '../commands/resolve-substitution.ts';
import { withFlags } from '../engine/scan-flags.ts';
import type { Order, Scan } from '../model/order.ts';
import type { SubstitutionChoice } from '../model/substitution.ts';
import type { OrderStore, TrackingOwner } from './order-store.ts';

/** Carriers use a number again: a shop's claim on it ends, so that the next one is not held up. */
const CLAIM_DAYS = 180;

/** A parcel that was claimed before this moment is free again. */
export const oldestClaim = (now: Date): string => daysAfter(now, -CLAIM_DAYS);

/** A carrier by name has its own numbers; a name that is nobody's may mean any of them. */
const mayBeOneParcel = (a: string, b: string): boolean => mayCarry(a, b) || mayCarry(b, a);

/** Whether an order of another shop has the parcel. */
const isClaimedByOther = async (
  store: OrderStore,
  order: Order,
  parcel: { readonly trackingNumber: string; readonly carrier: string },
  now: Date,
): Promise<boolean> => {
  const owners = await store.trackingOwners(parcel.trackingNumber);
  const binds = ({ sellerId, carrier, claimedAt }: TrackingOwner): boolean =>
    sellerId !== order.sellerId && claimedAt >= oldestClaim(now) && mayBeOneParcel(carrier, parcel.carrier);
  return owners.some(binds);
};

const HISTORY_PAGE = 200;

/** All that happened to the order up to the version that was read. */
const historyOf = async (store: OrderStore, { orderId, version }: Order): Promise<readonly OrderEvent[]> => {
  const events: OrderEvent[] = [];
  let after: number | undefined = 0;
  while (after !== undefined) {
    const page = await store.history(orderId, { after, before: version + 1, limit: HISTORY_PAGE });
    events.push(...page.events);
    after = page.next;
  }
  return events;
};

const hasParcel = ({ shipments }: Order, wanted: string): boolean =>
  shipments.some(({ trackingNumber }) => trackingNumber === wanted);

const claimOf = async (
  store: OrderStore,
  order: Order,
  parcel: { readonly trackingNumber?: string; readonly carrier?: string },
  now: Date,
): Promise<{ readonly isClaimedByOther?: true }> => {
  const { trackingNumber, carrier = UNKNOWN_CARRIER } = parcel;
  if (trackingNumber === undefined) return {};
  return (await isClaimedByOther(store, order, { trackingNumber, carrier }, now)) ? { isClaimedByOther: true } : {};
};

type Scans = Extract<OrderCommand, { type: 'apply_scans' }>;

/** What was read of the order. */
export interface KnownOrder {
  readonly order: Order;
  /** All there are, where they were read with it. */
  readonly scans?: readonly Scan[] | undefined;
}

export interface PrepareDependencies {
  readonly store: OrderStore;
  /** Absent where nobody asks about substitutions: customers are then asked. */
  readonly standingChoiceOf?: StandingChoiceReader;
}

/** What a decision is made of. */
export interface Prepared {
  readonly command: OrderCommand;
  /** Scans that the order does not have yet. */
  readonly newScans: readonly Scan[];
}

const hasProgress = ({ shipments }: Order, wanted: string): boolean =>
  shipments.some(
    ({ trackingNumber, lastScanAt, ahead }) =>
      trackingNumber === wanted && (lastScanAt !== undefined || ahead !== undefined),
  );

const identityOf = ({ occurredAt, scanId }: Scan): string => `${occurredAt} ${scanId}`;

/** Each once, in the order given. */
const scansNotIn = (recorded: readonly Scan[], scans: readonly Scan[]): readonly Scan[] => {
  const known = new Set(recorded.map(identityOf));
  return scans.filter((scan) => {
    const isNew = !known.has(identityOf(scan));
    known.add(identityOf(scan));
    return isNew;
  });
};

/**
 * Scans whose time is known count once, however often they are applied. What a scan dated ahead says depends on when it
 * was received: it is not applied again to a parcel that has come further since.
 */
const withScansToApply = async (store: OrderStore, known: KnownOrder, command: Scans): Promise<Prepared> => {
  const { order, scans: recorded } = known;
  const { trackingNumber, isReplay } = command;
  const scans = withFlags(order, trackingNumber, command.scans);
  const newScans = recorded
    ? scansNotIn(recorded, scans)
    : scans.length > 0
      ? await store.unknownScans(order.orderId, scans)
      : [];
  if (!isReplay) return { command: { ...command, scans: newScans }, newScans };
  const isFresh = !hasProgress(order, trackingNumber);
  const replayed = scans.filter((scan) => isFresh || scan.flag !== 'dated_ahead' || newScans.includes(scan));
  return { command: { ...command, scans: replayed }, newScans };
};

/** What the customer of an order has chosen in their settings about substitutions; `undefined` where they chose nothing. */
export type StandingChoiceReader = (order: Order) => Promise<SubstitutionChoice | undefined>;

const withStandingChoice = async <C extends Extract<OrderCommand, { standingChoice?: SubstitutionChoice }>>(
  command: C,
  order: Order,
  standingChoiceOf: StandingChoiceReader | undefined,
): Promise<C> =>
  order.substitutionPreference !== undefined
    ? command
    : { ...command, ...definedFields({ standingChoice: await standingChoiceOf?.(order) }) };

const withClaim = async (
  { store, standingChoiceOf }: PrepareDependencies,
  order: Order,
  command: OrderCommand,
  now: Date,
): Promise<OrderCommand> => {
  switch (command.type) {
    case 'propose_substitutions':
      return withStandingChoice(command, order, standingChoiceOf);
    case 'fire_deadline':
      return openSubstitutions(order).length === 0 ? command : withStandingChoice(command, order, standingChoiceOf);
    case 'register_shipment':
    case 'change_status': {
      const isNew = command.trackingNumber !== undefined && !hasParcel(order, command.trackingNumber);
      return isNew ? { ...command, ...(await claimOf(store, order, command, now)) } : command;
    }
    case 'correct_shipment': {
      const [history, claim] = await Promise.all([historyOf(store, order), claimOf(store, order, command.to, now)]);
      return { ...command, history, ...claim };
    }
    case 'detach_shipment':
      return { ...command, history: await historyOf(store, order) };
    default:
      return command;
  }
};

/**
 * The command with what its decision needs to know beyond the order: which scans are new, whether another shop has the
 * parcel, what happened before. The order is read first: what another request writes after that read comes with a newer
 * version of the order, so a decision that did not know of it could not be committed.
 */
export const prepareCommand = async (
  dependencies: PrepareDependencies,
  known: KnownOrder,
  command: OrderCommand,
  now: Date,
): Promise<Prepared> =>
  command.type === 'apply_scans'
    ? withScansToApply(dependencies.store, known, command)
    : { command: await withClaim(dependencies, known.order, command, now), newScans: [] };
