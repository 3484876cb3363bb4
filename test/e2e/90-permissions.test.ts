import { describe, expect, it } from 'vitest';
import { drain, local } from './support/api.ts';

interface Denied {
  readonly function: string;
  readonly service: string;
  readonly operation: string;
}
interface Grants {
  readonly [functionId: string]: readonly {
    readonly action: string;
    readonly resource: string;
    readonly used: boolean;
  }[];
}

/** Who holds it, what it allows, on what, and why no test uses it. */
interface Reason {
  readonly functionId: RegExp;
  readonly action: RegExp;
  readonly resource: RegExp;
  readonly reason: string;
}

/** Granted, and rightly not used by the tests before this one. */
const UNUSED_WITH_REASON: readonly Reason[] = [
  {
    functionId: /./,
    action: /^(logs|xray|cloudwatch):/,
    resource: /./,
    reason: 'telemetry: the local cloud has no such services',
  },
  {
    functionId: /./,
    action: /^kms:/,
    resource: /:key\//,
    reason: 'the engines do not encrypt; AWS calls the key on behalf of the table and queues',
  },
  {
    functionId:
      /SearchIndex|ApplyParked|BulkMove|Broadcast|Heartbeat|LearnTransit|Notifications(Notify|SendCode|Deliver|Receipts|BulkSend)/,
    action: /^sqs:(ChangeMessageVisibility|GetQueueUrl)$/,
    resource:
      /(Search|Parked|BulkMoves|Broadcast|DeliveredParcels|Heartbeats|Notify|Verifications|Lane|MailEvents|BulkSends)Queue[0-9A-F]{8}/,
    reason:
      'asked for where a message failed or has to wait, by the same code: `npm run test:faults` fails each of them',
  },
  {
    functionId: /DeliveriesApi/,
    action: /^dynamodb:BatchGetItem$/,
    resource: /OrdersTable/,
    reason: 'for an order with more scans than are read with it: CarrierWebhook, with the same code, uses it',
  },
  {
    functionId: /EventsFanOut/,
    action: /^sqs:(SendMessage|GetQueueAttributes|GetQueueUrl)$/,
    resource: /EventsDeadLettersQueue/,
    reason: 'of the mapping, for a record that was given back for twelve hours: no clock here makes a record older',
  },
  {
    functionId: /Schedules(Deadline|Release|Sweep)InvokerRole/,
    action: /^sqs:SendMessage$/,
    resource: /SchedulesDeadLettersQueue/,
    reason: 'of EventBridge Scheduler, where Lambda does not take an invocation: here it always does',
  },
];

interface Held {
  readonly functionId: string;
  readonly action: string;
  readonly resource: string;
}

const covers = ({ functionId, action, resource }: Reason, held: Held): boolean =>
  functionId.test(held.functionId) && action.test(held.action) && resource.test(held.resource);

const unusedGrants = async (): Promise<readonly Held[]> =>
  Object.entries(await local<Grants>('GET', 'grants')).flatMap(([functionId, grants]) =>
    grants.filter(({ used }) => !used).map(({ action, resource }) => ({ functionId, action, resource })),
  );

describe('permissions', () => {
  it('every call of the tests so far was allowed by the synthesized roles', async () => {
    await drain();
    expect(await local<readonly Denied[]>('GET', 'denied')).toEqual([]);
  });

  it('no function holds a grant that no test used, unless it is listed with a reason', async () => {
    const unused = (await unusedGrants())
      .filter((held) => !UNUSED_WITH_REASON.some((reason) => covers(reason, held)))
      .map(({ functionId, action, resource }) => `${functionId}: ${action} on ${resource}`);
    expect(unused).toEqual([]);
  });

  it('no reason is left of what is used by now', async () => {
    const unused = await unusedGrants();
    const idle = UNUSED_WITH_REASON.filter((reason) => !unused.some((held) => covers(reason, held)));
    expect(idle.map(({ reason }) => reason)).toEqual([]);
  });
});
