import * as z from 'zod';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A field has the form that is understood, though whatever else is accepted and set aside. */
const inItsOwnForm = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inItsOwnForm);
  if (!isObject(value)) return value;
  const { anyOf, ...rest } = value;
  const isSetAside = value['x-set-aside'] === true && Array.isArray(anyOf);
  const form = isSetAside && isObject(anyOf[0]) ? { ...anyOf[0], ...rest } : value;
  return Object.fromEntries(Object.entries(form).map(([name, inner]) => [name, inItsOwnForm(inner)]));
};

/** A schema of the contract as JSON Schema 2020-12, as it goes into the document. */
export const jsonSchemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json =>
  inItsOwnForm(z.toJSONSchema(schema, { io, reused: 'inline' })) as Json;
