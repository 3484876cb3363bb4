import { beforeAll, describe, expect, it } from 'vitest';
import { descriptorOf, QUEUE_IDS, QUEUES } from '../../shared/contract/destinations.ts';
import { MAX_LANE_RECEIVES, MAX_RECEIVES } from '../../shared/contract/receives.ts';
import { LEASE_MILLISECONDS } from '../../shared/notifications/deliver-notification.ts';
import { functionOf, logicalIdsIn, propertiesIn, type Synthesized, synthesize } from './support/synthesized.ts';

let prod: Synthesized;
beforeAll(() => {
  prod = synthesize('prod');
});
const propertiesOf = (type: string) => propertiesIn(prod, type);

describe('queues', () => {
  /** Nothing consumes it: a person who looks into an alarm does. */
  const isRecord = (id: string): boolean => id.includes('EmailSendingRecord');
  const queues = () => prod.ofType('AWS::SQS::Queue').filter(([id]) => !isRecord(id));
  const deadLetterIds = () =>
    new Set([
      ...queues().flatMap(([, { Properties }]) => logicalIdsIn(Properties.RedrivePolicy ?? {})),
      ...propertiesOf('AWS::Lambda::EventSourceMapping').flatMap(({ DestinationConfig }) =>
        logicalIdsIn(DestinationConfig ?? {}),
      ),
      ...propertiesOf('AWS::Scheduler::Schedule').flatMap(({ Target }) => logicalIdsIn(Target.DeadLetterConfig)),
    ]);

  it('each has a dead-letter queue, or is one', () => {
    const without = queues().filter(([id, { Properties }]) => !Properties.RedrivePolicy && !deadLetterIds().has(id));
    expect(without.map(([id]) => id)).toEqual([]);
  });

  it('each has alarms: of its age, or, where it holds dead letters, of its depth', () => {
    const watched = propertiesOf('AWS::CloudWatch::Alarm').map(({ MetricName, Dimensions }) => ({
      metric: MetricName,
      ids: logicalIdsIn(Dimensions ?? []),
    }));
    for (const [id] of queues()) {
      const metric = deadLetterIds().has(id) ? 'ApproximateNumberOfMessagesVisible' : 'ApproximateAgeOfOldestMessage';
      expect(watched).toContainEqual({ metric, ids: [id] });
    }
  });

  it('each is encrypted and refuses plain HTTP; the dead letters of an ordered queue are ordered', () => {
    const overTlsOnly = expect.objectContaining({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 'sqs:*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
    const policies = propertiesOf('AWS::SQS::QueuePolicy').map(({ Queues, PolicyDocument }) => {
      expect(PolicyDocument.Statement).toContainEqual(overTlsOnly);
      return logicalIdsIn(Queues);
    });
    for (const [id, { Properties }] of prod.ofType('AWS::SQS::Queue')) {
      expect(Properties.SqsManagedSseEnabled).toBe(true);
      // A queue has one policy: of two, the one that is set last would count.
      expect(policies.filter((ids) => ids.includes(id))).toHaveLength(1);
      const [deadLetters] = logicalIdsIn(Properties.RedrivePolicy ?? {});
      if (deadLetters !== undefined)
        expect(prod.resources[deadLetters]?.Properties.FifoQueue).toBe(Properties.FifoQueue);
    }
  });

  /** A portion of a bulk job is fifty orders by itself, a page of a message to many twenty-five. */
  const batchSizeOf = (queueId: string, functionId: string): number => {
    if (['BulkMove', 'BulkSend'].some((id) => functionId.includes(id))) return 1;
    // What is urgent waits for few of a message to many.
    return queueId.includes('BulkLane') ? 5 : 10;
  };

  it('hide a message six times as long as its consumer may run, which reports the failed ones', () => {
    const mappings = propertiesOf('AWS::Lambda::EventSourceMapping').filter(
      ({ StartingPosition }) => !StartingPosition,
    );
    expect(mappings).toHaveLength(QUEUE_IDS.length);
    for (const { EventSourceArn, FunctionName, FunctionResponseTypes, BatchSize } of mappings) {
      const [queueId = ''] = logicalIdsIn(EventSourceArn);
      const [functionId = ''] = logicalIdsIn(FunctionName);
      const timeout = prod.resources[functionId]?.Properties.Timeout;
      expect(prod.resources[queueId]?.Properties.VisibilityTimeout).toBeGreaterThanOrEqual(timeout * 6);
      expect({ FunctionResponseTypes, BatchSize }).toEqual({
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        BatchSize: batchSizeOf(queueId, functionId),
      });
    }
  });

  const queueNamed = (pattern: RegExp) => {
    const [found, ...others] = queues().filter(([id]) => pattern.test(id));
    if (found === undefined || others.length > 0) throw new Error(`${pattern} names ${others.length + 1} queues`);
    const [id, { Properties }] = found;
    return { id, properties: Properties };
  };

  it('the claim of a notification lasts longer than the function that sends it', () => {
    expect(LEASE_MILLISECONDS).toBeGreaterThan(functionOf(prod, 'Deliver').Properties.Timeout * 1_000);
  });

  it('give a message up as often as its consumer expects; on a lane, where a receive says nothing, hardly ever', () => {
    for (const [id, { Properties }] of queues()) {
      if (!Properties.RedrivePolicy) continue;
      const expected = /Lane/.test(id) ? MAX_LANE_RECEIVES : MAX_RECEIVES;
      expect([id, Properties.RedrivePolicy.maxReceiveCount]).toEqual([id, expected]);
    }
  });

  it.each([
    ['FanOut', QUEUES.redrive.parkingVariable, /RedriveQueue(?!DeadLetters)/],
    ['Deliver', QUEUES.redeliveryLane.parkingVariable, /RedeliveryLane(?!DeadLetters)/],
  ] as const)('%s parks in the dead letters of a queue that leads back to it', (functionId, variable, pattern) => {
    const redrive = queueNamed(pattern);
    const [parkedId = ''] = logicalIdsIn(redrive.properties.RedrivePolicy);
    const [given] = logicalIdsIn(functionOf(prod, functionId).Properties.Environment.Variables[variable]);
    expect(given).toBe(parkedId);
    const fed = propertiesOf('AWS::Lambda::EventSourceMapping').filter(
      ({ EventSourceArn }) => logicalIdsIn(EventSourceArn)[0] === redrive.id,
    );
    expect(fed.map(({ FunctionName }) => logicalIdsIn(FunctionName)[0])).toEqual([
      expect.stringContaining(`${functionId}Handler`),
    ]);
    const { MaximumMessageSize, MessageRetentionPeriod } = prod.resources[parkedId]?.Properties ?? {};
    expect(MaximumMessageSize).toBe(redrive.properties.MaximumMessageSize);
    expect(MessageRetentionPeriod).toBe(14 * 86_400);
  });

  it('are those of the registry, each with its dead letters and the alarms that it asks for', () => {
    const alarms = propertiesOf('AWS::CloudWatch::Alarm').map(({ MetricName, Dimensions, Threshold }) => ({
      metric: MetricName,
      ids: logicalIdsIn(Dimensions ?? []),
      above: Threshold,
    }));
    for (const id of QUEUE_IDS) {
      const { construct, fifo, oldestAgeMinutes } = descriptorOf(id);
      const made = queues().filter(([, { Metadata }]) =>
        String(Metadata?.['aws:cdk:path']).endsWith(`/${construct}/Queue/Resource`),
      );
      expect([id, made.map(([, { Properties }]) => Properties.FifoQueue)]).toEqual([id, [fifo]]);
      expect(alarms).toContainEqual({
        metric: 'ApproximateAgeOfOldestMessage',
        ids: made.map(([logicalId]) => logicalId),
        above: oldestAgeMinutes * 60,
      });
    }
  });

  it('a record of the stream may be larger than an ordinary message', () => {
    expect(queueNamed(/RedriveQueue(?!DeadLetters)/).properties.MaximumMessageSize).toBe(1024 * 1024);
  });

  it('keep the sequence of each order in what people receive and see', () => {
    const ordered = prod.ofType('AWS::SQS::Queue').filter(([, { Properties }]) => Properties.FifoQueue === true);
    expect(
      ordered.map(([, { Metadata }]) => String(Metadata?.['aws:cdk:path']).split('/').slice(1, 4).join('/')),
    ).toEqual([
      'Notifications/NotifyQueue/DeadLetters',
      'Notifications/NotifyQueue/Queue',
      'Realtime/BroadcastQueue/DeadLetters',
      'Realtime/BroadcastQueue/Queue',
    ]);
  });
});
