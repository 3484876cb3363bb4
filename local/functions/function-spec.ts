import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RunnableModel } from '../assembly/cloud-model.ts';
import { isRecord, numberAt, recordAt, stringAt } from '../assembly/json.ts';
import { mappingDefinitions } from '../mappings/mapping-definition.ts';
import type { Resource } from '../ports.ts';

/** One Lambda function of the assembly, ready to run. */
export interface FunctionSpec {
  /** Logical id: also the access key with which it calls AWS. */
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  /** Its construct's id, for a reader. */
  readonly label: string;
  readonly entry: string;
  readonly exportName: string;
  /** Exactly the template's variables. */
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMegabytes: number;
  readonly timeoutMilliseconds: number;
  /** Nobody waits for its result: messages or a stream bring its events. */
  readonly follows?: true;
  /** On everybody's way: it is loaded before it is first needed. */
  readonly isHot?: true;
  /** A function URL streams its responses. */
  readonly streams?: true;
  /** Absent: the function shares the account's pool. */
  readonly reservedConcurrency?: number;
}

/** Lambda's own defaults. */
const DEFAULT_MEMORY_MEGABYTES = 128;
const DEFAULT_TIMEOUT_SECONDS = 3;

/** @throws when a function is not a Node bundle that is in the assembly. */
export function functionSpecs(model: RunnableModel): readonly FunctionSpec[] {
  return model.ofType('AWS::Lambda::Function').map((resource) => specOf(resource, model));
}

function specOf(resource: Resource, model: RunnableModel): FunctionSpec {
  const { properties, logicalId } = resource;
  const runtime = stringAt(properties, 'Runtime') ?? '';
  if (!runtime.startsWith('nodejs')) {
    throw new Error(
      `${resource.constructPath} (${logicalId}) has runtime ${runtime || 'of an image'}; only Node runs here`,
    );
  }
  const { entry, exportName } = handlerOf(stringAt(properties, 'Handler') ?? '', model.codeOf(logicalId), resource);
  const reserved = numberAt(properties, 'ReservedConcurrentExecutions');
  const arn = model.arnOf(logicalId);
  return {
    id: logicalId,
    arn,
    name: arn.slice(arn.lastIndexOf(':') + 1),
    label: labelOf(resource),
    entry,
    exportName,
    environment: environmentOf(resource),
    memoryMegabytes: numberAt(properties, 'MemorySize') ?? DEFAULT_MEMORY_MEGABYTES,
    ...(followingArns(model).has(arn) ? { follows: true } : {}),
    ...(followingArns(model).has(arn) || isAuthorizer(arn, model) ? { isHot: true } : {}),
    ...(streamingArns(model).has(arn) ? { streams: true } : {}),
    timeoutMilliseconds: (numberAt(properties, 'Timeout') ?? DEFAULT_TIMEOUT_SECONDS) * 1000,
    ...(reserved === undefined ? {} : { reservedConcurrency: reserved }),
  };
}

const followingArns = (model: RunnableModel): ReadonlySet<unknown> =>
  new Set(mappingDefinitions(model).map(({ functionArn }) => functionArn));

const isAuthorizer = (arn: string, model: RunnableModel): boolean =>
  model
    .ofType('AWS::ApiGatewayV2::Authorizer')
    .some(({ properties }) => stringAt(properties, 'AuthorizerUri')?.includes(`/${arn}/`) === true);

const streamingArns = (model: RunnableModel): ReadonlySet<unknown> =>
  new Set(
    model
      .ofType('AWS::Lambda::Url')
      .filter(({ properties }) => properties.InvokeMode === 'RESPONSE_STREAM')
      .map(({ properties }) => properties.TargetFunctionArn),
  );

function handlerOf(handler: string, directory: string, resource: Resource): { entry: string; exportName: string } {
  const dot = handler.lastIndexOf('.');
  const candidates = ['.mjs', '.js', '.cjs'].map((ending) => join(directory, handler.slice(0, dot) + ending));
  const entry = candidates.find((candidate) => existsSync(candidate));
  if (entry === undefined) throw new Error(`${resource.constructPath}: no file for handler ${handler} in ${directory}`);
  return { entry, exportName: handler.slice(dot + 1) };
}

function environmentOf(resource: Resource): Readonly<Record<string, string>> {
  const variables = recordAt(recordAt(resource.properties, 'Environment'), 'Variables');
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => {
      if (isRecord(value)) throw new Error(`${resource.constructPath}: the variable ${name} does not come to a text`);
      return [name, String(value)];
    }),
  );
}

/** `Wismo-local-Service/Orders/OrdersApi/Handler/Resource` → `OrdersApi`. */
function labelOf(resource: Resource): string {
  const parts = resource.constructPath.split('/').filter((part) => part !== 'Resource' && part !== 'Handler');
  return parts.at(-1) ?? resource.logicalId;
}
