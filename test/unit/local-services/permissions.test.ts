import { describe, expect, it } from 'vitest';
import { createPermissions } from '../../../local/edge/permissions/permissions.ts';
import { call, expectDecision, FUNCTION, type PermissionCase, refusalOf, TABLE_ARN } from './asked-calls.ts';
import { allow, arn, deny, TABLE, testModel } from './model.ts';

const item = (pk: string): object => ({ TableName: 'orders', Item: { pk: { S: pk }, sk: { S: 's' } } });
const key = (pk: string): object => ({ TableName: 'orders', Key: { pk: { S: pk }, sk: { S: 's' } } });

const LEADING = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['ORDER#*', 'NUMBER#*'] } };
const AUDIT_DENIED = deny(['dynamodb:UpdateItem', 'dynamodb:DeleteItem'], [TABLE_ARN], {
  'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': ['AUDIT#*'] },
});
const WRITES = allow(['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:ConditionCheckItem'], [TABLE_ARN]);

const CASES: readonly PermissionCase[] = [
  ['nothing granted', [], call('dynamodb', 'PutItem', item('A')), false],
  ['the action on the table', [WRITES], call('dynamodb', 'PutItem', item('A')), true],
  ['another action', [WRITES], call('dynamodb', 'DeleteItem', key('A')), false],
  [
    'another table',
    [allow(['dynamodb:*'], [arn('dynamodb', 'table/others')])],
    call('dynamodb', 'PutItem', item('A')),
    false,
  ],
  [
    'wildcards in action and resource',
    [allow(['dynamodb:Put*'], ['arn:aws:dynamodb:*:*:table/ord?rs'])],
    call('dynamodb', 'PutItem', item('A')),
    true,
  ],
  ['actions ignore case', [allow(['dynamodb:putitem'], ['*'])], call('dynamodb', 'PutItem', item('A')), true],
  [
    'resources do not',
    [allow(['dynamodb:PutItem'], [TABLE_ARN.replace('orders', 'ORDERS')])],
    call('dynamodb', 'PutItem', item('A')),
    false,
  ],
  [
    'NotAction',
    [{ ...allow([], ['*']), notActions: ['dynamodb:Delete*'] }],
    call('dynamodb', 'PutItem', item('A')),
    true,
  ],
  [
    'NotAction excludes',
    [{ ...allow([], ['*']), notActions: ['dynamodb:Put*'] }],
    call('dynamodb', 'PutItem', item('A')),
    false,
  ],
  ['an explicit deny wins', [allow(['*'], ['*']), AUDIT_DENIED], call('dynamodb', 'UpdateItem', key('AUDIT#1')), false],
  [
    'a conditional deny spares the rest',
    [allow(['*'], ['*']), AUDIT_DENIED],
    call('dynamodb', 'UpdateItem', key('ORDER#1')),
    true,
  ],
  [
    'leading keys',
    [allow(['dynamodb:GetItem'], [TABLE_ARN], LEADING)],
    call('dynamodb', 'GetItem', key('ORDER#1')),
    true,
  ],
  [
    'other leading keys',
    [allow(['dynamodb:GetItem'], [TABLE_ARN], LEADING)],
    call('dynamodb', 'GetItem', key('AUDIT#1')),
    false,
  ],
  [
    'the leading key of a query',
    [allow(['dynamodb:Query'], [TABLE_ARN], LEADING)],
    call('dynamodb', 'Query', {
      TableName: 'orders',
      KeyConditionExpression: '#p = :p AND begins_with(sk, :s)',
      ExpressionAttributeNames: { '#p': 'pk' },
      ExpressionAttributeValues: { ':p': { S: 'AUDIT#1' }, ':s': { S: 'x' } },
    }),
    false,
  ],
  [
    'a query of an index needs the index',
    [allow(['dynamodb:Query'], [TABLE_ARN])],
    call('dynamodb', 'Query', { TableName: 'orders', IndexName: 'byOwner' }),
    false,
  ],
  [
    'the index',
    [allow(['dynamodb:Query'], [`${TABLE_ARN}/index/byOwner`])],
    call('dynamodb', 'Query', { TableName: 'orders', IndexName: 'byOwner' }),
    true,
  ],
  [
    'a transaction needs the actions of its items',
    [WRITES],
    call('dynamodb', 'TransactWriteItems', { TransactItems: [{ Put: item('A') }, { ConditionCheck: key('B') }] }),
    true,
  ],
  [
    'every one of them',
    [WRITES],
    call('dynamodb', 'TransactWriteItems', { TransactItems: [{ Put: item('A') }, { Delete: key('B') }] }),
    false,
  ],
  [
    'a transaction that changes an audit entry',
    [WRITES, AUDIT_DENIED],
    call('dynamodb', 'TransactWriteItems', { TransactItems: [{ Put: item('ORDER#1') }, { Update: key('AUDIT#1') }] }),
    false,
  ],
  [
    'a batch has an action of its own',
    [allow(['dynamodb:GetItem'], ['*'])],
    call('dynamodb', 'BatchGetItem', { RequestItems: { orders: { Keys: [] } } }),
    false,
  ],
  [
    'all keys of a batch count',
    [allow(['dynamodb:BatchGetItem'], ['*'], LEADING)],
    call('dynamodb', 'BatchGetItem', {
      RequestItems: { orders: { Keys: [{ pk: { S: 'ORDER#1' } }, { pk: { S: 'X' } }] } },
    }),
    false,
  ],
  ['an operation that is not known', [allow(['*'], ['*'])], call('dynamodb', 'ExecuteStatement', {}), false],
  ['a service that is not known', [allow(['*'], ['*'])], call('s3', 'GetObject', {}), false],
  [
    'a condition key that is not known',
    [allow(['*'], ['*'], { StringEquals: { 'aws:RequestedRegion': 'x' } })],
    call('dynamodb', 'PutItem', item('A')),
    false,
  ],
  [
    'a condition operator that is not known',
    [allow(['*'], ['*'], { IpAddress: { 'dynamodb:LeadingKeys': 'x' } })],
    call('dynamodb', 'PutItem', item('A')),
    false,
  ],
];

describe('permissions', () => {
  it.each(CASES)('%s', expectDecision);

  it('allows the runner everything', () => {
    expect(refusalOf([], call('dynamodb', 'PutItem', item('A'), { principal: 'local' }))).toBeUndefined();
  });

  it('lists what it refused, and why', () => {
    const permissions = createPermissions(testModel([FUNCTION, TABLE], { Caller: [] }), { now: () => new Date(0) });
    permissions.refusal(call('dynamodb', 'PutItem', item('A')));
    expect(permissions.denied()).toEqual([
      {
        function: 'Caller',
        service: 'dynamodb',
        operation: 'PutItem',
        resource: TABLE_ARN,
        at: '1970-01-01T00:00:00.000Z',
        why: 'because no identity-based policy allows the dynamodb:PutItem action',
      },
    ]);
  });

  it('reports which grants were used', () => {
    const permissions = createPermissions(testModel([FUNCTION, TABLE], { Caller: [WRITES] }), {
      now: () => new Date(0),
    });
    permissions.refusal(call('dynamodb', 'PutItem', item('A')));
    permissions.refusal(call('dynamodb', 'PutItem', item('B')));
    const uses = permissions.grants().Caller?.map(({ action, used, uses }) => [action, used, uses]);
    expect(uses).toEqual([
      ['dynamodb:PutItem', true, 2],
      ['dynamodb:UpdateItem', false, 0],
      ['dynamodb:ConditionCheckItem', false, 0],
    ]);
  });

  it('does not let a decision about one key stand for another', () => {
    const statements = [allow(['dynamodb:GetItem'], [TABLE_ARN], LEADING)];
    const permissions = createPermissions(testModel([FUNCTION, TABLE], { Caller: statements }), {
      now: () => new Date(0),
    });
    expect(permissions.refusal(call('dynamodb', 'GetItem', key('ORDER#1')))).toBeUndefined();
    expect(permissions.refusal(call('dynamodb', 'GetItem', key('AUDIT#1')))).toBeDefined();
  });

  it('counts each of many resources for the grant that allows it, and refuses what lies beside them', () => {
    const schedules = arn('scheduler', 'schedule/orders/*');
    const statements = [allow(['scheduler:DeleteSchedule'], [schedules])];
    const permissions = createPermissions(testModel([FUNCTION], { Caller: statements }), { now: () => new Date(0) });
    const deletion = (group: string, n: number) =>
      call('scheduler', 'DeleteSchedule', {}, { method: 'DELETE', url: `/schedules/order-${n}?groupName=${group}` });
    for (let n = 0; n < 30; n += 1) expect(permissions.refusal(deletion('orders', n))).toBeUndefined();
    expect(permissions.refusal(deletion('others', 1))).toBeDefined();
    expect(permissions.grants().Caller).toMatchObject([{ resource: schedules, uses: 30 }]);
  });
});
