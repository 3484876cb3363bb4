import { definedFields } from '../defined-fields.ts';
import {
  combinedOutcome,
  type OutgoingNotification,
  type ProviderRoute,
  type ReadyProvider,
  type SendOutcome,
} from './channel.ts';
import type { Notification } from './notification.ts';
import type { ProviderGate } from './providers/provider-gate.ts';

/** A message that was handed to nobody: nothing is recorded of it, and it comes again then. */
export interface Deferral {
  readonly outcome: 'deferred';
  readonly until: Date;
  readonly reason: string;
}

/** A provider that did not take the message, before another one did or did not. */
export interface PassedOver {
  readonly provider: string;
  readonly outcome: Exclude<SendOutcome['outcome'], 'accepted'>;
  readonly error: string;
}

export interface HandedOver {
  readonly outcome: SendOutcome | Deferral;
  /** Whose the outcome is; absent where nobody was asked. */
  readonly provider?: ReadyProvider;
  readonly passedOver: readonly PassedOver[];
}

/** Longer than a moment: a day's quota, say, which somebody else may not have used up. */
const LONG_WAIT_SECONDS = 60;

/** Nobody has it, and whoever refused it is not about to take it: another provider may. */
const isForAnother = (outcome: SendOutcome): outcome is Refusal['outcome'] =>
  outcome.outcome === 'unavailable' ||
  outcome.outcome === 'blocked' ||
  (outcome.outcome === 'throttled' && outcome.retryAfterSeconds >= LONG_WAIT_SECONDS);

/**
 * Whom the message may be handed to. Where a provider did not say whether it took it, only the same one is asked again: it
 * knows the message by its key, or has it in the worst case twice, and nobody else has it as well.
 */
const candidatesOf = ({ providers }: ProviderRoute, { attempts }: Notification): readonly ReadyProvider[] => {
  const last = attempts.findLast(({ outcome, provider }) => outcome === 'unknown' && provider !== undefined);
  const pinned = providers.filter(({ id }) => id === last?.provider);
  return pinned.length > 0 ? pinned : providers;
};

interface Refusal {
  readonly provider: ReadyProvider;
  readonly outcome: Exclude<SendOutcome, { outcome: 'accepted' }>;
}

const passedOverBy = (refusals: readonly Refusal[]): readonly PassedOver[] =>
  refusals.map(({ provider, outcome: { outcome, error } }) => ({ provider: provider.id, outcome, error }));

/** What can be waited for comes before what a person must mend. */
const HOPE: readonly SendOutcome['outcome'][] = ['throttled', 'unavailable', 'blocked'];

/** A route has a provider: one that was not asked has said until when. */
const NOBODY_ASKED: Deferral = { outcome: 'deferred', until: new Date(0), reason: 'nobody was asked' };

/**
 * What became of a message that nobody took. A provider that was not asked is waited for, even where a stand-in needs a
 * person: it may be well again before anybody has mended the other.
 */
const afterRefusals = (refusals: readonly Refusal[], deferral: Deferral | undefined): HandedOver => {
  const [leading] = HOPE.flatMap((hope) => refusals.filter(({ outcome }) => outcome.outcome === hope).slice(0, 1));
  if (leading === undefined) return { outcome: deferral ?? NOBODY_ASKED, passedOver: [] };
  if (leading.outcome.outcome === 'blocked' && deferral !== undefined)
    return { outcome: deferral, passedOver: passedOverBy(refusals) };
  return { ...leading, passedOver: passedOverBy(refusals.filter((one) => one !== leading)) };
};

/**
 * Hands a message to the first of the route's providers that is open, and on to the next where one certainly did not take
 * it. A provider without room is waited for: it is well, and its stand-in is for when it is not.
 */
export const handOver = async (
  route: ProviderRoute,
  notification: Notification,
  outgoing: OutgoingNotification,
  gate: ProviderGate,
): Promise<HandedOver> => {
  const refusals: Refusal[] = [];
  let deferral: Deferral | undefined;
  for (const provider of candidatesOf(route, notification)) {
    const admission = await gate.admit(provider, notification.priority);
    if (!admission.admitted) {
      const { because, until } = admission;
      deferral ??= { outcome: 'deferred', until, reason: `${provider.id} is ${because}` };
      if (because === 'full') break;
      continue;
    }
    const outcome = await provider.send(outgoing);
    await gate.report(provider, outcome.outcome);
    if (!isForAnother(outcome)) return { outcome, provider, passedOver: passedOverBy(refusals) };
    refusals.push({ provider, outcome });
  }
  return afterRefusals(refusals, deferral);
};

const isSendOutcome = (outcome: HandedOver['outcome']): outcome is SendOutcome => outcome.outcome !== 'deferred';

/**
 * What became of a message that took several paths: reached by one of them, the person is reached. Where nobody was asked
 * on any, it waits.
 *
 * @param paths One at least
 */
export const together = (paths: readonly HandedOver[]): HandedOver => {
  const outcomes = paths.flatMap(({ outcome }) => (isSendOutcome(outcome) ? [outcome] : []));
  const passedOver = paths.flatMap((path) => path.passedOver);
  const [first] = paths;
  if (outcomes.length === 0 && first !== undefined) return { ...first, passedOver };
  const outcome = combinedOutcome(outcomes);
  const leading = paths.find((path) => path.outcome.outcome === outcome.outcome);
  return { outcome, passedOver, ...definedFields({ provider: leading?.provider }) };
};
