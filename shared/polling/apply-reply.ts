import { asError } from '../as-error.ts';
import { daysAfter } from '../calendar/durations.ts';
import type { ParcelReply } from '../carriers/carrier-client.ts';
import { applyUpdate, reportParseIssues } from '../carriers/receive-webhook.ts';
import { sha256 } from '../security/digest.ts';
import { afterFailure, afterReply, digestOf } from './after-look.ts';
import type { ParcelPoll } from './parcel-poll.ts';
import type { LookedAt } from './read-due.ts';
import { momentOf, type Worker } from './worker.ts';

/** As long as what webhooks brought. */
const RAW_RETENTION_DAYS = 90;
/** More than any reply about one parcel. */
const MAX_RAW_CHARACTERS = 256 * 1_024;
const STORED_OUTCOMES: readonly string[] = ['applied', 'recorded', 'parked'];

/** A reply that brought something is stored as it came, once. */
const storeReply = async ({ dependencies, polled }: Worker, text: string, outcome: string): Promise<void> => {
  const now = dependencies.clock.now();
  const at = now.toISOString();
  await dependencies.webhooks.store(
    {
      source: polled.carrier.id,
      eventId: `poll:${sha256(text, 'hex')}`,
      body: text.slice(0, MAX_RAW_CHARACTERS),
      receivedAt: at,
      retainUntil: daysAfter(now, RAW_RETENTION_DAYS),
    },
    { outcome, at },
  );
};

const applyParcelReply = async (worker: Worker, reply: ParcelReply): Promise<void> => {
  const { dependencies, polled, report } = worker;
  reportParseIssues(dependencies.telemetry, polled.carrier.id, reply.update.issues);
  const outcome = await applyUpdate(dependencies, polled.carrier.id, reply.update);
  if (!STORED_OUTCOMES.includes(outcome)) return;
  report.updates += 1;
  await storeReply(worker, reply.text, outcome);
};

const noteAge = ({ report, dependencies }: Worker, { repliedAt, registeredAt }: ParcelPoll): void => {
  const age = (dependencies.clock.now().getTime() - Date.parse(repliedAt ?? registeredAt)) / 1_000;
  report.oldestReplySeconds = Math.max(report.oldestReplySeconds, Math.round(age));
};

/**
 * Applies what the carrier replied of a parcel by the same path as a webhook, unless it said just that the last time.
 * What cannot be applied now, for its order is being changed, is asked for again soon.
 */
export const applyReply = async (worker: Worker, { poll, look }: LookedAt, reply: ParcelReply): Promise<ParcelPoll> => {
  const { parcels } = reply.update;
  const own = parcels.find(({ trackingNumber }) => trackingNumber === poll.trackingNumber) ?? parcels[0];
  worker.report.replies += 1;
  noteAge(worker, poll);
  const digest = digestOf(parcels);
  try {
    if (digest !== poll.digest) await applyParcelReply(worker, reply);
  } catch (error) {
    const { carrier, trackingNumber } = poll;
    const { name } = asError(error);
    worker.dependencies.telemetry.count('PollNotApplied', carrier);
    worker.dependencies.telemetry.warn('A reply of a carrier was not applied', { carrier, trackingNumber, name });
    return afterFailure(poll, momentOf(worker));
  }
  const milestone = look.kind === 'ask' ? look.milestone : undefined;
  return afterReply(poll, { newest: own?.scans.at(-1), digest, milestone }, momentOf(worker));
};
