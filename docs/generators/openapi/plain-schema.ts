/**
 * JSON Schema as code generators understand it. A validator can say more (unions of texts, constants, bounds of every
 * number) than clients in six languages compile; what is dropped here is still checked, and said in words.
 */

export type Json = { readonly [name: string]: unknown };

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const NUMBER_TAKEN = 'A JSON number is taken too.';
const LIST_OF_TEXTS_TAKEN = 'A list of texts, for all of each, is taken too.';
const DATE_TIME_OR_DAY = 'A date and time with a zone (2026-11-27T09:30:00Z), or a day (2026-11-27).';

const sentences = (...parts: readonly unknown[]): string =>
  parts
    .filter((part): part is string => typeof part === 'string' && part !== '')
    .map((part) => (/[.!?]$/.test(part) ? part : `${part}.`))
    .join(' ');

const withoutNull = (variants: readonly Json[]): readonly Json[] => variants.filter(({ type }) => type !== 'null');

/** Text in one of several forms: one text for a client, its forms in words. */
const textOf = (variants: readonly Json[], description: unknown): Json => {
  const formats = new Set(variants.map(({ format }) => format));
  const isInstant = formats.has('date-time');
  const isDay = formats.has('date');
  if (isInstant && !isDay) return { type: 'string', format: 'date-time', ...described(description) };
  const forms = isInstant ? DATE_TIME_OR_DAY : undefined;
  return { type: 'string', ...described(sentences(description, forms)) };
};

const described = (description: unknown): Json =>
  typeof description === 'string' && description !== '' ? { description } : {};

const isNumber = ({ type }: Json): boolean => type === 'number' || type === 'integer';
const isList = ({ type }: Json): boolean => type === 'array';
const isTextSchema = ({ type }: Json): boolean => type === 'string';

/**
 * A text or an object that says more: the object's members differ from the text in type, which clients distinguish. A number
 * beside a text is read as one, and of two lists that of objects says all that the other can.
 */
const unionOf = (variants: readonly Json[], { description, ...rest }: Json): Json => {
  const texts = variants.filter(isTextSchema);
  const [text] = texts.length > 1 ? [textOf(texts, undefined)] : texts;
  const numbers = variants.filter(isNumber);
  const lists = variants.filter(isList);
  const others = variants.filter((variant) => ![isTextSchema, isNumber, isList].some((isOf) => isOf(variant)));
  const plain = [...(text === undefined ? numbers : [text]), ...others, ...lists.slice(-1)];
  const words = described(
    sentences(
      description,
      text !== undefined && numbers.length > 0 && NUMBER_TAKEN,
      lists.length > 1 && LIST_OF_TEXTS_TAKEN,
    ),
  );
  const [only] = plain;
  return plain.length === 1 && only !== undefined
    ? { ...only, ...rest, ...words }
    : { ...rest, ...words, oneOf: plain };
};

const plainUnion = ({ anyOf, oneOf, ...rest }: Json): Json => {
  const variants = [anyOf, oneOf].flatMap((list) => (Array.isArray(list) ? list : [])).filter(isJson);
  const known = withoutNull(variants);
  const isNullable = known.length < variants.length;
  if (known.length > 0 && known.every(({ type, enum: values }) => type === 'string' && values === undefined)) {
    return nullable(textOf(known, rest.description), isNullable);
  }
  const [only] = known;
  if (known.length === 1 && only !== undefined) return nullable({ ...only, ...rest }, isNullable);
  return nullable(unionOf(known, rest), isNullable);
};

const nullable = (schema: Json, isNullable: boolean): Json => {
  if (!isNullable) return schema;
  if (Array.isArray(schema.enum)) return { ...schema, type: [schema.type, 'null'], enum: [...schema.enum, null] };
  return typeof schema.type === 'string'
    ? { ...schema, type: [schema.type, 'null'] }
    : { anyOf: [schema, { type: 'null' }] };
};

/** Money and quantities: text on the wire of every client, though numbers are read. */
const plainAmount = ({
  type: _type,
  maximum: _maximum,
  minimum: _minimum,
  exclusiveMinimum: _above,
  examples,
  ...rest
}: Json): Json => ({
  ...rest,
  type: 'string',
  pattern: '^[0-9]+([.][0-9]+)?$',
  description: sentences(rest.description, NUMBER_TAKEN),
  ...(Array.isArray(examples) && { examples: examples.map(String) }),
});

const isAmount = ({ type }: Json): boolean => Array.isArray(type) && type.includes('string') && type.includes('number');

const INTEGER_END = Number.MAX_SAFE_INTEGER;

/** A bound that is not included is a flag to those who know OpenAPI 3.0, and a step below 1 is none to compilers. */
const plainNumber = ({ exclusiveMinimum, exclusiveMaximum: _below, multipleOf: _step, ...rest }: Json): Json => ({
  ...rest,
  ...described(sentences(rest.description, exclusiveMinimum === 0 && 'Above 0.')),
});

const plainInteger = ({ minimum, maximum, exclusiveMinimum, ...rest }: Json): Json => ({
  ...rest,
  ...(minimum !== undefined && minimum !== -INTEGER_END && { minimum }),
  ...(exclusiveMinimum === 0 && { minimum: 1 }),
  ...(maximum === undefined || maximum === INTEGER_END ? { format: 'int64' } : { maximum }),
});

const plainConstant = ({ const: value, ...rest }: Json): Json =>
  typeof value === 'boolean' ? { ...rest, type: 'boolean' } : { ...rest, type: typeof value, enum: [value] };

/** The patterns of dates are half a page each; their format says the same. */
const withoutDatePattern = ({ pattern: _pattern, ...rest }: Json): Json => rest;

const plainOne = (schema: Json): Json => {
  if (schema.anyOf !== undefined || schema.oneOf !== undefined) return plainUnion(schema);
  if (schema.const !== undefined) return plainConstant(schema);
  if (isAmount(schema)) return plainAmount(schema);
  if (schema.type === 'number') return plainNumber(schema);
  if (schema.type === 'integer') return plainInteger(schema);
  if (schema.format === 'date-time' || schema.format === 'date') return withoutDatePattern(schema);
  return schema;
};

const SCHEMA_LISTS = new Set(['anyOf', 'oneOf', 'allOf', 'prefixItems']);
const SCHEMA_MAPS = new Set(['properties', 'patternProperties']);
const SCHEMAS = new Set(['items', 'additionalProperties', 'not', 'contains']);
/** For validators only. */
const DROPPED = new Set(['$schema', '$id', 'propertyNames', 'default']);

/** Does something to every schema inside a schema, the innermost first. */
export const mapSchemas = (schema: Json, change: (inner: Json, name: string) => Json): Json =>
  Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (SCHEMA_LISTS.has(key) && Array.isArray(value)) return [key, value.map((one: Json) => change(one, ''))];
      if (SCHEMA_MAPS.has(key) && isJson(value)) {
        return [key, Object.fromEntries(Object.entries(value).map(([name, one]) => [name, change(one as Json, name)]))];
      }
      return SCHEMAS.has(key) && isJson(value) ? [key, change(value, '')] : [key, value];
    }),
  );

/** A schema and all in it, as generators understand them. */
export const plainSchema = (schema: Json): Json => {
  const understood = Object.fromEntries(Object.entries(schema).filter(([key]) => !DROPPED.has(key)));
  return plainOne(mapSchemas(understood, plainSchema));
};

/** Every response writes its instants under such names, and nothing else. */
const INSTANT_NAME = /(?:At|Since|_at|_since)$|^(?:at|timestamp|lastSync|last_sync)$/;

const isText = ({ type, format, enum: values }: Json): boolean =>
  format === undefined &&
  values === undefined &&
  (type === 'string' || (Array.isArray(type) && type.includes('string') && type.includes('null')));

/** The instants of a response by their format. */
export const withInstants = (schema: Json, name = ''): Json =>
  INSTANT_NAME.test(name) && isText(schema) ? { ...schema, format: 'date-time' } : mapSchemas(schema, withInstants);
