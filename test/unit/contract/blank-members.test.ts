/** Every optional member of every body, at any depth, made blank: the body reads as if the member were not there, but for those that narrow. */
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { jsonSchemaOf } from '../../../shared/contract/json-schema.ts';
import { OPERATIONS } from '../../../shared/contract/operations.ts';
import type { OperationId } from '../../../shared/contract/routes.ts';
import { withoutBlanks } from '../../../shared/contract/schemas/without-blanks.ts';
import { BUILT_IN_WORKFLOWS } from '../../../shared/workflows/catalog.ts';

type Json = Readonly<Record<string, unknown>>;
interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
}
type Place = readonly (string | number)[];

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** Where the base has an object or list, the optional members that its schema knows. */
function* optionalMembers(
  { properties = {}, required = [], items }: Schema,
  base: unknown,
  at: Place,
): Generator<Place> {
  if (Array.isArray(base) && items)
    for (const [i, entry] of base.entries()) yield* optionalMembers(items, entry, [...at, i]);
  if (!isObject(base) || Array.isArray(base)) return;
  for (const [name, inner] of Object.entries(properties)) {
    if (!required.includes(name)) yield [...at, name];
    yield* optionalMembers(inner, base[name], [...at, name]);
  }
}

const changed = (base: unknown, [step, ...rest]: Place, value: unknown): unknown => {
  if (step === undefined) return value;
  if (Array.isArray(base)) return base.map((entry, i) => (i === step ? changed(entry, rest, value) : entry));
  const { [String(step)]: inner, ...others } = base as Json;
  const after = changed(inner, rest, value);
  return after === undefined ? others : { ...others, [String(step)]: after };
};

const [{ version: _version, ...workflow } = { version: 0 }] = BUILT_IN_WORKFLOWS;
const BASES: Partial<Record<OperationId, unknown>> = { createWorkflow: workflow, replaceWorkflow: workflow };

const bodies = Object.entries(OPERATIONS).flatMap(([operationId, { body, example }]) => {
  const base = BASES[operationId as OperationId] ?? example;
  return body === undefined || body === 'raw' || base === undefined ? [] : [{ operationId, body, base }];
});

/** A stock of `null` is one that nobody counts, a first day of `null` is at once, a setting of `null` is as by default. */
const NULL_MEANS: Partial<Record<string, readonly string[]>> = {
  putListing: ['stock', 'availableFrom'],
  putPreferences: [
    ...['phoneNumber', 'languagePreference', 'timezone', 'quietHours'],
    ...['phone', 'email', 'language', 'quiet_hours'],
  ],
};

/** They narrow to whom something is done: blank, they are refused, for without them it would be done to more. */
const REFUSED_BLANK: Partial<Record<string, readonly string[]>> = {
  startBulkSend: ['phases', 'sellerId', 'workflow', 'language', 'createdFrom', 'createdTo'],
  retryNotifications: ['notificationIds'],
};

const read = (schema: z.ZodType, value: unknown) => {
  const { success, data } = schema.safeParse(withoutBlanks(schema, value));
  return { success, data };
};

describe('a body', () => {
  it('of every operation that takes one is tried', () => {
    const taking = Object.values(OPERATIONS).filter(({ body }) => body !== undefined && body !== 'raw');
    expect(bodies).toHaveLength(taking.length);
  });

  it.each(bodies)('of $operationId reads a blank member as none', ({ operationId, body, base }) => {
    const members = [...optionalMembers(jsonSchemaOf(body, 'input') as Schema, base, [])];
    for (const place of members) {
      const expected = read(body, changed(base, place, undefined));
      const isRefused = (REFUSED_BLANK[operationId] ?? []).includes(String(place.at(-1)));
      for (const blank of ['', '  ', '\u00a0', '\u200b', null, ...(isRefused ? [[]] : [])]) {
        if (blank === null && (NULL_MEANS[operationId] ?? []).includes(String(place.at(-1)))) continue;
        expect(read(body, changed(base, place, blank)), `${place.join('.')} as ${JSON.stringify(blank)}`).toEqual(
          isRefused ? { success: false, data: undefined } : expected,
        );
      }
    }
    const padded = JSON.parse(JSON.stringify(base), (_, value: unknown) =>
      typeof value === 'string' ? ` ${value}\u200b ` : value,
    );
    expect(read(body, padded)).toEqual(read(body, base));
  });
});
