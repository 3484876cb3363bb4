import type { AwsCall, CloudModel } from '../../ports.ts';
import { arnFor, asRecord, asText, nameInArn } from '../arn.ts';
import { dynamodbNeeds } from './dynamodb-needs.ts';
import { type Need, UnknownNeedError } from './need.ts';

/** SQS has no actions of their own for batches. */
const SQS_ACTIONS: Readonly<Record<string, string>> = {
  SendMessageBatch: 'SendMessage',
  DeleteMessageBatch: 'DeleteMessage',
  ChangeMessageVisibilityBatch: 'ChangeMessageVisibility',
};

type NeedsOf = (call: AwsCall, model: CloudModel) => readonly Need[];

const one = (action: string, resources: readonly string[], context: Need['context'] = {}): readonly Need[] => [
  { action, resources, context },
];

function sqsNeeds({ operation, input }: AwsCall, model: CloudModel): readonly Need[] {
  const name = nameInArn(asText(input.QueueUrl) ?? asText(input.QueueName) ?? '*');
  return one(`sqs:${SQS_ACTIONS[operation] ?? operation}`, [arnFor(model, 'sqs', name)]);
}

/** Secrets may be named by ARN, by partial ARN or by name; policies hold ARNs, which end in six more characters. */
function secretsNeeds({ operation, input }: AwsCall, model: CloudModel): readonly Need[] {
  const id = asText(input.SecretId) ?? '*';
  const byName = model
    .ofType('AWS::SecretsManager::Secret')
    .find((secret) => secret.properties.Name === id || model.arnOf(secret.logicalId).includes(`:secret:${id}-`));
  const arn = id.startsWith('arn:')
    ? id
    : byName === undefined
      ? arnFor(model, 'secretsmanager', `secret:${id}`)
      : model.arnOf(byName.logicalId);
  return one(`secretsmanager:${operation}`, [arn]);
}

/** `Name <a@b>` or `a@b`. */
const addressIn = (from: string): string => /<([^>]+)>/.exec(from)?.[1] ?? from;

/**
 * SES checks the identity that sends (the address if it is verified itself, else its domain) and the configuration set.
 * A raw message is the same operation of the API and another action of IAM.
 */
function sesNeeds({ operation, input }: AwsCall, model: CloudModel): readonly Need[] {
  if (operation !== 'SendEmail' && operation !== 'SendBulkEmail') return one(`ses:${operation}`, ['*']);
  const address = addressIn(asText(input.FromEmailAddress) ?? '');
  const domain = address.slice(address.indexOf('@') + 1);
  const action = asRecord(input.Content).Raw === undefined ? `ses:${operation}` : 'ses:SendRawEmail';
  const context = { 'ses:fromaddress': [address] };
  const configurationSet = asText(input.ConfigurationSetName);
  return [
    {
      action,
      resources: [address, domain].map((identity) => arnFor(model, 'ses', `identity/${identity}`)),
      context,
    },
    ...(configurationSet === undefined
      ? []
      : one(action, [arnFor(model, 'ses', `configuration-set/${configurationSet}`)], context)),
  ];
}

function schedulerNeeds({ operation, input, url }: AwsCall, model: CloudModel): readonly Need[] {
  const { pathname, searchParams } = new URL(url, 'http://edge');
  const name = decodeURIComponent(pathname.split('/')[2] ?? '');
  if (operation.includes('ScheduleGroup')) {
    return one(`scheduler:${operation}`, [arnFor(model, 'scheduler', `schedule-group/${name === '' ? '*' : name}`)]);
  }
  const group =
    asText(input.GroupName) ?? searchParams.get('groupName') ?? searchParams.get('ScheduleGroup') ?? 'default';
  const resource = arnFor(model, 'scheduler', `schedule/${group}/${name === '' ? '*' : name}`);
  const roleArn = asText(asRecord(input.Target).RoleArn);
  const passesRole = (operation === 'CreateSchedule' || operation === 'UpdateSchedule') && roleArn !== undefined;
  return [
    ...one(`scheduler:${operation}`, [resource]),
    ...(passesRole ? one('iam:PassRole', [roleArn], { 'iam:passedtoservice': ['scheduler.amazonaws.com'] }) : []),
  ];
}

/** A telephone has no ARN: what is asked about is its number. */
function snsNeeds({ operation, input }: AwsCall): readonly Need[] {
  const { TopicArn, TargetArn, PlatformApplicationArn, EndpointArn, PhoneNumber } = input;
  const resource = [TopicArn, TargetArn, PlatformApplicationArn, EndpointArn, PhoneNumber].map(asText).find(Boolean);
  return one(`sns:${operation}`, [resource ?? '*']);
}

/** `/_ws/<api id>/<stage>/@connections/<connection id>` */
const CONNECTION_PATH = /\/([^/]+)\/([^/]+)\/@connections\/([^/?]+)/;

function executeApiNeeds({ method, url }: AwsCall, model: CloudModel): readonly Need[] {
  const [, apiId = '*', stage = '*', connectionId = '*'] = CONNECTION_PATH.exec(url) ?? [];
  const resource = `${apiId}/${stage}/${method}/@connections/${decodeURIComponent(connectionId)}`;
  return one('execute-api:ManageConnections', [arnFor(model, 'execute-api', resource)]);
}

const NEEDS: Readonly<Record<string, NeedsOf>> = {
  dynamodb: (call, model) => dynamodbNeeds(call, model, (table, index) => partitionKey(model, table, index)),
  sqs: sqsNeeds,
  secretsmanager: secretsNeeds,
  ses: sesNeeds,
  sns: snsNeeds,
  scheduler: schedulerNeeds,
  'execute-api': executeApiNeeds,
};

/** A model does not change: what is found in it once is not looked for again. */
const partitionKeys = new WeakMap<CloudModel, Map<string, string | undefined>>();

/** Attribute that the table, or an index of it, is partitioned by. */
function partitionKey(model: CloudModel, tableName: string, indexName = ''): string | undefined {
  const known = partitionKeys.get(model) ?? new Map<string, string | undefined>();
  partitionKeys.set(model, known);
  const id = `${tableName}/${indexName}`;
  if (!known.has(id)) known.set(id, findPartitionKey(model, tableName, indexName));
  return known.get(id);
}

function findPartitionKey(model: CloudModel, tableName: string, indexName: string): string | undefined {
  const table = [...model.ofType('AWS::DynamoDB::GlobalTable'), ...model.ofType('AWS::DynamoDB::Table')].find(
    ({ logicalId }) => nameInArn(model.arnOf(logicalId)) === nameInArn(tableName),
  );
  const indexes = table?.properties.GlobalSecondaryIndexes;
  const shape =
    indexName === ''
      ? table?.properties
      : asRecord(Array.isArray(indexes) ? indexes.find((index) => asRecord(index).IndexName === indexName) : undefined);
  const schema = Array.isArray(shape?.KeySchema) ? shape.KeySchema : [];
  return asText(asRecord(schema.find((part: unknown) => asRecord(part).KeyType === 'HASH')).AttributeName);
}

/**
 * Everything that IAM would be asked about the call.
 * @throws UnknownNeedError for services and operations that cannot be checked here.
 */
export function needsOf(call: AwsCall, model: CloudModel): readonly Need[] {
  const needs = NEEDS[call.service];
  if (needs === undefined) throw new UnknownNeedError(`The local cloud does not run ${call.service}`);
  return needs(call, model);
}
