import { resolve, type Schema, type SchemaDocument } from './schema.ts';

/** One line of a schema's table. */
export interface SchemaRow {
  readonly depth: number;
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly notes: string;
}

const DEEPEST = 4;

const choices = (schema: Schema): readonly Schema[] => schema.anyOf ?? schema.oneOf ?? [];

/** The one alternative of interest where the other is only `null`. */
const unwrapped = (
  document: SchemaDocument,
  schema: Schema,
): { readonly schema: Schema; readonly isNullable: boolean } => {
  const resolved = resolve(document, schema);
  const others = choices(resolved).filter(({ type }) => type !== 'null');
  const [only] = others;
  return only && others.length === 1 && choices(resolved).length === 2
    ? { schema: resolve(document, only), isNullable: true }
    : { schema: resolved, isNullable: false };
};

const baseType = (document: SchemaDocument, schema: Schema): string => {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const alternatives = choices(schema);
  if (alternatives.length > 0) {
    return [...new Set(alternatives.map((alternative) => typeText(document, alternative)))].join(' | ');
  }
  if (schema.items) return `${typeText(document, schema.items)}[]`;
  return typeof schema.type === 'string' ? schema.type : (schema.type?.join(' | ') ?? 'any');
};

const typeText = (document: SchemaDocument, asked: Schema): string => {
  const { schema, isNullable } = unwrapped(document, asked);
  return `${baseType(document, schema)}${isNullable ? ' | null' : ''}`;
};

const notesOf = (schema: Schema): string =>
  [
    schema.description,
    schema.format,
    schema.default === undefined ? undefined : `default ${JSON.stringify(schema.default)}`,
    schema.minimum !== undefined && schema.minimum > Number.MIN_SAFE_INTEGER ? `at least ${schema.minimum}` : undefined,
    schema.maximum !== undefined && schema.maximum < Number.MAX_SAFE_INTEGER ? `at most ${schema.maximum}` : undefined,
    schema.maxLength === undefined ? undefined : `at most ${schema.maxLength} characters`,
  ]
    .filter((note) => note !== undefined)
    .join(', ');

const inner = (document: SchemaDocument, schema: Schema): Schema =>
  schema.items ? unwrapped(document, schema.items).schema : schema;

/** The fields of a schema, nested ones below theirs. */
export const schemaRows = (document: SchemaDocument, asked: Schema, depth = 0): readonly SchemaRow[] => {
  const schema = inner(document, unwrapped(document, asked).schema);
  if (depth > DEEPEST) return [];
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => [
    {
      depth,
      name,
      type: typeText(document, property),
      isRequired: schema.required?.includes(name) ?? false,
      notes: notesOf(unwrapped(document, property).schema),
    },
    ...schemaRows(document, property, depth + 1),
  ]);
  return own.length > 0 ? own : choices(schema).flatMap((choice) => schemaRows(document, choice, depth));
};
