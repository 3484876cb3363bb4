/**
 * Names for the objects and choices inside the schemas: a client gets one type for each, however many operations use it.
 * Two that have the same members are one; a name that is not given follows from the place.
 */
import { isJson, type Json, mapSchemas } from './plain-schema.ts';

const schemaReference = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });

const capitalized = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** `delivery_window` and `deliveryWindow` alike: `DeliveryWindow`. */
const pascal = (name: string): string =>
  name
    .split(/[^A-Za-z0-9]+/)
    .map(capitalized)
    .join('');

const singular = (name: string): string =>
  name
    .replace(/ies$/, 'y')
    .replace(/(us|ss|x|ch|sh)es$/, '$1')
    .replace(/([^su])s$/, '$1');

const withoutWords = ({ description: _description, examples: _examples, ...rest }: Json): Json => rest;

const canonical = (schema: unknown): string =>
  JSON.stringify(schema, (_key, value) =>
    isJson(value) ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))) : value,
  );

/** What makes a schema the same as another: everything but its words and whether null is taken. */
const identityOf = (schema: Json): string => canonical(mapSchemas(withoutWords(schema), withoutWords));

const isNullable = ({ type }: Json): boolean => Array.isArray(type) && type.includes('null');

const withoutNull = (schema: Json): Json => ({
  ...schema,
  type: (schema.type as readonly string[]).find((type) => type !== 'null'),
  ...(Array.isArray(schema.enum) && { enum: schema.enum.filter((value) => value !== null) }),
});

const isNamed = (schema: Json): boolean =>
  isJson(schema.properties) || Array.isArray(schema.oneOf) || (Array.isArray(schema.enum) && schema.enum.length > 1);

const tagOf = ({ properties }: Json, name: string): string | undefined => {
  const property = isJson(properties) ? properties[name] : undefined;
  const [only, ...others] = isJson(property) && Array.isArray(property.enum) ? property.enum : [];
  return typeof only === 'string' && others.length === 0 ? only : undefined;
};

/** The member by which the variants of a union differ, each with one value of its own. */
const discriminatorOf = ({ oneOf }: Json): string | undefined => {
  const variants = Array.isArray(oneOf) ? oneOf.filter(isJson) : [];
  const [first] = variants;
  if (first === undefined || !isJson(first.properties)) return undefined;
  return Object.keys(first.properties).find(
    (name) => new Set(variants.map((variant) => tagOf(variant, name) ?? 'none')).size === variants.length,
  );
};

/** The schemas of a document, by name. */
export class Components {
  readonly #byName = new Map<string, Json>();
  readonly #nameOf = new Map<string, string>();

  /** Adds a schema under this name, and those inside it under names of their own. */
  add(name: string, schema: Json): Json {
    const inner = this.#hoistInside(schema, name);
    const known = this.#nameOf.get(identityOf(inner));
    if (known === name) return schemaReference(name);
    if (this.#byName.has(name)) throw new Error(`Two schemas of the document are called ${name}`);
    this.#byName.set(name, inner);
    if (known === undefined) this.#nameOf.set(identityOf(inner), name);
    return schemaReference(name);
  }

  /** All of them, by their names. */
  schemas(): Json {
    return Object.fromEntries([...this.#byName].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  #hoistInside(schema: Json, parent: string): Json {
    const tag = discriminatorOf(schema);
    if (tag !== undefined) return this.#hoistVariants(schema, parent, tag);
    return mapSchemas(schema, (inner, property) => this.#hoist(inner, nameBelow(parent, property)));
  }

  #hoist(schema: Json, name: string): Json {
    if (isNullable(schema) && isNamed(schema)) {
      return { anyOf: [this.#hoist(withoutNull(schema), name), { type: 'null' }] };
    }
    const inner = this.#hoistInside(schema, name);
    if (!isNamed(inner)) return inner;
    const identity = identityOf(inner);
    const known = this.#nameOf.get(identity);
    if (known !== undefined) return schemaReference(known);
    const free = this.#freeName(name);
    this.#byName.set(free, inner);
    this.#nameOf.set(identity, free);
    return schemaReference(free);
  }

  /** Variants that say which they are: each has a name of its own, by which a client finds the right one. */
  #hoistVariants({ oneOf, ...rest }: Json, parent: string, propertyName: string): Json {
    const variants = (oneOf as readonly Json[]).map((variant) => {
      const tag = tagOf(variant, propertyName) ?? '';
      return [tag, this.#hoist(variant, `${pascal(tag)}${singular(parent)}`)] as const;
    });
    const mapping = Object.fromEntries(variants.map(([tag, { $ref }]) => [tag, $ref]));
    return { ...rest, oneOf: variants.map(([, reference]) => reference), discriminator: { propertyName, mapping } };
  }

  #freeName(wanted: string): string {
    let name = wanted;
    for (let number = 2; this.#byName.has(name); number += 1) name = `${wanted}${number}`;
    return name;
  }
}

/** `OrderItems` → `OrderItem` for what a list holds; a list's or map's entry is named after it. */
const nameBelow = (parent: string, property: string): string => {
  if (property === '') return singular(parent);
  return `${parent.replace(/(?:Result|Request)$/, '')}${pascal(property)}`;
};
