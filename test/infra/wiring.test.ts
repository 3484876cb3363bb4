import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { SECRETS } from '../../lib/secret-values.ts';
import { CARRIERS_WITH_API, TRACKED_CARRIERS } from '../../shared/contract/carrier-apis.ts';
import { CARRIERS_WITH_SECRET } from '../../shared/contract/carrier-registry.ts';
import { STREAM_USE, STREAMED_ENTITIES, TABLE_SHAPE } from '../../shared/store/table-shape.ts';
import { functionOf, propertiesIn, type Synthesized, synthesize } from './support/synthesized.ts';

let prod: Synthesized;
let local: Synthesized;
beforeAll(() => {
  // With all that a stage may have of carriers.
  prod = synthesize('prod', { carrierAccounts: TRACKED_CARRIERS.map(({ id }) => id) });
  local = synthesize('local');
});
const propertiesOf = (type: string) => propertiesIn(prod, type);

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

describe('schedules', () => {
  it('set how often they try, and send failures to a queue, unless the next minute makes up for them', () => {
    for (const { Target, ScheduleExpression } of propertiesOf('AWS::Scheduler::Schedule')) {
      const isRepeatedSoon = ScheduleExpression === 'rate(1 minute)';
      expect(Target.RetryPolicy.MaximumRetryAttempts).toBeLessThanOrEqual(isRepeatedSoon ? 0 : 5);
      expect(Target.DeadLetterConfig === undefined).toBe(isRepeatedSoon);
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

  /** Made of the stage's own name, or of a resource that the stage has. */
  const isOwn = (name: unknown): boolean => /Wismoprod|"(Ref|Fn::GetAtt)":\[?"(?!AWS::)/.test(JSON.stringify(name));

  it('nothing is given a name that two stages could share', () => {
    const named = Object.values(prod.resources).flatMap(({ Type, Properties }) =>
      SCOPED.has(Type)
        ? []
        : Object.entries(Properties ?? {})
            .filter(([property, name]) => NAMES.test(property) && !REFERENCES.has(property) && !isOwn(name))
            .map(([, name]) => `${Type} ${JSON.stringify(name)}`),
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
    const providerSecrets = Object.keys(SECRETS).filter(
      (name) => name.startsWith('notifications/') || name === 'whatsapp',
    );
    const kinds = Map.groupBy(stored, (policy) => policy);
    // A secret of a stack that could not be created goes with it; a protected table or user pool could not.
    expect(Object.fromEntries([...kinds].map(([policy, resources]) => [policy, resources.length]))).toEqual({
      Retain: 3,
      RetainExceptOnCreate: 4 + CARRIERS_WITH_SECRET.length + CARRIERS_WITH_API.length,
      // The local stage has every provider of messages.
      Delete: 7 + CARRIERS_WITH_SECRET.length + CARRIERS_WITH_API.length + providerSecrets.length,
    });
  });

  it('only types are used that can be run on one machine', () => {
    // Files of the pages are copied by no function there: they are served from the assembly.
    const isCopier = (type: string) => type === 'Custom::CDKBucketDeployment';
    const custom = Object.values(local.resources).filter(
      ({ Type }) => /^Custom::|CustomResource/.test(Type) && !isCopier(Type),
    );
    expect(custom).toEqual([]);
  });
});
