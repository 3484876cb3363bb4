import { describe, it } from 'vitest';
import { call, expectDecision, type PermissionCase, SECRET } from './asked-calls.ts';
import { allow, arn, roleArn } from './model.ts';

const CASES: readonly PermissionCase[] = [
  [
    'a batch of messages',
    [allow(['sqs:SendMessage'], [arn('sqs', 'notify.fifo')])],
    call('sqs', 'SendMessageBatch', { QueueUrl: 'http://127.0.0.1:1/000000000000/notify.fifo' }),
    true,
  ],
  [
    'another queue',
    [allow(['sqs:SendMessage'], [arn('sqs', 'notify.fifo')])],
    call('sqs', 'SendMessage', { QueueUrl: 'http://127.0.0.1:1/000000000000/other' }),
    false,
  ],
  [
    'a secret by ARN',
    [allow(['secretsmanager:GetSecretValue'], [SECRET.arn ?? ''])],
    call('secretsmanager', 'GetSecretValue', { SecretId: SECRET.arn }),
    true,
  ],
  [
    'a secret by name',
    [allow(['secretsmanager:GetSecretValue'], [SECRET.arn ?? ''])],
    call('secretsmanager', 'GetSecretValue', { SecretId: 'wismo/local/link' }),
    true,
  ],
  [
    'a secret of another',
    [allow(['secretsmanager:GetSecretValue'], ['arn:aws:secretsmanager:*:*:secret:x-??????'])],
    call('secretsmanager', 'GetSecretValue', { SecretId: SECRET.arn }),
    false,
  ],
  [
    'mail by domain and configuration set',
    [
      allow(['ses:SendEmail'], [arn('ses', 'identity/example.com'), arn('ses', 'configuration-set/set')], {
        StringEquals: { 'ses:FromAddress': 'a@example.com' },
      }),
    ],
    call('ses', 'SendEmail', {
      FromEmailAddress: 'Shop <a@example.com>',
      ConfigurationSetName: 'set',
      Content: { Simple: {} },
    }),
    true,
  ],
  [
    'mail without the configuration set',
    [allow(['ses:SendEmail'], [arn('ses', 'identity/example.com')])],
    call('ses', 'SendEmail', { FromEmailAddress: 'a@example.com', ConfigurationSetName: 'set' }),
    false,
  ],
  [
    'raw mail is another action',
    [allow(['ses:SendEmail'], ['*'])],
    call('ses', 'SendEmail', { FromEmailAddress: 'a@example.com', Content: { Raw: {} } }),
    false,
  ],
  [
    'a schedule, with the role that it passes',
    [
      allow(['scheduler:CreateSchedule'], [arn('scheduler', 'schedule/deadlines/*')]),
      allow(['iam:PassRole'], [roleArn('invoker')], {
        StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' },
      }),
    ],
    call(
      'scheduler',
      'CreateSchedule',
      { GroupName: 'deadlines', Target: { RoleArn: roleArn('invoker') } },
      { url: '/schedules/one' },
    ),
    true,
  ],
  [
    'a schedule without passing the role',
    [allow(['scheduler:CreateSchedule'], [arn('scheduler', 'schedule/deadlines/*')])],
    call(
      'scheduler',
      'CreateSchedule',
      { GroupName: 'deadlines', Target: { RoleArn: roleArn('invoker') } },
      { url: '/schedules/one' },
    ),
    false,
  ],
  [
    'a schedule of another group',
    [allow(['scheduler:DeleteSchedule'], [arn('scheduler', 'schedule/deadlines/*')])],
    call('scheduler', 'DeleteSchedule', {}, { method: 'DELETE', url: '/schedules/one?groupName=others' }),
    false,
  ],
  [
    'a socket',
    [allow(['execute-api:ManageConnections'], [arn('execute-api', 'api1/live/POST/@connections/*')])],
    call('execute-api', 'PostToConnection', {}, { url: '/_ws/api1/live/@connections/abc%3D' }),
    true,
  ],
  [
    'a socket of another method',
    [allow(['execute-api:ManageConnections'], [arn('execute-api', 'api1/live/POST/@connections/*')])],
    call('execute-api', 'DeleteConnection', {}, { method: 'DELETE', url: '/_ws/api1/live/@connections/abc' }),
    false,
  ],
];

describe('permissions of queues, secrets, mail, schedules and sockets', () => {
  it.each(CASES)('%s', expectDecision);
});
