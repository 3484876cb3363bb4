import type { PolicyStatement, Resource } from '../ports.ts';
import { isRecord, type JsonRecord, manyOf, recordAt, recordsAt, stringAt, stringsAt } from './json.ts';

const allow = (source: string, actions: readonly string[]): PolicyStatement => ({
  effect: 'Allow',
  actions,
  notActions: [],
  resources: ['*'],
  notResources: [],
  conditions: {},
  source,
});

const LOGS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];
const XRAY = [
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:GetSamplingStatisticSummaries',
];

/** Policies that AWS maintains. https://docs.aws.amazon.com/aws-managed-policy/latest/reference/ */
const AWS_MANAGED: Readonly<Record<string, readonly string[]>> = {
  'service-role/AWSLambdaBasicExecutionRole': LOGS,
  AWSXRayDaemonWriteAccess: XRAY,
  AWSXrayWriteOnlyAccess: XRAY,
  'service-role/AmazonAPIGatewayPushToCloudWatchLogs': [...LOGS, 'logs:DescribeLogGroups', 'logs:DescribeLogStreams'],
};

/**
 * Everything that a role may do: its inline policies, the policies that name it, and the managed ones attached to it.
 * @throws when an attached policy is neither in the assembly nor one of AWS's that are known here.
 */
export function statementsOfRole(
  role: Resource,
  resources: readonly Resource[],
  roleName: string,
): readonly PolicyStatement[] {
  const inline = recordsAt(role.properties, 'Policies').flatMap((policy) =>
    parseDocument(recordAt(policy, 'PolicyDocument'), `${role.constructPath}/${stringAt(policy, 'PolicyName') ?? ''}`),
  );
  const attachedByName = resources
    .filter((resource) => resource.type === 'AWS::IAM::Policy' || resource.type === 'AWS::IAM::ManagedPolicy')
    .filter((resource) => stringsAt(resource.properties, 'Roles').includes(roleName))
    .flatMap((resource) => parseDocument(recordAt(resource.properties, 'PolicyDocument'), resource.constructPath));
  const attachedByArn = stringsAt(role.properties, 'ManagedPolicyArns').flatMap((arn) =>
    statementsOfManaged(arn, role, resources),
  );
  return [...inline, ...attachedByName, ...attachedByArn];
}

function statementsOfManaged(arn: string, role: Resource, resources: readonly Resource[]): readonly PolicyStatement[] {
  const own = resources.find(
    (resource) => resource.type === 'AWS::IAM::ManagedPolicy' && arn.endsWith(`-${resource.logicalId}`),
  );
  if (own !== undefined) return parseDocument(recordAt(own.properties, 'PolicyDocument'), own.constructPath);
  const name = /^arn:aws:iam::aws:policy\/(.+)$/.exec(arn)?.[1] ?? arn;
  const actions = AWS_MANAGED[name];
  if (actions === undefined)
    throw new Error(`${role.constructPath} attaches the policy ${arn}, which is not known here`);
  return [allow(arn, actions)];
}

function parseDocument(document: JsonRecord, source: string): readonly PolicyStatement[] {
  return manyOf(document.Statement)
    .filter(isRecord)
    .map((statement) => ({
      effect: statement.Effect === 'Deny' ? 'Deny' : 'Allow',
      actions: manyOf(statement.Action).map(String),
      notActions: manyOf(statement.NotAction).map(String),
      resources: manyOf(statement.Resource).map(String),
      notResources: manyOf(statement.NotResource).map(String),
      conditions: Object.fromEntries(
        Object.entries(recordAt(statement, 'Condition')).filter((entry): entry is [string, JsonRecord] =>
          isRecord(entry[1]),
        ),
      ),
      source,
    }));
}
