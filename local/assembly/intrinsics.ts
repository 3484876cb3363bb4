import { isRecord, type JsonRecord, manyOf } from './json.ts';
import type { AssemblyStack } from './read-assembly.ts';

/** What the intrinsic functions of one stack ask for. */
export interface ResolutionScope {
  readonly stack: AssemblyStack;
  readonly accountId: string;
  readonly partition: string;
  readonly urlSuffix: string;
  /** The physical value of `Ref` to a resource of this stack. */
  ref(logicalId: string): unknown;
  attribute(logicalId: string, attribute: string): unknown;
  exported(name: string): unknown;
}

/** CloudFormation's `AWS::NoValue`: the property is left out. */
const NO_VALUE = Symbol('AWS::NoValue');

/** An intrinsic function, or a use of one, that this runner does not know. */
export class UnknownIntrinsicError extends Error {
  override readonly name = 'UnknownIntrinsicError';
}

type Intrinsic = (argument: unknown, scope: ResolutionScope) => unknown;

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, scope) => resolveRef(String(argument), scope),
  'Fn::GetAtt': (argument, scope) => {
    const [logicalId, ...attribute] = Array.isArray(argument) ? argument.map(String) : String(argument).split('.');
    return scope.attribute(logicalId ?? '', attribute.join('.'));
  },
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = pairOf(argument, 'Fn::Join');
    return listOf(resolve(parts, scope), 'Fn::Join').map(String).join(String(separator));
  },
  'Fn::Sub': resolveSub,
  'Fn::ImportValue': (argument, scope) => scope.exported(String(resolve(argument, scope))),
  'Fn::Select': (argument, scope) => {
    const [index, list] = pairOf(argument, 'Fn::Select');
    return listOf(resolve(list, scope), 'Fn::Select')[Number(resolve(index, scope))];
  },
  'Fn::Split': (argument, scope) => {
    const [separator, text] = pairOf(argument, 'Fn::Split');
    return String(resolve(text, scope)).split(String(separator));
  },
  'Fn::If': (argument, scope) => {
    const [condition, whenTrue, whenFalse] = listOf(argument, 'Fn::If');
    return resolveInner(conditionHolds(String(condition), scope) ? whenTrue : whenFalse, scope);
  },
  'Fn::FindInMap': (argument, scope) => {
    const [map, first, second] = listOf(resolve(argument, scope), 'Fn::FindInMap').map(String);
    const level = scope.stack.template.mappings[map ?? ''];
    const row = isRecord(level) ? level[first ?? ''] : undefined;
    return isRecord(row) ? row[second ?? ''] : undefined;
  },
  'Fn::Base64': (argument, scope) => Buffer.from(String(resolve(argument, scope))).toString('base64'),
  'Fn::GetAZs': (_argument, scope) => ['a', 'b', 'c'].map((zone) => `${scope.stack.region}${zone}`),
  'Fn::Equals': (argument, scope) => {
    const [left, right] = pairOf(resolve(argument, scope), 'Fn::Equals');
    return String(left) === String(right);
  },
  'Fn::Not': (argument, scope) => !isTrue(listOf(argument, 'Fn::Not')[0], scope),
  'Fn::And': (argument, scope) => listOf(argument, 'Fn::And').every((operand) => isTrue(operand, scope)),
  'Fn::Or': (argument, scope) => listOf(argument, 'Fn::Or').some((operand) => isTrue(operand, scope)),
};

/** Replaces every intrinsic function below `value` by what it stands for here. */
export function resolve(value: unknown, scope: ResolutionScope): unknown {
  const resolved = resolveInner(value, scope);
  return resolved === NO_VALUE ? undefined : resolved;
}

/** Whether a resource or an `Fn::If` under this condition is there. */
export function conditionHolds(name: string, scope: ResolutionScope): boolean {
  if (!(name in scope.stack.template.conditions)) throw new UnknownIntrinsicError(`condition ${name} is not declared`);
  return isTrue(scope.stack.template.conditions[name], scope);
}

function isTrue(operand: unknown, scope: ResolutionScope): boolean {
  if (isRecord(operand) && typeof operand.Condition === 'string') return conditionHolds(operand.Condition, scope);
  return resolve(operand, scope) === true;
}

function resolveInner(value: unknown, scope: ResolutionScope): unknown {
  if (Array.isArray(value)) {
    return value.map((entry) => resolveInner(entry, scope)).filter((entry) => entry !== NO_VALUE);
  }
  if (!isRecord(value)) return value;
  const [name, ...more] = Object.keys(value);
  if (name !== undefined && more.length === 0 && isIntrinsicName(name)) {
    const intrinsic = INTRINSICS[name];
    if (intrinsic === undefined) throw new UnknownIntrinsicError(`intrinsic function ${name} is not known here`);
    return intrinsic(value[name], scope);
  }
  return resolveRecord(value, scope);
}

function resolveRecord(record: JsonRecord, scope: ResolutionScope): JsonRecord {
  const entries = Object.entries(record).map(([key, entry]) => [key, resolveInner(entry, scope)] as const);
  return Object.fromEntries(entries.filter(([, entry]) => entry !== NO_VALUE && entry !== undefined));
}

const isIntrinsicName = (name: string): boolean => name === 'Ref' || name.startsWith('Fn::');

function resolveRef(name: string, scope: ResolutionScope): unknown {
  switch (name) {
    case 'AWS::Region':
      return scope.stack.region;
    case 'AWS::AccountId':
      return scope.accountId;
    case 'AWS::Partition':
      return scope.partition;
    case 'AWS::URLSuffix':
      return scope.urlSuffix;
    case 'AWS::StackName':
      return scope.stack.name;
    case 'AWS::StackId':
      return `arn:aws:cloudformation:${scope.stack.region}:${scope.accountId}:stack/${scope.stack.name}/local`;
    case 'AWS::NotificationARNs':
      return [];
    case 'AWS::NoValue':
      return NO_VALUE;
  }
  const parameter = scope.stack.template.parameters[name];
  if (parameter === undefined) return scope.ref(name);
  if (!('Default' in parameter)) throw new UnknownIntrinsicError(`parameter ${name} has no default value`);
  return parameter.Default;
}

/** `${Name}` is a Ref, `${Name.Attribute}` a GetAtt, `${!Literal}` itself; the second argument's names come first. */
function resolveSub(argument: unknown, scope: ResolutionScope): string {
  const [text, given] = manyOf(argument);
  const variables = isRecord(given) ? resolveRecord(given, scope) : {};
  return String(text).replaceAll(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) => {
    if (literal === '!') return `\${${name}}`;
    if (name in variables) return String(variables[name]);
    const [logicalId, ...attribute] = name.split('.');
    if (attribute.length === 0) return String(resolveRef(name, scope));
    return String(scope.attribute(logicalId ?? '', attribute.join('.')));
  });
}

function listOf(value: unknown, intrinsic: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new UnknownIntrinsicError(`${intrinsic} needs a list`);
  return value;
}

function pairOf(value: unknown, intrinsic: string): readonly [unknown, unknown] {
  const list = listOf(value, intrinsic);
  return [list[0], list[1]];
}
