import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { carrierRoutes } from '../../lib/capabilities/carriers.ts';
import { STAGES } from '../../lib/stages.ts';
import { CARRIERS, CARRIERS_WITH_SECRET } from '../../shared/contract/carrier-registry.ts';
import { descriptorOf, QUEUE_IDS, QUEUES } from '../../shared/contract/destinations.ts';
import { MAX_LANE_RECEIVES, MAX_RECEIVES } from '../../shared/contract/receives.ts';
import { gatewayRoutes } from '../../shared/contract/routes.ts';
import { LEASE_MILLISECONDS } from '../../shared/notifications/deliver-notification.ts';
import { STREAM_USE, STREAMED_ENTITIES, TABLE_SHAPE } from '../../shared/store/table-shape.ts';
import { functionOf, type Synthesized, synthesize, type TemplateResource } from './support/synthesized.ts';

let prod: Synthesized;
let local: Synthesized;
beforeAll(() => {
  prod = synthesize('prod');
  local = synthesize('local');
});

const propertiesOf = (type: string): readonly TemplateResource['Properties'][] =>
  prod.ofType(type).map(([, { Properties }]) => Properties);
const logicalIdsIn = (value: unknown): readonly string[] =>
  [...JSON.stringify(value).matchAll(/"(?:Ref|Fn::GetAtt)":\[?"(\w+)"/g)].map(([, id]) => id ?? '');

describe('the table', () => {
  it('has the indexes of its shape, with what they project', () => {
    const [[, table] = []] = prod.ofType('AWS::DynamoDB::GlobalTable');
    expect(table?.DeletionPolicy).toBe('Retain');
    expect(table?.Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      Replicas: [
        { DeletionProtectionEnabled: true, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } },
      ],
      GlobalSecondaryIndexes: Object.entries(TABLE_SHAPE.indexes).map(([IndexName, shape]) => ({
        IndexName,
        KeySchema: [
          { AttributeName: shape.partitionKey, KeyType: 'HASH' },
          { AttributeName: shape.sortKey, KeyType: 'RANGE' },
        ],
        Projection:
          shape.include.length > 0
            ? { ProjectionType: 'INCLUDE', NonKeyAttributes: shape.include }
            : { ProjectionType: 'KEYS_ONLY' },
      })),
    });
  });

  it('wakes the fan-out for what is streamed, and sends what it abandons to a dead-letter queue', () => {
    const [mapping] = propertiesOf('AWS::Lambda::EventSourceMapping').filter(
      ({ StartingPosition }) => StartingPosition,
    );
    const filters = mapping.FilterCriteria.Filters.map(({ Pattern }: { readonly Pattern: string }) =>
      JSON.parse(Pattern),
    );
    const writtenOnce = STREAMED_ENTITIES.filter((entity) => STREAM_USE[entity] === 'when_created');
    expect(filters).toEqual([
      { eventName: ['INSERT'], dynamodb: { NewImage: { entity: { S: writtenOnce } } } },
      { eventName: ['INSERT', 'MODIFY'], dynamodb: { NewImage: { entity: { S: ['location'] } } } },
    ]);
    expect(mapping).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      // What the function gives back passes by itself: an outage is waited for as long as the record's age allows.
      MaximumRetryAttempts: 10_000,
      MaximumRecordAgeInSeconds: expect.any(Number),
      DestinationConfig: { OnFailure: expect.anything() },
      MetricsConfig: { Metrics: ['EventCount'] },
    });
  });

  it('has no more filters at a mapping than Lambda takes', () => {
    for (const { FilterCriteria } of propertiesOf('AWS::Lambda::EventSourceMapping')) {
      expect(FilterCriteria?.Filters.length ?? 0).toBeLessThanOrEqual(5);
    }
  });
});

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
    const refusing = propertiesOf('AWS::SQS::QueuePolicy').flatMap(({ Queues }) => logicalIdsIn(Queues));
    for (const [id, { Properties }] of prod.ofType('AWS::SQS::Queue')) {
      expect(Properties.SqsManagedSseEnabled).toBe(true);
      expect(refusing).toContain(id);
      const [deadLetters] = logicalIdsIn(Properties.RedrivePolicy ?? {});
      if (deadLetters !== undefined)
        expect(prod.resources[deadLetters]?.Properties.FifoQueue).toBe(Properties.FifoQueue);
    }
  });

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
        // A portion of a bulk job is fifty orders by itself.
        BatchSize: functionId.includes('BulkMove') ? 1 : 10,
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

describe('the HTTP API', () => {
  const routes = () => propertiesOf('AWS::ApiGatewayV2::Route');
  const authorizerOf = (route: TemplateResource['Properties']): string => {
    const [id] = logicalIdsIn(route.AuthorizerId ?? {});
    return id === undefined ? 'public' : 'authorized';
  };
  const functionBehind = (route: TemplateResource['Properties']): string => {
    const [integrationId = ''] = logicalIdsIn(route.Target);
    return JSON.stringify(prod.resources[integrationId]?.Properties.IntegrationUri);
  };

  /** The contract's, one for each carrier, and a `HEAD` for each `GET`: an HTTP API adds none. */
  const withHead = () =>
    [...gatewayRoutes(), ...carrierRoutes()].flatMap(({ method, ...row }) =>
      method === 'GET'
        ? [
            { ...row, method },
            { ...row, method: 'HEAD' },
          ]
        : [{ ...row, method }],
    );

  it('has every route of the contract, served by its function, with its own authorization', () => {
    const byKey = new Map(routes().map((route) => [route.RouteKey, route]));
    for (const { method, path, auth, capability } of withHead()) {
      const route = byKey.get(`${method} ${path}`);
      expect([path, route && authorizerOf(route)]).toEqual([path, auth === 'public' ? 'public' : 'authorized']);
      expect(functionBehind(route)).toContain(`${capability}Handler`);
    }
    const others = [...byKey.keys()].filter(
      (key) => !withHead().some(({ method, path }) => key === `${method} ${path}`),
    );
    expect(others.sort()).toEqual(['$connect', '$default', '$disconnect']);
    // The quota of an HTTP API.
    expect(byKey.size).toBeLessThan(300);
  });

  it("has a carrier's route where the contract has the webhook of any", () => {
    const any = gatewayRoutes().find(({ operationId }) => operationId === 'receiveCarrierWebhook');
    expect(carrierRoutes().map(({ path }) => path)).toEqual(
      CARRIERS.map(({ id }) => any?.path.replace('{carrier}', id)),
    );
  });

  it('has no two routes of the same shape', () => {
    const shapes = routes().map(({ RouteKey, ApiId }) => `${ApiId.Ref} ${RouteKey.replaceAll(/\{\w+\}/g, '{}')}`);
    expect(shapes.filter((shape, at) => shapes.indexOf(shape) !== at)).toEqual([]);
  });

  it('asks one function on every request who calls, so that every refusal is a problem document', () => {
    expect(propertiesOf('AWS::ApiGatewayV2::Authorizer')).toEqual([
      expect.objectContaining({
        AuthorizerType: 'REQUEST',
        AuthorizerPayloadFormatVersion: '2.0',
        EnableSimpleResponses: true,
        AuthorizerResultTtlInSeconds: 0,
        IdentitySource: [],
      }),
    ]);
  });

  it('throttles each route that needs no token on its own, and logs neither path nor query', () => {
    const [stage] = propertiesOf('AWS::ApiGatewayV2::Stage').filter(({ StageName }) => StageName === '$default');
    const open = withHead().filter(({ auth }) => auth === 'public' || auth === 'optional');
    expect(Object.keys(stage.RouteSettings).sort()).toEqual(open.map(({ method, path }) => `${method} ${path}`).sort());
    expect(stage.DefaultRouteSettings.ThrottlingRateLimit).toBe(STAGES.prod.throttling.all.rate);
    expect(stage.AccessLogSettings.Format).not.toMatch(/\$context\.(path|requestOverride)|querystring/);
  });
});

describe('schedules', () => {
  it('set how often they try, and send failures to a queue', () => {
    for (const { Target } of propertiesOf('AWS::Scheduler::Schedule')) {
      expect(Target.RetryPolicy.MaximumRetryAttempts).toBeLessThanOrEqual(5);
      expect(Target.DeadLetterConfig).toBeDefined();
    }
    expect(functionOf(prod, 'Schedule').Properties.Environment.Variables).toHaveProperty('DEADLINE_DEAD_LETTER_ARN');
  });
});

describe('alarms', () => {
  const runbooks = () =>
    readdirSync(join(import.meta.dirname, '../../docs/runbooks'))
      .filter((name) => name !== 'README.md')
      .sort();

  it('each has a severity, a meaning, somebody who is notified, and a runbook; each runbook has an alarm', () => {
    const linked = propertiesOf('AWS::CloudWatch::Alarm').map(
      ({ AlarmDescription, AlarmActions, TreatMissingData }) => {
        expect(AlarmActions).toHaveLength(1);
        expect(TreatMissingData).toBe('notBreaching');
        const [, runbook] =
          /^\[(?:page|ticket)\] \S.*\. Runbook: docs\/runbooks\/([\w-]+\.md)$/.exec(AlarmDescription) ?? [];
        return runbook ?? `no runbook: ${AlarmDescription}`;
      },
    );
    expect([...new Set(linked)].sort()).toEqual(runbooks());
  });

  it('there are none on one machine', () => {
    expect(local.ofType('AWS::CloudWatch::Alarm')).toEqual([]);
    expect(local.ofType('AWS::CloudWatch::Dashboard')).toEqual([]);
  });
});

describe('any number of stages in one account', () => {
  /** What a template may name itself: it is unique within its parent, or carries the stage. */
  const SCOPED = new Set([
    'AWS::ApiGatewayV2::Api',
    'AWS::ApiGatewayV2::Authorizer',
    'AWS::Cognito::UserPoolResourceServer',
    'AWS::IAM::Policy',
  ]);
  const NAMES = /^(Name|\w+Name)$/;
  const REFERENCES = new Set([
    'StageName',
    'FunctionName',
    'MetricName',
    'GroupName',
    'DisplayName',
    'TopicName',
    'ConfigurationSetName',
  ]);

  it('nothing is given a name that two stages could share', () => {
    const named = Object.values(prod.resources).flatMap(({ Type, Properties }) =>
      SCOPED.has(Type)
        ? []
        : Object.entries(Properties ?? {})
            .filter(([property]) => NAMES.test(property) && !REFERENCES.has(property))
            .map(([, name]) => `${Type} ${name}`),
    );
    expect(named).toEqual([]);
  });

  it('production keeps what cannot be rebuilt; one machine keeps nothing', () => {
    const stored = [
      'AWS::DynamoDB::GlobalTable',
      'AWS::KMS::Key',
      'AWS::Cognito::UserPool',
      'AWS::SecretsManager::Secret',
    ].flatMap((type) => [...prod.ofType(type), ...local.ofType(type)].map(([, { DeletionPolicy }]) => DeletionPolicy));
    const kinds = Map.groupBy(stored, (policy) => policy);
    // A secret of a stack that could not be created goes with it; a protected table or user pool could not.
    expect(Object.fromEntries([...kinds].map(([policy, resources]) => [policy, resources.length]))).toEqual({
      Retain: 3,
      RetainExceptOnCreate: 3 + CARRIERS_WITH_SECRET.length,
      Delete: 6 + CARRIERS_WITH_SECRET.length,
    });
  });

  it('only types are used that can be run on one machine', () => {
    const custom = Object.values(local.resources).filter(({ Type }) => /^Custom::|CustomResource/.test(Type));
    expect(custom).toEqual([]);
  });
});
