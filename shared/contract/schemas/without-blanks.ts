/**
 * What shops and people send, before it is checked: forms and serializers write `""`, `null`, `[]` or blanks for what is
 * not there, and leave spaces at the ends of what is. Read by the schema, so that it holds for every write at any depth.
 */
import * as z from 'zod';

type Schema = z.core.$ZodType;

/** Blanks that `String.prototype.trim` does not know: zero width space, word joiner, invisible times, Hangul filler. */
const INVISIBLE: ReadonlySet<string> = new Set(['\u200b', '\u2060', '\u2062', '\u3164', '\u180e']);
/** Nothing but blanks, and marks that only have a meaning beside a visible character. */
const HAS_CONTENT = /[^\s\p{Cf}\u3164]/u;

/**
 * Embeddings and overrides of direction: they turn what a page or a mail says around a name. Letters of right-to-left
 * scripts need none, and marks and isolates stay.
 */
const TURNS_DIRECTION = /[\u202a-\u202e]/g;

/**
 * Without blanks at both ends, invisible ones too, and without what turns the text around it. Linear: a pattern for the
 * end of a text would not be.
 */
export const trimmed = (given: string): string => {
  const text = given.replace(TURNS_DIRECTION, '');
  let [from, to] = [0, text.length];
  const isBlankAt = (at: number): boolean => INVISIBLE.has(text.charAt(at)) || text.charAt(at).trim() === '';
  while (from < to && isBlankAt(from)) from += 1;
  while (to > from && isBlankAt(to - 1)) to -= 1;
  return text.slice(from, to);
};

export const isBlankText = (value: unknown): boolean => typeof value === 'string' && !HAS_CONTENT.test(value);

/** A JSON object, whose members may be read by name. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const accepts = (schema: Schema, value: unknown): boolean => z.safeParse(schema, value).success;

/** Blank text never means anything; `null` and `[]` do where the schema takes them (a stock that nobody counts). */
const isAbsent = (schema: Schema, value: unknown): boolean =>
  isBlankText(value) || ((value === null || (Array.isArray(value) && value.length === 0)) && !accepts(schema, value));

const isOptional = (schema: Schema): boolean => schema._zod.optin !== undefined;

/** Members of which blank is not the same as absent. */
const READ_AS_GIVEN = z.registry();

/** A member that means something by being there, without a value too: `?deep`. */
export const presenceFlag = (description: string) =>
  z.string().optional().describe(description).register(READ_AS_GIVEN, {});

/** A member that narrows to whom or what something is done: blank, it is refused, for without it more would be done. */
export const narrowing = <T extends z.ZodType>(schema: T): z.ZodExactOptional<T> => {
  const member = z.exactOptional(schema);
  READ_AS_GIVEN.add(member, {});
  return member;
};

const members = (shape: z.core.$ZodShape, value: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(value).flatMap(([name, given]) => {
      const schema = Object.hasOwn(shape, name) ? shape[name] : undefined;
      if (schema === undefined) return [[name, given]];
      const mayBeBlank = !isOptional(schema) || READ_AS_GIVEN.has(schema);
      return !mayBeBlank && isAbsent(schema, given) ? [] : [[name, withoutBlanks(schema, given)]];
    }),
  );

const values = (schema: Schema, value: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).map(([name, given]) => [name, withoutBlanks(schema, given)]));

/** The first variant that fits after the clean-up, else the first; text is trimmed in any case. */
const variant = (options: readonly Schema[], value: unknown): unknown => {
  if (typeof value === 'string') return trimmed(value);
  const read = options.map((option) => ({ option, value: withoutBlanks(option, value) }));
  return (read.find((one) => accepts(one.option, one.value)) ?? read[0] ?? { value }).value;
};

/**
 * The value without optional members that are blank, and with trimmed texts. Free data (`metadata`) stays as it came, and
 * so does whatever the schema does not know: it is the schema that refuses or ignores it.
 */
export const withoutBlanks = (schema: Schema, value: unknown): unknown => {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'string':
    case 'enum':
    case 'literal':
      return typeof value === 'string' ? trimmed(value) : value;
    case 'optional':
    case 'nullable':
    case 'default':
    case 'readonly':
      return withoutBlanks(def.innerType, value);
    case 'pipe':
      return withoutBlanks(def.in._zod.def.type === 'transform' ? def.out : def.in, value);
    case 'union':
      return variant(def.options, value);
    case 'array':
      return Array.isArray(value) ? value.map((entry) => withoutBlanks(def.element, entry)) : value;
    case 'object':
      return isRecord(value) ? members(def.shape, value) : value;
    case 'record':
      return isRecord(value) ? values(def.valueType, value) : value;
    default:
      return value;
  }
};
