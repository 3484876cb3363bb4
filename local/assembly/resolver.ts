import { conditionHolds, type ResolutionScope, resolve, UnknownIntrinsicError } from './intrinsics.ts';
import { isRecord, type JsonRecord } from './json.ts';
import type { AssemblyStack, TemplateResource } from './read-assembly.ts';
import { type Naming, RESOURCE_TYPES, type ResourceType } from './resource-types.ts';

/** Names and properties of one stack's resources. */
export interface StackResolver {
  readonly stack: AssemblyStack;
  /** The resources whose condition holds. */
  present(): readonly (readonly [string, TemplateResource])[];
  ref(logicalId: string): unknown;
  attribute(logicalId: string, attribute: string): unknown;
  propertiesOf(logicalId: string): JsonRecord;
  outputs(): JsonRecord;
}

interface Fixed {
  readonly accountId: string;
  readonly edgeAddress: string;
}

/** One resolver a stack; they see each other's exports. */
export function createResolver(stacks: readonly AssemblyStack[], fixed: Fixed): readonly StackResolver[] {
  const resolvers: readonly StackResolver[] = stacks.map((stack) =>
    createStackResolver(stack, fixed, (name) => findExport(name, stacks, resolvers)),
  );
  return resolvers;
}

function findExport(name: string, stacks: readonly AssemblyStack[], resolvers: readonly StackResolver[]): unknown {
  for (const [index, stack] of stacks.entries()) {
    for (const [outputId, output] of Object.entries(stack.template.outputs)) {
      const resolver = resolvers[index];
      if (resolver && isRecord(output.Export) && output.Export.Name === name) return resolver.outputs()[outputId];
    }
  }
  throw new UnknownIntrinsicError(`no stack exports ${name}`);
}

function createStackResolver(stack: AssemblyStack, fixed: Fixed, exported: (name: string) => unknown): StackResolver {
  const scope: ResolutionScope = {
    stack,
    accountId: fixed.accountId,
    partition: 'aws',
    urlSuffix: 'amazonaws.com',
    ref: (logicalId) => {
      const { type, naming } = namedResource(logicalId);
      return type.ref(naming);
    },
    attribute: (logicalId, attribute) => {
      const { type, naming, typeName } = namedResource(logicalId);
      const rule = type.attributes[attribute];
      if (rule === undefined)
        throw new UnknownIntrinsicError(`attribute ${attribute} of ${typeName} is not known here`);
      return rule(naming);
    },
    exported,
  };
  const namedResource = (logicalId: string): { type: ResourceType; typeName: string; naming: Naming } => {
    const resource = stack.template.resources[logicalId];
    if (resource === undefined) throw new UnknownIntrinsicError(`${logicalId} is not in stack ${stack.name}`);
    const type = RESOURCE_TYPES[resource.type];
    if (type === undefined) throw new UnknownIntrinsicError(`it refers to ${resource.type} ${logicalId}, unknown here`);
    return { type, typeName: resource.type, naming: namingOf(logicalId, resource, scope, fixed) };
  };
  return {
    stack,
    ref: scope.ref,
    attribute: scope.attribute,
    present: () =>
      Object.entries(stack.template.resources).filter(
        ([, { condition }]) => condition === undefined || conditionHolds(condition, scope),
      ),
    propertiesOf: (logicalId) => {
      const properties = resolve(stack.template.resources[logicalId]?.properties, scope);
      return isRecord(properties) ? properties : {};
    },
    outputs: () =>
      Object.fromEntries(
        Object.entries(stack.template.outputs).map(([name, output]) => [name, resolve(output.Value, scope)]),
      ),
  };
}

function namingOf(logicalId: string, resource: TemplateResource, scope: ResolutionScope, fixed: Fixed): Naming {
  return {
    stackName: scope.stack.name,
    logicalId,
    region: scope.stack.region,
    accountId: fixed.accountId,
    edgeAddress: fixed.edgeAddress,
    property: (name) => resolve(resource.properties[name], scope),
  };
}
