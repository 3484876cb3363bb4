/**
 * Makes bodies that a request schema must refuse, from the schema itself: what is added to the contract is tried
 * without anybody thinking of it.
 */
import type * as z from 'zod';
import { jsonSchemaOf } from '../../../shared/contract/json-schema.ts';

type Json = Readonly<Record<string, unknown>>;
interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly maxItems?: number;
  readonly minItems?: number;
  readonly maximum?: number;
  readonly minimum?: number;
  /** What cannot be understood is kept, cut or left out: only another type is refused. */
  readonly 'x-lenient'?: boolean;
  /** Whatever cannot be read is left out and stored beside: nothing is refused. */
  readonly 'x-set-aside'?: boolean;
  /** Said in responses, and without effect in requests. */
  readonly readOnly?: boolean;
}

export interface BadBody {
  readonly fault: 'missing' | 'wrong type' | 'too long' | 'too many' | 'out of range' | 'not one of' | 'unknown field';
  /** Of the field that is bad, as the problem names it. */
  readonly path: string;
  readonly body: unknown;
}

type Place = readonly (string | number)[];

/** Longer than any text of the contract may be. */
const ENDLESS = 'x'.repeat(70_000);
/** More than any list of the contract may hold. */
const ENDLESSLY_MANY = 2_000;
const LARGEST_SAFE = Number.MAX_SAFE_INTEGER;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

const typesOf = ({ type, anyOf = [], oneOf = [], enum: choices = [], const: only }: Schema): ReadonlySet<string> =>
  new Set([
    ...(typeof type === 'string' ? [type] : (type ?? [])),
    ...[...anyOf, ...oneOf].flatMap((variant) => [...typesOf(variant)]),
    ...choices.map((choice) => typeof choice),
    ...(only === undefined ? [] : [typeof only]),
  ]);

/** The value at a place, or nothing where the base has nothing there. */
const at = (body: unknown, place: Place): unknown =>
  place.reduce<unknown>(
    (value, step) => (isObject(value) ? (value as Record<string | number, unknown>)[step] : undefined),
    body,
  );

/** A copy with another value at the place; what leads there is made. `undefined` takes it away. */
const withValue = (body: unknown, [step, ...rest]: Place, value: unknown): unknown => {
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const copy: unknown[] = Array.isArray(body) ? [...body] : [];
    copy[step] = withValue(copy[step], rest, value);
    return copy;
  }
  const { [step]: inner, ...others } = isObject(body) ? body : {};
  const changed = withValue(inner, rest, value);
  return changed === undefined ? others : { ...others, [step]: changed };
};

const scalarFaults = (
  schema: Schema,
  types: ReadonlySet<string>,
): readonly (readonly [BadBody['fault'], unknown])[] => [
  ['wrong type', types.has('boolean') ? 'perhaps' : true],
  ...(types.has('string') && schema.enum === undefined && schema['x-lenient'] !== true
    ? ([['too long', ENDLESS]] as const)
    : []),
  ...(schema.enum === undefined ? [] : ([['not one of', 'no_such_choice']] as const)),
  ...(schema.maximum === undefined || schema.maximum >= LARGEST_SAFE
    ? []
    : ([['out of range', schema.maximum + 1]] as const)),
  ...(schema.minimum === undefined ? [] : ([['out of range', schema.minimum - 1]] as const)),
];

/** An empty list that need not be there is as good as none. */
const listFaults = (
  schema: Schema,
  present: unknown,
  isNeeded: boolean,
): readonly (readonly [BadBody['fault'], unknown])[] => {
  const entry = Array.isArray(present) ? present[0] : 'x';
  return [
    ['wrong type', 'no list'],
    ['too many', Array.from({ length: (schema.maxItems ?? ENDLESSLY_MANY) + 1 }, () => entry)],
    ...(schema.minItems && isNeeded ? ([['out of range', []]] as const) : []),
  ];
};

function* objectFaults(schema: Schema, base: unknown, place: Place): Generator<BadBody> {
  const bad = (fault: BadBody['fault'], where: Place, value: unknown): BadBody => ({
    fault,
    path: where.join('.'),
    body: withValue(base, where, value),
  });
  if (place.length > 0 && schema['x-lenient'] !== true && !schema['x-set-aside']) yield bad('wrong type', place, true);
  const { properties, required = [], additionalProperties } = schema;
  for (const name of required) yield bad('missing', [...place, name], undefined);
  if (additionalProperties === false) yield bad('unknown field', [...place, 'noSuchField'], 1);
  for (const [name, inner] of Object.entries(properties ?? {})) {
    yield* faultsAt(inner, base, [...place, name], required.includes(name));
  }
  if (properties || !isObject(additionalProperties)) return;
  const [known] = Object.keys(at(base, place) ?? {});
  // Free data: all that can be wrong with it is that there is too much.
  if (Object.keys(additionalProperties).length === 0) {
    if (!schema['x-set-aside']) yield bad('too long', place, { free: ENDLESS });
  } else if (known !== undefined) yield* faultsAt(additionalProperties, base, [...place, known]);
}

function* faultsAt(schema: Schema, base: unknown, place: Place, isNeeded = true): Generator<BadBody> {
  const types = typesOf(schema);
  const path = place.join('.');
  const isUnion = schema.anyOf !== undefined || schema.oneOf !== undefined;
  if (!isUnion && types.has('object')) {
    yield* objectFaults(schema, base, place);
    return;
  }
  if (schema['x-set-aside'] || schema.readOnly) return;
  const faults = types.has('array') ? listFaults(schema, at(base, place), isNeeded) : scalarFaults(schema, types);
  for (const [fault, value] of faults) yield { fault, path, body: withValue(base, place, value) };
  if (schema.items) yield* faultsAt(schema.items, base, [...place, 0]);
}

/** Every way of spoiling one field of the base body. */
export const badBodies = (body: z.ZodType, base: unknown): readonly BadBody[] => [
  ...faultsAt(jsonSchemaOf(body, 'input') as Schema, base, []),
  { fault: 'wrong type', path: '', body: [] },
  { fault: 'wrong type', path: '', body: 'text' },
  { fault: 'wrong type', path: '', body: null },
];
