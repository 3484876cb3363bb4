import { fitted, stableId, stableUuid } from './names.ts';

/** One resource of a template, while its names are being given. */
export interface Naming {
  readonly stackName: string;
  readonly logicalId: string;
  readonly region: string;
  readonly accountId: string;
  /** `http://127.0.0.1:PORT` of the edge: the host in a queue URL is where the SDK sends its calls. */
  readonly edgeAddress: string;
  /** A resolved property, for names that the template gives itself. */
  property(name: string): unknown;
}

type NamingRule = (naming: Naming) => unknown;

export interface ResourceType {
  readonly ref: NamingRule;
  readonly attributes: Readonly<Record<string, NamingRule>>;
  /** Why the local cloud may leave the resource out; absent for what runs. */
  readonly leftOutBecause?: string;
}

const generated = ({ stackName, logicalId }: Naming): string => `${stackName}-${logicalId}`;

const named =
  (property: string, max: number): ((naming: Naming) => string) =>
  (naming) =>
    String(naming.property(property) ?? fitted(generated(naming), max));

const arn =
  (service: string, resource: (naming: Naming) => string): NamingRule =>
  (naming) =>
    `arn:aws:${service}:${naming.region}:${naming.accountId}:${resource(naming)}`;

const idOf =
  (length: number): ((naming: Naming) => string) =>
  (naming) =>
    stableId(generated(naming), length);

const uuidOf = (naming: Naming): string => stableUuid(generated(naming));

/** Only its `Ref` is ever asked for. */
const plain = (ref: NamingRule, leftOutBecause?: string): ResourceType => ({
  ref,
  attributes: {},
  ...(leftOutBecause === undefined ? {} : { leftOutBecause }),
});

const functionName = named('FunctionName', 64);
const tableName = named('TableName', 255);
const roleName = named('RoleName', 64);
const bucketName = (naming: Naming): string => named('BucketName', 63)(naming).toLowerCase();
const userPoolId = (naming: Naming): string => `${naming.region}_${stableId(generated(naming), 9)}`;
const secretArn: NamingRule = (naming) =>
  arn('secretsmanager', () => `secret:${named('Name', 512)(naming)}-${stableId(generated(naming), 6)}`)(naming);

function queueName(naming: Naming): string {
  const given = naming.property('QueueName');
  if (typeof given === 'string') return given;
  const suffix = naming.property('FifoQueue') === true ? '.fifo' : '';
  return `${fitted(generated(naming), 80 - suffix.length)}${suffix}`;
}

function topicName(naming: Naming): string {
  const given = naming.property('TopicName');
  if (typeof given === 'string') return given;
  return `${fitted(generated(naming), 251)}${naming.property('FifoTopic') === true ? '.fifo' : ''}`;
}

const table: ResourceType = {
  ref: tableName,
  attributes: {
    Arn: arn('dynamodb', (naming) => `table/${tableName(naming)}`),
    StreamArn: arn('dynamodb', (naming) => `table/${tableName(naming)}/stream/local`),
    TableId: uuidOf,
  },
};

const scheduleGroupName = (naming: Naming): string => String(naming.property('GroupName') ?? 'default');

/** Types that run here. */
const RUNNING: Readonly<Record<string, ResourceType>> = {
  'AWS::Lambda::Function': {
    ref: functionName,
    attributes: { Arn: arn('lambda', (naming) => `function:${functionName(naming)}`) },
  },
  'AWS::Lambda::Url': {
    ref: uuidOf,
    attributes: { FunctionUrl: (naming) => `https://${idOf(32)(naming)}.lambda-url.${naming.region}.on.aws/` },
  },
  'AWS::CloudFront::Distribution': {
    ref: (naming) => idOf(14)(naming).toUpperCase(),
    attributes: {
      Id: (naming) => idOf(14)(naming).toUpperCase(),
      DomainName: (naming) => `${idOf(14)(naming)}.cloudfront.net`,
    },
  },
  'AWS::CloudFront::Function': {
    ref: named('Name', 64),
    attributes: {
      FunctionARN: (naming) => `arn:aws:cloudfront::${naming.accountId}:function/${named('Name', 64)(naming)}`,
    },
  },
  'Custom::CDKBucketDeployment': plain(uuidOf),
  'AWS::S3::Bucket': {
    ref: bucketName,
    attributes: {
      Arn: (naming) => `arn:aws:s3:::${bucketName(naming)}`,
      DomainName: (naming) => `${bucketName(naming)}.s3.amazonaws.com`,
      RegionalDomainName: (naming) => `${bucketName(naming)}.s3.${naming.region}.amazonaws.com`,
    },
  },
  'AWS::Lambda::EventSourceMapping': { ref: uuidOf, attributes: { Id: uuidOf } },
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::DynamoDB::Table': table,
  'AWS::SQS::Queue': {
    ref: (naming) => `${naming.edgeAddress}/${naming.accountId}/${queueName(naming)}`,
    attributes: {
      Arn: arn('sqs', queueName),
      QueueName: queueName,
      QueueUrl: (naming) => `${naming.edgeAddress}/${naming.accountId}/${queueName(naming)}`,
    },
  },
  'AWS::SNS::Topic': {
    ref: arn('sns', topicName),
    attributes: { TopicArn: arn('sns', topicName), TopicName: topicName },
  },
  'AWS::SNS::Subscription': plain(uuidOf),
  'AWS::IAM::Role': {
    ref: roleName,
    attributes: {
      Arn: (naming) => `arn:aws:iam::${naming.accountId}:role/${roleName(naming)}`,
      RoleId: (naming) => `AROA${idOf(17)(naming).toUpperCase()}`,
    },
  },
  'AWS::IAM::Policy': plain(named('PolicyName', 128)),
  'AWS::IAM::ManagedPolicy': plain(
    (naming) => `arn:aws:iam::${naming.accountId}:policy/${named('ManagedPolicyName', 128)(naming)}`,
  ),
  'AWS::ApiGatewayV2::Api': {
    ref: idOf(10),
    attributes: {
      ApiId: idOf(10),
      ApiEndpoint: (naming) => {
        const scheme = naming.property('ProtocolType') === 'WEBSOCKET' ? 'wss' : 'https';
        return `${scheme}://${idOf(10)(naming)}.execute-api.${naming.region}.amazonaws.com`;
      },
    },
  },
  'AWS::ApiGatewayV2::Route': { ref: idOf(7), attributes: { RouteId: idOf(7) } },
  'AWS::ApiGatewayV2::Integration': { ref: idOf(7), attributes: { IntegrationId: idOf(7) } },
  'AWS::ApiGatewayV2::Authorizer': { ref: idOf(6), attributes: { AuthorizerId: idOf(6) } },
  'AWS::ApiGatewayV2::Stage': plain((naming) => naming.property('StageName')),
  'AWS::Scheduler::ScheduleGroup': {
    ref: named('Name', 64),
    attributes: { Arn: arn('scheduler', (naming) => `schedule-group/${named('Name', 64)(naming)}`) },
  },
  'AWS::Scheduler::Schedule': {
    ref: named('Name', 64),
    attributes: {
      Arn: arn('scheduler', (naming) => `schedule/${scheduleGroupName(naming)}/${named('Name', 64)(naming)}`),
    },
  },
  'AWS::SecretsManager::Secret': { ref: secretArn, attributes: { Id: secretArn } },
  'AWS::KMS::Key': {
    ref: uuidOf,
    attributes: { Arn: arn('kms', (naming) => `key/${uuidOf(naming)}`), KeyId: uuidOf },
  },
  'AWS::KMS::Alias': plain((naming) => naming.property('AliasName')),
  'AWS::Cognito::UserPool': {
    ref: userPoolId,
    attributes: {
      Arn: arn('cognito-idp', (naming) => `userpool/${userPoolId(naming)}`),
      ProviderName: (naming) => `cognito-idp.${naming.region}.amazonaws.com/${userPoolId(naming)}`,
      ProviderURL: (naming) => `https://cognito-idp.${naming.region}.amazonaws.com/${userPoolId(naming)}`,
      UserPoolId: userPoolId,
    },
  },
  'AWS::Cognito::UserPoolClient': { ref: idOf(26), attributes: { ClientId: idOf(26) } },
  'AWS::SES::ConfigurationSet': plain(named('Name', 64)),
  'AWS::SES::ConfigurationSetEventDestination': plain(idOf(20)),
  'AWS::Logs::SubscriptionFilter': plain(named('FilterName', 512)),
  'AWS::SES::EmailIdentity': plain((naming) => naming.property('EmailIdentity')),
};

const NOT_OBSERVABLE = 'it is for people who watch an account; logs and the meter stand in for it here';
const PERMISSION_OF_A_SERVICE =
  'it lets an AWS service call a resource, and every caller here is the local cloud itself';

/** Types that the local cloud leaves out, each with the reason. Anything else stops the start. */
const LEFT_OUT: Readonly<Record<string, ResourceType>> = {
  'AWS::CDK::Metadata': plain(idOf(8), 'it only counts constructs for AWS'),
  'AWS::Logs::LogGroup': {
    ref: named('LogGroupName', 512),
    attributes: { Arn: arn('logs', (naming) => `log-group:${named('LogGroupName', 512)(naming)}:*`) },
    leftOutBecause: 'each function writes to a file of its own under the data directory',
  },
  'AWS::Logs::MetricFilter': plain(idOf(8), NOT_OBSERVABLE),
  'AWS::Logs::ResourcePolicy': plain(idOf(8), PERMISSION_OF_A_SERVICE),
  'AWS::CloudWatch::Alarm': {
    ref: named('AlarmName', 255),
    attributes: { Arn: arn('cloudwatch', (naming) => `alarm:${named('AlarmName', 255)(naming)}`) },
    leftOutBecause: NOT_OBSERVABLE,
  },
  'AWS::CloudWatch::CompositeAlarm': {
    ref: named('AlarmName', 255),
    attributes: { Arn: arn('cloudwatch', (naming) => `alarm:${named('AlarmName', 255)(naming)}`) },
    leftOutBecause: NOT_OBSERVABLE,
  },
  'AWS::CloudWatch::Dashboard': plain(named('DashboardName', 255), NOT_OBSERVABLE),
  'AWS::Budgets::Budget': plain(idOf(8), NOT_OBSERVABLE),
  'AWS::Lambda::Permission': plain(idOf(8), PERMISSION_OF_A_SERVICE),
  'AWS::SQS::QueuePolicy': plain(idOf(8), PERMISSION_OF_A_SERVICE),
  'AWS::SNS::TopicPolicy': plain(idOf(8), PERMISSION_OF_A_SERVICE),
  'AWS::ApiGatewayV2::Deployment': {
    ref: idOf(6),
    attributes: { DeploymentId: idOf(6) },
    leftOutBecause: 'the routes of the template are always the ones that are served',
  },
  'AWS::Cognito::UserPoolGroup': plain(
    (naming) => naming.property('GroupName'),
    'roles are written into the tokens that the local issuer is asked for',
  ),
  'AWS::Cognito::UserPoolResourceServer': plain(
    (naming) => naming.property('Identifier'),
    'scopes are written into the tokens that the local issuer is asked for',
  ),
  'AWS::Cognito::UserPoolDomain': plain(
    (naming) => naming.property('Domain'),
    'the local issuer has no hosted sign-in page',
  ),
  'AWS::CloudFront::OriginAccessControl': {
    ref: idOf(14),
    attributes: { Id: idOf(14) },
    leftOutBecause: 'the files of a bucket are served from the assembly',
  },
  'AWS::Lambda::LayerVersion': plain(
    arn('lambda', (naming) => `layer:${idOf(20)(naming)}:1`),
    'it belongs to the function that copies files into a bucket',
  ),
  'AWS::S3::BucketPolicy': plain(idOf(8), PERMISSION_OF_A_SERVICE),
};

export const RESOURCE_TYPES: Readonly<Record<string, ResourceType>> = { ...RUNNING, ...LEFT_OUT };
