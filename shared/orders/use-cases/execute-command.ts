import type { Backoff } from '../../clock/backoff.ts';
import type { Clock, IdSource } from '../../clock/clock.ts';
import type { OrderEvent } from '../../contract/events.ts';
import { definedFields } from '../../defined-fields.ts';
import type { AuditEntry } from '../../security/audit.ts';
import type { Decide, OrderCommand } from '../commands/command.ts';
import type { Refusal } from '../engine/decision.ts';
import type { Actor, Order, Scan } from '../model/order.ts';
import { linksRevokedWithCustomer, numbered, parcelsClaimed, parcelsReleased, stockReturned } from './change.ts';
import { auditOf } from './command-audit.ts';
import { isTooLarge } from './order-size.ts';
import type { CommitExtras, IdempotencyCompletion } from './order-store.ts';
import { oldestClaim, type PrepareDependencies, prepareCommand } from './prepare-command.ts';
import { type WorkflowCatalog, workflowOfOrder } from './workflow-catalog.ts';

export interface CommandDependencies extends PrepareDependencies {
  readonly workflows: WorkflowCatalog;
  readonly decide: Decide;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** Between two tries, after somebody else changed the order first. */
  readonly backoff: Backoff;
}

/** An order after a command. */
export interface CommandOutcome {
  readonly order: Order;
  readonly events: readonly OrderEvent[];
}

export interface CommandRequest {
  readonly orderId: string;
  readonly command: OrderCommand;
  readonly actor: Actor;
  /** The order as the caller has just read it: the first try decides on it, and reads nothing. */
  readonly knownOrder?: Order;
  /** All scans of `knownOrder`, where they were read with it. */
  readonly knownScans?: readonly Scan[];
  /** The version that the caller has seen, or several of which it is one: any other is refused instead of tried again. */
  readonly ifMatch?: number | readonly number[];
  readonly extras?: {
    /** A forced move is audited in any case; this takes the place of that entry. */
    readonly audit?: AuditEntry;
    /**
     * The response to store for the caller's idempotency key, made from what is about to be committed. Not used where
     * nothing changed: that claim is for the caller to complete.
     */
    readonly idempotency?: (outcome: CommandOutcome) => IdempotencyCompletion;
  };
}

export type CommandFailureCode =
  | 'NOT_FOUND'
  | 'PRECONDITION_FAILED'
  /** Others changed the order each time; asking again is safe. */
  | 'VERSION_CONFLICT'
  /** The caller's claim on its idempotency key was taken over by a repetition of the request. */
  | 'DUPLICATE_REQUEST_IN_PROGRESS';

export type CommandResult =
  | ({
      readonly ok: true;
      /** Whether anything about the order changed. */
      readonly changed: boolean;
      /** Scans of the command that were new to the order, whether or not they moved it. */
      readonly scansRecorded: number;
    } & CommandOutcome)
  | Refusal
  | { readonly ok: false; readonly code: CommandFailureCode };

/**
 * Of racers on one order one wins a round, and jitter spreads the others: measured with a hundred at once, whose commands
 * are all allowed, every one comes through. With the longest pauses that still ends well inside a request's time.
 */
export const MAX_ATTEMPTS = 24;

/**
 * Most scans in one transaction. Each is an item, and may add an event or two; together with the order and
 * what goes with it that stays below the hundred items that a transaction holds.
 */
const MAX_SCANS_PER_COMMAND = 30;

const decideFresh = async (
  dependencies: CommandDependencies,
  request: CommandRequest,
  order: Order,
  scansOfOrder: readonly Scan[] | undefined,
) => {
  const [workflow, { command, newScans }] = await Promise.all([
    workflowOfOrder(dependencies.workflows, order),
    prepareCommand(dependencies, { order, scans: scansOfOrder }, request.command, dependencies.clock.now()),
  ]);
  const now = dependencies.clock.now();
  const decision = dependencies.decide({ workflow, order, command, actor: request.actor, now });
  return { decision, now, scans: newScans };
};

const releasesOf = async (
  { store }: CommandDependencies,
  before: Order,
  after: Order,
): Promise<NonNullable<CommitExtras['trackingReleases']>> =>
  Promise.all(
    parcelsReleased(before, after).map(async ({ trackingNumber, carrier }) => {
      const claimants = await store.findIdsByTrackingNumber(trackingNumber);
      return { trackingNumber, carrier, isLast: claimants.every((orderId) => orderId === before.orderId) };
    }),
  );

const extrasOf = async (
  dependencies: CommandDependencies,
  request: CommandRequest,
  before: Order,
  outcome: CommandOutcome,
  scans: readonly Scan[],
  now: Date,
): Promise<CommitExtras> => {
  const audit = request.extras?.audit ?? auditOf(dependencies.ids, request, before, outcome.order, now);
  const idempotency = request.extras?.idempotency?.(outcome);
  return {
    scans,
    stockReturned: stockReturned(before, outcome.order),
    trackingClaims: parcelsClaimed(before, outcome.order, now.toISOString(), oldestClaim(now)),
    trackingReleases: await releasesOf(dependencies, before, outcome.order),
    ...definedFields({ audit, idempotency }),
  };
};

const tooLarge = ({ status }: Order): Refusal => ({
  ok: false,
  code: 'ORDER_TOO_LARGE',
  reason: 'With this the order would be larger than what can be stored of one.',
  currentStatus: status,
  allowed: [],
});

/** One try: `conflict` when somebody else was first. */
const attempt = async (
  dependencies: CommandDependencies,
  request: CommandRequest,
  known: Pick<CommandRequest, 'knownOrder' | 'knownScans'>,
): Promise<CommandResult | 'conflict'> => {
  const { store, ids } = dependencies;
  const before = known.knownOrder ?? (await store.get(request.orderId));
  if (before === undefined) return { ok: false, code: 'NOT_FOUND' };
  if (request.ifMatch !== undefined && ![request.ifMatch].flat().includes(before.version)) {
    return { ok: false, code: 'PRECONDITION_FAILED' };
  }
  const { decision, now, scans } = await decideFresh(dependencies, request, before, known.knownScans);
  if (!decision.ok) return decision;
  if (decision.events.length === 0) {
    await store.addScans(request.orderId, scans);
    return { ok: true, changed: false, scansRecorded: scans.length, order: before, events: [] };
  }
  if (isTooLarge(before, decision.order, request.command)) return tooLarge(before);
  const decided = linksRevokedWithCustomer(before, decision.order);
  const outcome = numbered(decided, decision.events, before.version, now, ids);
  const extras = await extrasOf(dependencies, request, before, outcome, scans, now);
  const committed = await store.commit(before.version, outcome.order, outcome.events, extras);
  if (committed === 'conflict') return 'conflict';
  if (committed === 'idempotency_lost') return { ok: false, code: 'DUPLICATE_REQUEST_IN_PROGRESS' };
  return { ok: true, changed: true, scansRecorded: scans.length, ...outcome };
};

const executeOnce = async (dependencies: CommandDependencies, request: CommandRequest): Promise<CommandResult> => {
  for (let tried = 1; tried <= MAX_ATTEMPTS; tried += 1) {
    const result = await attempt(dependencies, request, tried === 1 ? request : {});
    if (result !== 'conflict') return result;
    if (request.ifMatch !== undefined) return { ok: false, code: 'PRECONDITION_FAILED' };
    if (tried < MAX_ATTEMPTS) await dependencies.backoff.pause(tried);
  }
  return { ok: false, code: 'VERSION_CONFLICT' };
};

const byOccurrence = (a: Scan, b: Scan): number => a.occurredAt.localeCompare(b.occurredAt);

/**
 * The requests that a request is carried out as: itself, or, where more scans come at once than one transaction holds,
 * one after the other in the order of their time. What belongs to the request as a whole goes with the last.
 */
const portionsOf = (request: CommandRequest): readonly CommandRequest[] => {
  const { command, extras: _extras, ...rest } = request;
  if (command.type !== 'apply_scans' || command.scans.length <= MAX_SCANS_PER_COMMAND) return [request];
  const scans = [...command.scans].sort(byOccurrence);
  const { estimatedDelivery: _estimate, estimateAsOf: _asOf, ...portionCommand } = command;
  const portions: CommandRequest[] = [];
  for (; scans.length > MAX_SCANS_PER_COMMAND; ) {
    const portion = scans.splice(0, MAX_SCANS_PER_COMMAND);
    portions.push({ ...rest, command: { ...portionCommand, scans: portion } });
  }
  return [...portions, { ...request, command: { ...command, scans } }];
};

/**
 * The one way to change an order: read it, decide, write the decision if the order is still as it was read; else read and
 * decide again. A refusal therefore always speaks of the order's newest state.
 *
 * Nothing is written where the decision has no event; new scans of it are recorded all the same.
 */
export const executeCommand = async (
  dependencies: CommandDependencies,
  request: CommandRequest,
): Promise<CommandResult> => {
  const [first, ...others] = portionsOf(request);
  let result = await executeOnce(dependencies, first ?? request);
  for (const portion of others) {
    if (!result.ok) return result;
    // What the caller saw says nothing of the versions that its own first portions made.
    const { ifMatch: _ifMatch, knownOrder: _knownOrder, knownScans: _knownScans, ...following } = portion;
    const next = await executeOnce(dependencies, following);
    if (!next.ok) return next;
    result = {
      ...next,
      changed: result.changed || next.changed,
      scansRecorded: result.scansRecorded + next.scansRecorded,
      events: [...result.events, ...next.events],
    };
  }
  return result;
};
