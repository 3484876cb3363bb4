import type { CallOutcome, ParcelReply, TrackReply } from '../carriers/carrier-client.ts';
import { afterFailure, afterUnknown } from './after-look.ts';
import { applyReply } from './apply-reply.ts';
import type { Look } from './look-at-parcel.ts';
import type { ParcelPoll } from './parcel-poll.ts';
import type { LookedAt } from './read-due.ts';
import { callCarrier, momentOf, type Worker } from './worker.ts';

export interface AskedParcel extends LookedAt {
  readonly look: Extract<Look, { kind: 'ask' }>;
}

/** Begins with one call while nobody knows whether the carrier is back, and doubles with each that goes well. */
const FIRST_CALLS = 4;

/** Saves what comes next for a parcel, and counts it where that is nothing. */
export const saveNext = async ({ dependencies, report }: Worker, poll: ParcelPoll): Promise<void> => {
  const { stopped, carrier, trackingNumber } = poll;
  await dependencies.polls.save(poll);
  if (stopped === undefined) return;
  report.stopped[stopped] += 1;
  if (stopped === 'ended') return;
  dependencies.telemetry.count('ParcelGivenUp', carrier);
  dependencies.telemetry.warn('A parcel is not asked for any more', { carrier, trackingNumber, stopped });
};

const isOf =
  ({ poll: { trackingNumber } }: AskedParcel) =>
  ({ update }: ParcelReply): boolean =>
    update.parcels.some((parcel) => parcel.trackingNumber === trackingNumber);

/** What the reply says of one of the parcels that were asked for; of one number, whatever came is about it. */
const replyOf = (reply: TrackReply, asked: AskedParcel, isAlone: boolean): ParcelReply | undefined => {
  if (isAlone) return reply;
  const part = (reply.parts ?? []).find(isOf(asked));
  if (part !== undefined || reply.parts !== undefined) return part;
  return isOf(asked)(reply) ? reply : undefined;
};

/** Among several, a number that the carrier does not know is a parcel without scans. */
const saysUnknown = ({ update }: ParcelReply, { poll: { trackingNumber } }: AskedParcel): boolean =>
  update.issues.some((issue) => issue.kind === 'not_found' && issue.trackingNumber === trackingNumber) &&
  update.parcels.every(({ scans }) => scans.length === 0);

const settle = async (
  worker: Worker,
  asked: AskedParcel,
  outcome: CallOutcome<TrackReply>,
  isAlone: boolean,
): Promise<ParcelPoll | undefined> => {
  switch (outcome.kind) {
    case 'ok': {
      const reply = replyOf(outcome.value, asked, isAlone);
      const isKnown = reply !== undefined && !saysUnknown(reply, asked);
      return isKnown ? applyReply(worker, asked, reply) : afterUnknown(asked.poll, momentOf(worker));
    }
    case 'notFound':
    case 'refused':
      return afterUnknown(asked.poll, momentOf(worker));
    case 'unavailable':
    case 'malformed':
      return afterFailure(asked.poll, momentOf(worker));
    default:
      // The carrier did not look at it: it is still the first in the line.
      return undefined;
  }
};

const askTogether = async (worker: Worker, asked: readonly AskedParcel[]): Promise<void> => {
  const { polled } = worker;
  const outcome = await callCarrier(worker, () => polled.client.track(asked.map(({ look }) => look.number)));
  await Promise.all(
    asked.map(async (one) => {
      const next = await settle(worker, one, outcome, asked.length === 1);
      if (next === undefined) return;
      await saveNext(worker, one.look.isClosing ? { ...next, closing: true } : next);
    }),
  );
};

const inChunks = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));

/** How many calls go side by side in the next wave. */
export const firstWidth = ({ state, gate }: Pick<Worker, 'state' | 'gate'>): number =>
  state.backOffs === undefined && state.paused === undefined ? Math.min(FIRST_CALLS, gate.maxWidth) : 1;

/**
 * Asks the carrier for parcels, in waves of calls side by side, until they are done or the run has to end.
 *
 * @returns how wide the next wave may be.
 */
export const askParcels = async (
  worker: Worker,
  asked: readonly AskedParcel[],
  firstWaveWidth: number,
  hasTime: () => boolean,
): Promise<number> => {
  const chunks = inChunks(asked, worker.polled.carrier.poll.numbersPerCall);
  let width = firstWaveWidth;
  for (let from = 0; from < chunks.length && worker.end === undefined; ) {
    if (!hasTime()) {
      worker.end = 'out_of_time';
      break;
    }
    const wanted = Math.min(width, chunks.length - from);
    const allowed = await worker.gate.take(wanted);
    if (allowed === 0) worker.end = 'out_of_quota';
    await Promise.all(chunks.slice(from, from + allowed).map((chunk) => askTogether(worker, chunk)));
    from += allowed;
    width = Math.min(width * 2, worker.gate.maxWidth);
  }
  return width;
};
