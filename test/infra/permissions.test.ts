import { beforeAll, describe, expect, it } from 'vitest';
import { FUNCTION_IDS } from '../../lib/bundling/function-entries.ts';
import { QUEUE_IDS } from '../../shared/contract/destinations.ts';
import type { FunctionId } from '../../shared/contract/environment.ts';
import { type Statement, type Synthesized, statementsOf, synthesize } from './support/synthesized.ts';

let synthesized: Synthesized;
beforeAll(() => {
  synthesized = synthesize('prod');
});

const TABLE_WRITES = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'];

const allowed = (id: FunctionId): readonly Statement[] =>
  statementsOf(synthesized, id).filter(({ effect }) => effect === 'Allow');
const actionsOf = (id: FunctionId): readonly string[] => allowed(id).flatMap(({ actions }) => actions);

const partitionsOf = (conditions: Statement['conditions']): readonly string[] => {
  const keys = conditions['ForAllValues:StringLike'] as
    | { readonly 'dynamodb:LeadingKeys': readonly string[] }
    | undefined;
  return keys?.['dynamodb:LeadingKeys'] ?? [];
};

describe('what functions may do', () => {
  it.each(FUNCTION_IDS)('%s is granted actions by name, never by a pattern', (id) => {
    expect(actionsOf(id).filter((action) => action.includes('*'))).toEqual([]);
  });

  it('resources are named by a pattern only where there is a reason', () => {
    const patterns = FUNCTION_IDS.flatMap((id) =>
      allowed(id)
        .filter(({ resources }) => resources.some((resource) => JSON.stringify(resource).includes('*')))
        .map(({ actions }) => `${id}: ${actions.join(', ')}`),
    );
    const tracing = FUNCTION_IDS.map((id) => `${id}: xray:PutTelemetryRecords, xray:PutTraceSegments`);
    expect(patterns.sort()).toEqual(
      [
        ...tracing,
        'Broadcast: execute-api:ManageConnections',
        'Heartbeat: execute-api:ManageConnections',
        'Socket: execute-api:ManageConnections',
        'FanOut: dynamodb:ListStreams',
        'StoreApi: s3:GetObject, s3:PutObject',
        'Schedule: scheduler:CreateSchedule, scheduler:DeleteSchedule, scheduler:UpdateSchedule',
      ].sort(),
    );
  });

  it('whoever may write to the table can neither change nor remove an audit entry', () => {
    for (const id of FUNCTION_IDS.filter((each) => actionsOf(each).some((action) => TABLE_WRITES.includes(action)))) {
      const denied = statementsOf(synthesized, id).filter(({ effect }) => effect === 'Deny');
      expect(denied).toEqual([
        expect.objectContaining({
          actions: ['dynamodb:BatchWriteItem', 'dynamodb:DeleteItem', 'dynamodb:UpdateItem'],
          conditions: { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': ['AUDIT#*'] } },
        }),
      ]);
    }
  });

  it('public tracking only counts who asks how often, writes down who asks for a link, and stores shops', () => {
    const writes = allowed('TrackingApi').filter(({ actions }) =>
      actions.some((action) => TABLE_WRITES.includes(action)),
    );
    expect(writes.map(({ actions, conditions }) => [actions, partitionsOf(conditions)])).toEqual([
      [['dynamodb:PutItem'], ['SHOP#*']],
      [['dynamodb:UpdateItem'], ['RATE#*']],
      [['dynamodb:PutItem'], ['LINK_REQUEST#*']],
    ]);
  });

  it('health reads where no item lies, and asks queues how they are', () => {
    const granted = allowed('PlatformApi').filter(({ actions }) =>
      actions.some((action) => /^(dynamodb|sqs):/.test(action)),
    );
    const [table, ...queues] = granted;
    expect([table?.actions, partitionsOf(table?.conditions ?? {})]).toEqual([['dynamodb:GetItem'], ['HEALTH#*']]);
    expect(queues.map(({ actions, resources }) => [actions, resources.length])).toEqual([
      [['sqs:GetQueueAttributes'], QUEUE_IDS.length],
    ]);
  });

  it('the authorizer and the fan-out hold no right to the table', () => {
    for (const id of ['Authorizer', 'FanOut'] as const) {
      const table = actionsOf(id).filter(
        (action) => action.startsWith('dynamodb:') && !/Stream|Shard|Records/.test(action),
      );
      expect([id, table]).toEqual([id, []]);
    }
  });

  it('nobody scans the table', () => {
    for (const id of FUNCTION_IDS) expect(actionsOf(id)).not.toContain('dynamodb:Scan');
  });

  it('nobody removes anything, or writes without a condition, but in partitions that can be made again', () => {
    const unguarded = ['dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'];
    const partitions = FUNCTION_IDS.flatMap((id) =>
      allowed(id)
        .filter(({ actions }) => actions.some((action) => unguarded.includes(action)))
        .map(({ conditions }) => `${id}: ${partitionsOf(conditions).join(', ') || 'all'}`),
    );
    expect(partitions.sort()).toEqual([
      'AdminApi: IDEMPOTENCY#*',
      'ApplyParked: TRACKING#*',
      'Broadcast: CONNECTION#*, TOPIC#*',
      'Deliver: CONTACT#*, PERSON#*',
      'Deliver: PROVIDER#*',
      'Heartbeat: CONNECTION#*, TOPIC#*',
      'MessagesApi: IDEMPOTENCY#*',
      'MessagesApi: TEMPLATE_DEFAULTS*',
      'NotificationsApi: PERSON#*, CONTACT#*, RATE#*',
      'OrdersApi: IDEMPOTENCY#*',
      'OrdersApi: TRACKING#*',
      'PollCarrier: TRACKING#*',
      'Receipts: CONTACT#*, PERSON#*',
      'SearchIndex: SEARCH#*',
      'Socket: CONNECTION#*, TOPIC#*',
      'StoreApi: IDEMPOTENCY#*',
    ]);
  });

  it('the socket writes connections, topics, counts of who asks how often, and what was read in an inbox', () => {
    const writesOf = (id: FunctionId) =>
      allowed(id)
        .filter(({ actions }) => actions.some((action) => TABLE_WRITES.includes(action)))
        .map(({ conditions }) => partitionsOf(conditions));
    for (const id of ['Heartbeat', 'Broadcast'] as const) expect(writesOf(id)).toEqual([['CONNECTION#*', 'TOPIC#*']]);
    expect(writesOf('Socket')).toEqual([['CONNECTION#*', 'TOPIC#*'], ['RATE#*'], ['ORDER#*']]);
    expect(writesOf('OrderEvents')).toEqual([['RATE#*', 'TOPIC#*']]);
  });

  it('only connections, and the heartbeats themselves, send heartbeats', () => {
    const senders = FUNCTION_IDS.filter((id) =>
      allowed(id).some(
        ({ actions, resources }) =>
          actions.includes('sqs:SendMessage') && JSON.stringify(resources).includes('Heartbeats'),
      ),
    );
    expect(senders).toEqual(['Socket', 'Heartbeat']);
  });

  it('mail is sent by one function, from one address', () => {
    expect(FUNCTION_IDS.filter((id) => actionsOf(id).includes('ses:SendEmail'))).toEqual(['Deliver']);
    const [mail] = allowed('Deliver').filter(({ actions }) => actions.includes('ses:SendEmail'));
    expect(mail?.conditions).toEqual({ StringEquals: { 'ses:FromAddress': 'orders@wismo.example' } });
  });

  it('the key of the table serves the table only', () => {
    for (const id of FUNCTION_IDS) {
      for (const statement of allowed(id).filter(({ actions }) =>
        actions.some((action) => action.startsWith('kms:')),
      )) {
        expect(JSON.stringify(statement.conditions)).toMatch(/"StringEquals":\{"kms:ViaService":.*dynamodb\./);
      }
    }
  });

  it('only the function of schedules hands on a role, and only to the scheduler', () => {
    expect(FUNCTION_IDS.filter((id) => actionsOf(id).includes('iam:PassRole'))).toEqual(['Schedule']);
    const [pass] = allowed('Schedule').filter(({ actions }) => actions.includes('iam:PassRole'));
    expect(pass?.conditions).toEqual({ StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } });
  });

  it('a role of a schedule may invoke one function', () => {
    const invoking = synthesized
      .ofType('AWS::IAM::Policy')
      .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
      .filter(({ Action }) => Action === 'lambda:InvokeFunction');
    expect(invoking.map(({ Resource }) => Resource['Fn::GetAtt'][0])).toEqual([
      expect.stringContaining('FireDeadlineHandler'),
      expect.stringContaining('ReleaseHandler'),
      expect.stringContaining('SweepHandler'),
    ]);
  });
});
