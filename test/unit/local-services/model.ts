import type {
  CloudModel,
  FunctionHost,
  InvocationRecord,
  InvocationResult,
  PolicyStatement,
  Resource,
} from '../../../local/ports.ts';

const REGION = 'us-east-1';
const ACCOUNT = '000000000000';

export const arn = (service: string, rest: string): string => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;
export const roleArn = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;

/** A resource with the ARN that it has in the test's model. */
export interface Declared {
  readonly type: string;
  readonly logicalId: string;
  readonly arn?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

export const allow = (
  actions: readonly string[],
  resources: readonly string[],
  conditions: PolicyStatement['conditions'] = {},
): PolicyStatement => ({
  effect: 'Allow',
  actions,
  notActions: [],
  notResources: [],
  resources,
  conditions,
  source: 'test',
});

export const deny = (...args: Parameters<typeof allow>): PolicyStatement => ({ ...allow(...args), effect: 'Deny' });

/** A model of a few resources, as the assembly would give it. */
export function testModel(
  declared: readonly Declared[],
  statements: Readonly<Record<string, readonly PolicyStatement[]>> = {},
): CloudModel {
  const resources: readonly Resource[] = declared.map(({ type, logicalId, properties = {} }) => ({
    stackName: 'test',
    logicalId,
    type,
    constructPath: `test/${logicalId}`,
    properties,
  }));
  const arns = new Map(declared.map((one) => [one.logicalId, one.arn]));
  return {
    outputs: {},
    region: REGION,
    accountId: ACCOUNT,
    resources,
    ofType: (type) => resources.filter((resource) => resource.type === type),
    byId: (id) => {
      const found = resources.find(({ logicalId }) => logicalId === id);
      if (found === undefined) throw new Error(`no resource ${id}`);
      return found;
    },
    arnOf: (id) => {
      const found = arns.get(id);
      if (found === undefined) throw new Error(`no ARN of ${id}`);
      return found;
    },
    byArn: (wanted) => resources.find(({ logicalId }) => arns.get(logicalId) === wanted),
    statementsOf: (id) => {
      const found = statements[id];
      if (found === undefined) throw new Error(`no principal ${id}`);
      return found;
    },
  };
}

/** A host whose functions are plain handlers, and that remembers. */
export interface FakeHost extends FunctionHost {
  readonly invocations: { readonly target: string; readonly event: unknown }[];
  readonly killed: string[];
  response: (target: string, event: unknown) => InvocationResult;
  report(record: InvocationRecord): void;
}

export function fakeHost(): FakeHost {
  const listeners = new Set<(record: InvocationRecord) => void>();
  const host: FakeHost = {
    invocations: [],
    killed: [],
    response: () => ({ ok: true, payload: null }),
    invoke: async (target, event) => {
      host.invocations.push({ target, event });
      return host.response(target, event);
    },
    stream: (target, event) => host.invoke(target, event),
    kill: (id) => void host.killed.push(id),
    endIdle: async () => 0,
    active: () => 0,
    settled: async () => undefined,
    onInvocation: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    report: (record) => {
      for (const listener of listeners) listener(record);
    },
  };
  return host;
}

export const TABLE: Declared = {
  type: 'AWS::DynamoDB::GlobalTable',
  logicalId: 'Table',
  arn: arn('dynamodb', 'table/orders'),
  properties: {
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: ['pk', 'sk', 'ownerPk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byOwner',
        KeySchema: [{ AttributeName: 'ownerPk', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    Replicas: [{ Region: REGION, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }],
    SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
  },
};
