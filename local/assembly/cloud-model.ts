import { join } from 'node:path';
import type { CloudModel, PolicyStatement, Resource } from '../ports.ts';
import { isRecord, recordAt, stringAt } from './json.ts';
import { localized, type RunAddresses } from './local-addresses.ts';
import type { AssemblyStack } from './read-assembly.ts';
import { createResolver, type StackResolver } from './resolver.ts';
import { RESOURCE_TYPES } from './resource-types.ts';
import { statementsOfRole } from './statements.ts';

/** The assembly as the runtime needs it: the model, and where each function's deployed bundle is. */
export interface RunnableModel extends CloudModel {
  /** Directory of the function's deployed bundle. */
  codeOf(functionId: string): string;
  /** Where the files of an asset are, by its key. */
  assetOf(key: string): string;
  /** What `Ref` gives for the resource. */
  refOf(logicalId: string): string;
  /** What `Fn::GetAtt` gives for the resource. */
  attributeOf(logicalId: string, attribute: string): string;
}

/** What the assembly asks for and the local cloud cannot do. Names every finding, not only the first. */
export class UnsupportedAssemblyError extends Error {
  override readonly name = 'UnsupportedAssemblyError';
  readonly findings: readonly string[];
  constructor(findings: readonly string[]) {
    super(`The local cloud cannot run this assembly:\n${findings.map((finding) => `  - ${finding}`).join('\n')}`);
    this.findings = findings;
  }
}

const ACCOUNT_ID = '000000000000';

/** The function, and its role, by which CDK copies files into a bucket: here they are served from the assembly. */
const COPIES_FILES = /\/Custom::CDKBucketDeployment[0-9A-F]+\//;

/**
 * Gives every resource its names here and resolves its properties.
 * @throws UnsupportedAssemblyError naming type, logical id and construct path of all that cannot run.
 */
export function buildModel(stacks: readonly AssemblyStack[], addresses: RunAddresses): RunnableModel {
  const region = stacks[0]?.region ?? 'us-east-1';
  const resolvers = createResolver(stacks, { accountId: ACCOUNT_ID, edgeAddress: addresses.edge });
  const { resources, findings } = resolveAll(resolvers);
  if (findings.length > 0) throw new UnsupportedAssemblyError(findings);
  const websocketApiIds = new Set(
    resources
      .filter(({ type, properties }) => type === 'AWS::ApiGatewayV2::Api' && properties.ProtocolType === 'WEBSOCKET')
      .map(({ stackName, logicalId }) => String(resolverOf(resolvers, stackName).ref(logicalId))),
  );
  const here = resources.map((resource) => ({
    ...resource,
    properties: recordAt({ properties: localized(resource.properties, addresses, websocketApiIds) }, 'properties'),
  }));
  const outputs = localized(
    Object.assign({}, ...resolvers.map((resolver) => resolver.outputs())),
    addresses,
    websocketApiIds,
  );
  const resolverWith = (logicalId: string): StackResolver =>
    resolverOf(resolvers, here.find((candidate) => candidate.logicalId === logicalId)?.stackName ?? '');
  return {
    region,
    accountId: ACCOUNT_ID,
    resources: here,
    outputs: Object.fromEntries(Object.entries(isRecord(outputs) ? outputs : {}).map(([k, v]) => [k, String(v)])),
    ...lookups(here, resolvers),
    codeOf: (functionId) => codeOf(functionId, here, resolvers),
    assetOf: (key) => assetOf(key, resolvers),
    refOf: (logicalId) => String(resolverWith(logicalId).ref(logicalId)),
    attributeOf: (logicalId, attribute) => String(resolverWith(logicalId).attribute(logicalId, attribute)),
  };
}

function resolveAll(resolvers: readonly StackResolver[]): {
  resources: readonly Resource[];
  findings: readonly string[];
} {
  const resources: Resource[] = [];
  const findings: string[] = [];
  const seen = new Map<string, string>();
  for (const resolver of resolvers) {
    for (const [logicalId, { type, constructPath }] of resolver.present()) {
      const known = RESOURCE_TYPES[type];
      const where = `${type} ${logicalId} (${constructPath})`;
      if (known === undefined) {
        findings.push(`${where}: this type is not known here`);
        continue;
      }
      if (known.leftOutBecause !== undefined || COPIES_FILES.test(constructPath)) continue;
      if (seen.has(logicalId)) findings.push(`${where}: the logical id is also that of ${seen.get(logicalId)}`);
      seen.set(logicalId, where);
      try {
        const properties = resolver.propertiesOf(logicalId);
        resources.push({ stackName: resolver.stack.name, logicalId, type, constructPath, properties });
      } catch (error) {
        findings.push(`${where}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
  return { resources, findings };
}

function lookups(
  resources: readonly Resource[],
  resolvers: readonly StackResolver[],
): Pick<CloudModel, 'ofType' | 'byId' | 'arnOf' | 'byArn' | 'statementsOf'> {
  const byLogicalId = new Map(resources.map((resource) => [resource.logicalId, resource]));
  const arns = new Map(resources.flatMap((resource) => arnsOf(resource, resolvers)));
  const logicalIdToArn = new Map([...arns].map(([arn, resource]) => [resource.logicalId, arn]));
  const byId = (id: string): Resource => {
    const resource = byLogicalId.get(id) ?? arns.get(id);
    if (resource === undefined) throw new Error(`The assembly has no resource ${id}`);
    return resource;
  };
  return {
    ofType: (type) => resources.filter((resource) => resource.type === type),
    byId,
    byArn: (arn) => arns.get(arn),
    arnOf: (logicalId) => {
      const arn = logicalIdToArn.get(logicalId);
      if (arn === undefined) throw new Error(`The resource ${logicalId} has no ARN here`);
      return arn;
    },
    statementsOf: memoized((principalId) => statementsOfPrincipal(byId(principalId), byId, resources, resolvers)),
  };
}

function statementsOfPrincipal(
  principal: Resource,
  byId: (id: string) => Resource,
  resources: readonly Resource[],
  resolvers: readonly StackResolver[],
): readonly PolicyStatement[] {
  const role = principal.type === 'AWS::IAM::Role' ? principal : byId(stringAt(principal.properties, 'Role') ?? '');
  const roleName = String(resolverOf(resolvers, role.stackName).ref(role.logicalId));
  return statementsOfRole(role, resources, roleName);
}

/** A resource is found by its `Arn` attribute, or by its `Ref` where that is one. */
function arnsOf(resource: Resource, resolvers: readonly StackResolver[]): readonly (readonly [string, Resource])[] {
  const resolver = resolverOf(resolvers, resource.stackName);
  const attributes = RESOURCE_TYPES[resource.type]?.attributes ?? {};
  const candidates = [
    ...Object.keys(attributes).map((attribute) => String(resolver.attribute(resource.logicalId, attribute))),
    String(resolver.ref(resource.logicalId)),
  ];
  const own = candidates.filter((candidate) => candidate.startsWith('arn:') && !candidate.includes('/stream/'));
  return own.slice(0, 1).map((arn) => [arn, resource] as const);
}

function codeOf(functionId: string, resources: readonly Resource[], resolvers: readonly StackResolver[]): string {
  const resource = resources.find(({ logicalId }) => logicalId === functionId);
  const key = stringAt(recordAt(resource?.properties ?? {}, 'Code'), 'S3Key') ?? '';
  const path = resource && resolverOf(resolvers, resource.stackName).stack.assets.get(key);
  if (path === undefined) throw new Error(`The code of ${functionId} (asset ${key}) is not in the assembly`);
  return join(path);
}

function assetOf(key: string, resolvers: readonly StackResolver[]): string {
  const path = resolvers.map(({ stack }) => stack.assets.get(key)).find((each) => each !== undefined);
  if (path === undefined) throw new Error(`The asset ${key} is not in the assembly`);
  return path;
}

function resolverOf(resolvers: readonly StackResolver[], stackName: string): StackResolver {
  const resolver = resolvers.find(({ stack }) => stack.name === stackName);
  if (resolver === undefined) throw new Error(`The assembly has no stack ${stackName}`);
  return resolver;
}

function memoized<Value>(compute: (key: string) => Value): (key: string) => Value {
  const values = new Map<string, Value>();
  return (key) => {
    const value = values.get(key) ?? compute(key);
    values.set(key, value);
    return value;
  };
}
