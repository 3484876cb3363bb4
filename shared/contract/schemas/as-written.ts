/**
 * What a paid order says and nobody understands: it is left out of the order and stored as it was written, so that a
 * trifle never refuses what somebody has paid for.
 */
import * as z from 'zod';
import { jsonBytes } from '../../json-bytes.ts';
import { shortened } from './texts.ts';
import { isBlankText, isRecord } from './without-blanks.ts';

/** In the place of a value that did not fit its schema, until the whole body is read. */
class SetAside {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}

/** Values by their path in what was read: `items.0.image`. */
export type AsWritten = Readonly<Record<string, unknown>>;

const MAX_VALUE_BYTES = 1_024;
const MAX_BYTES = 8_192;
/** JSON text of so many UTF-16 units, quoted and escaped anew, stays below the bound of one value. */
const MAX_CUT_CHARACTERS = 300;

/** A blank is left out like anything else that does not fit, and says nothing to store. */
const isSaid = (value: unknown): boolean =>
  value !== null && !isBlankText(value) && !(Array.isArray(value) && value.length === 0);

const fallback = (mayBe: (value: unknown) => boolean) =>
  z
    .unknown()
    .refine(mayBe)
    .transform((value) => new SetAside(value));

const ANYTHING = fallback(() => true);
const NO_OBJECT = fallback((value) => !isRecord(value));

const inDocument = (schema: z.ZodType) => ({ ...schema.meta(), 'x-set-aside': true });

/** An optional field without effect on money or destination: what does not fit is set aside. */
export const orAsWritten = <T extends z.ZodType>(schema: T) =>
  z.union([schema, ANYTHING]).meta(inDocument(schema)).exactOptional();

/** An optional object: what is none is set aside, and a member that does not fit is a matter of its own. */
export const objectOrAsWritten = <T extends z.ZodType>(schema: T) =>
  z.union([schema, NO_OBJECT]).meta(inDocument(schema)).exactOptional();

/** A value of a schema with `orAsWritten` in it, once what was set aside is out of it. */
export type Understood<T> = T extends SetAside
  ? never
  : T extends readonly (infer E)[]
    ? Understood<E>[]
    : T extends object
      ? { [K in keyof T]: Understood<T[K]> }
      : T;

interface Split {
  readonly value: unknown;
  readonly aside: readonly (readonly [string, unknown])[];
}

const entryOf = (path: string, { value }: SetAside): Split['aside'] => (isSaid(value) ? [[path, value]] : []);

const split = (value: unknown, path: string): Split => {
  if (Array.isArray(value)) {
    const entries = value.map((entry, i) => split(entry, `${path}${i}.`));
    return { value: entries.map((entry) => entry.value), aside: entries.flatMap(({ aside }) => aside) };
  }
  if (!isRecord(value)) return { value, aside: [] };
  const members = Object.entries(value).map(([name, member]) =>
    member instanceof SetAside
      ? { name, isIn: false, value: undefined, aside: entryOf(`${path}${name}`, member) }
      : { name, isIn: true, ...split(member, `${path}${name}.`) },
  );
  return {
    value: Object.fromEntries(members.filter(({ isIn }) => isIn).map((member) => [member.name, member.value])),
    aside: members.flatMap(({ aside }) => aside),
  };
};

const bounded = (value: unknown): unknown =>
  jsonBytes(value) <= MAX_VALUE_BYTES
    ? value
    : shortened(typeof value === 'string' ? value : JSON.stringify(value), MAX_CUT_CHARACTERS);

/**
 * Values as they are stored: word for word, a long one cut, and as many as there is room for. `omitted` counts the
 * others.
 */
export const boundedAsWritten = (entries: readonly (readonly [string, unknown])[]): AsWritten => {
  const stored: [string, unknown][] = [];
  let bytes = 0;
  for (const [path, value] of entries) {
    const entry: [string, unknown] = [path, bounded(value)];
    bytes += jsonBytes(entry);
    if (bytes > MAX_BYTES) return Object.fromEntries([...stored, ['omitted', entries.length - stored.length]]);
    stored.push(entry);
  }
  return Object.fromEntries(stored);
};

/** Takes what was set aside out of the value that a schema with `orAsWritten` read. */
export const setAside = <T extends object>(
  read: T,
): Understood<T> & { readonly asWritten: readonly (readonly [string, unknown])[] } => {
  const { value, aside } = split(read, '');
  return { ...(value as Understood<T>), asWritten: aside };
};
