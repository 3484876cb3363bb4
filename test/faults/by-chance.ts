import type { FaultKind } from './sites.ts';

/** A call that a play may make or not, and why no play can be made to. */
interface CallByChance {
  /** Of its name: `<function> <service> <operation>`. */
  readonly call: RegExp;
  /** Absent: whatever is injected. */
  readonly kind?: FaultKind;
  readonly reason: string;
}

/** They are harmed where they are made; a run in which they are not made is complete all the same. */
const BY_CHANCE: readonly CallByChance[] = [
  {
    call: /RealtimeHeartbeat\w* dynamodb (DeleteItem|TransactWriteItems)$/,
    reason: 'both made where a page leaves, or its token ends, in the moment of its heartbeat',
  },
  {
    call: /PollingPollCarrier\w* dynamodb GetItem$/,
    reason: 'made where two runs of a carrier overlap, of which there is one a minute',
  },
  {
    call: / sqs (GetQueueUrl|ChangeMessageVisibilityBatch)$/,
    reason:
      'made where a message failed: side by side, messages share the failures of one call, so that all of them may go ' +
      'through; every consumer of a queue makes the call by the same code',
  },
];

/** Why the call is not missed; `undefined` where it is. */
export const reasonOfChance = (name: string, kind: FaultKind): string | undefined =>
  BY_CHANCE.find((one) => one.call.test(name) && (one.kind === undefined || one.kind === kind))?.reason;
