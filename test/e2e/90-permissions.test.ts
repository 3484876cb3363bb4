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

interface Reason {
  readonly action: RegExp;
  readonly resource?: RegExp;
  readonly functionId?: RegExp;
  readonly reason: string;
}

/**
 * Granted, and rightly not used by the tests before this one. Each with its reason; a grant that is used after all
 * must leave the list.
 */
const UNUSED_WITH_REASON: readonly Reason[] = [
  {
    action: /^sqs:SendMessage$/,
    resource: /DeadLettersQueue/,
    reason: 'the last resort of an event that every try has failed: the fault tests go there',
  },
  {
    action: /^sqs:SendMessage$/,
    resource: /SchedulesScheduleQueue/,
    reason: 'a sweep of more open orders than one run reads goes on by message: held by test/unit/schedules',
  },
  {
    action: /^dynamodb:Query$/,
    resource: /index\/byPhase$/,
    functionId: /SchedulesSchedule/,
    reason: 'so it does: the rest of a sweep is read by whoever gets that message',
  },
  {
    action: /^secretsmanager:GetSecretValue$/,
    resource: /TwilioProviderSecret/,
    functionId: /SendCode/,
    reason: 'the stand-in for codes: the same provider as for messages, which 76-text-messages asks',
  },
  {
    action: /^dynamodb:(BatchGetItem|GetItem)$/,
    functionId: /CarrierWebhook|ApplyParked/,
    reason:
      'scans beyond those that come with the order, and an order that changed meanwhile: held by the contract suite',
  },
  {
    action: /^secretsmanager:GetSecretValue$/,
    resource: /GenericSecret/,
    functionId: /CarrierWebhook/,
    reason: 'the door of carriers without an adapter: held by test/unit/carriers',
  },
  {
    action: /^secretsmanager:GetSecretValue$/,
    resource: /TwilioProviderSecret/,
    functionId: /Receipts/,
    reason: 'receipts of Twilio: held by test/unit/notifications',
  },
  {
    action: /^dynamodb:(PutItem|DeleteItem|UpdateItem)$/,
    functionId: /NotificationsApi|NotificationsNotify|NotificationsDeliver|Receipts/,
    reason:
      'devices, addresses and templates that fail or are reached again: held by the contract suites of their stores',
  },
  {
    action: /^sqs:SendMessage$/,
    resource: /LaneQueue/,
    functionId: /NotificationsApi|Release/,
    reason: 'a message goes to the lane of its priority, and no test needs all of them',
  },
  {
    action: /^sqs:SendMessage$/,
    resource: /RealtimeBroadcastQueue/,
    functionId: /Receipts|BulkSend/,
    reason: 'an entry of an inbox that is open somewhere: Notify sends it in 49-inbox-devices, by the same code',
  },
  {
    action: /^sqs:SendMessage$/,
    resource: /BulkSendsQueue/,
    functionId: /MessagesApi/,
    reason: 'a bulk that was paused goes on by message: none of the tests is long enough to be paused',
  },
  { action: /^(logs|xray|cloudwatch):/, reason: 'telemetry: the local cloud has no such services' },
  { action: /^kms:/, reason: 'the engines do not encrypt; AWS calls the key on behalf of the table and queues' },
  {
    action: /^sqs:(ReceiveMessage|DeleteMessage|ChangeMessageVisibility|GetQueueUrl|GetQueueAttributes)$/,
    reason: 'used by the event source mapping itself',
  },
  {
    action: /^dynamodb:(GetRecords|GetShardIterator|DescribeStream|ListStreams)$/,
    reason: 'used by the event source mapping itself',
  },
];

const isListed = (id: string, grant: { readonly action: string; readonly resource: string }): boolean =>
  UNUSED_WITH_REASON.some(
    ({ action, resource, functionId }) =>
      action.test(grant.action) && (resource?.test(grant.resource) ?? true) && (functionId?.test(id) ?? true),
  );

describe('permissions', () => {
  it('every call of the tests so far was allowed by the synthesized roles', async () => {
    await drain();
    expect(await local<readonly Denied[]>('GET', 'denied')).toEqual([]);
  });

  it('no function holds a grant that no test used, unless it is listed with a reason', async () => {
    const grants = await local<Grants>('GET', 'grants');
    const unused = Object.entries(grants).flatMap(([functionId, statements]) =>
      statements
        .filter((grant) => !grant.used && !isListed(functionId, grant))
        .map((grant) => `${functionId}: ${grant.action} on ${grant.resource}`),
    );
    expect(unused).toEqual([]);
  });
});
