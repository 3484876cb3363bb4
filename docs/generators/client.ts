/** The types and the table of operations of `client/`, from the same document and schemas that the server is made of. */
import * as z from 'zod';
import { clientMessage } from '../../shared/contract/client-message.ts';
import { serverMessage } from '../../shared/contract/socket.ts';
import { openApiDocument } from './openapi/document.ts';

interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content & { readonly required?: boolean };
  readonly responses: Readonly<Record<string, Content>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const HEAD = '/** Made by `npm run docs`: change what it is made from, not this file. */\n';

const comment = (text: string | undefined, indent: string): string =>
  text === undefined ? '' : `${indent}/** ${text.replaceAll('*/', '* /').replaceAll(/\s+/g, ' ')} */\n`;

const nameOf = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

const PRIMITIVES: Readonly<Record<string, string>> = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
};

const union = (parts: readonly string[]): string => [...new Set(parts)].join(' | ');

const objectType = (schema: Schema, indent: string): string => {
  const { properties = {}, required = [], additionalProperties } = schema;
  const inner = `${indent}  `;
  const members = Object.entries(properties).map(([name, member]) => {
    const optional = required.includes(name) ? '' : '?';
    return `${comment(member.description, inner)}${inner}readonly ${nameOf(name)}${optional}: ${typeOf(member, inner)};\n`;
  });
  if (typeof additionalProperties === 'object') {
    const values = typeOf(additionalProperties, inner);
    if (members.length === 0) return `Readonly<Record<string, ${values}>>`;
  }
  if (members.length === 0) return 'Readonly<Record<string, unknown>>';
  return `{\n${members.join('')}${indent}}`;
};

/** The TypeScript type of what a schema describes. */
const typeOf = (schema: Schema, indent = ''): string => {
  if (schema.$ref !== undefined) return schema.$ref.split('/').at(-1) ?? 'unknown';
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return union(schema.enum.map((value) => JSON.stringify(value)));
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives !== undefined) return union(alternatives.map((one) => typeOf(one, indent)));
  if (schema.allOf !== undefined) return schema.allOf.map((one) => typeOf(one, indent)).join(' & ');
  if (Array.isArray(schema.type)) return union(schema.type.map((type) => typeOf({ ...schema, type }, indent)));
  if (schema.type === 'array') return `ReadonlyArray<${typeOf(schema.items ?? {}, indent)}>`;
  if (schema.type === 'object' || schema.properties !== undefined) return objectType(schema, indent);
  return PRIMITIVES[String(schema.type)] ?? 'unknown';
};

const declaration = (name: string, schema: Schema): string =>
  `${comment(schema.description, '')}export type ${name} = ${typeOf(schema)};\n`;

/** Pages, links in messages and what only other services send are no business of a program that uses the API. */
const ELSEWHERE = /^\/$|^\/(?:t|o|u)\/|^\/docs|^\/track|^\/openapi|^\/asyncapi|^\/api\/webhooks/;

/** Where the operation's own name says how it is done, not what it does. */
const NAMES: Readonly<Record<string, string>> = {
  followOrderEvents: 'listOrderEvents',
  describeWorkflows: 'listWorkflows',
  describeWorkflow: 'getWorkflow',
  listWorkflows: 'listWorkflowDefinitions',
  getWorkflow: 'getWorkflowDefinition',
  createWorkflow: 'createWorkflowDefinition',
  replaceWorkflow: 'replaceWorkflowDefinition',
  putPreferences: 'updatePreferences',
  putShop: 'saveShop',
  putListing: 'saveListing',
};

interface Described {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
  readonly result: Schema;
}

const operationsOf = ({ paths }: Document): readonly Described[] =>
  Object.entries(paths)
    .filter(([path]) => !ELSEWHERE.test(path))
    .flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, operation]) => {
        const results = Object.entries(operation.responses)
          .filter(([status]) => status.startsWith('2'))
          .flatMap(([, { content }]) => content?.['application/json']?.schema ?? []);
        if (results.length === 0) return [];
        const name = NAMES[operation.operationId] ?? operation.operationId;
        return [{ name, method: method.toUpperCase(), path, operation, result: { anyOf: results } }];
      }),
    )
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));

/** Headers by the names that the client takes them by. */
const HEADERS: Readonly<Record<string, string>> = {
  'Idempotency-Key': 'idempotencyKey?: string | undefined',
  'If-Match': 'ifMatch?: number | string | undefined',
  'If-None-Match': 'ifNoneMatch?: number | string | undefined',
};

const parametersOf = ({ parameters = [], requestBody }: Operation): string => {
  const indent = '      ';
  const members = parameters.flatMap(({ name, in: place, required, description, schema }) => {
    const member =
      place === 'header'
        ? HEADERS[name]
        : `${nameOf(name)}${required ? '' : '?'}: ${typeOf(schema, indent)}${required ? '' : ' | undefined'}`;
    return member === undefined ? [] : [`${comment(description, indent)}${indent}readonly ${member};\n`];
  });
  const body = requestBody?.content?.['application/json']?.schema;
  if (body) members.push(`${indent}readonly body${requestBody?.required ? '' : '?'}: ${typeOf(body, indent)};\n`);
  return members.length === 0 ? '{}' : `{\n${members.join('')}    }`;
};

const isConditional = ({ parameters = [] }: Operation): boolean =>
  parameters.some(({ name }) => name === 'If-None-Match');

const operationType = ({ name, method, path, operation, result }: Described): string =>
  `${comment(`${operation.summary ?? name}: \`${method} ${path}\``, '  ')}  readonly ${name}: {\n    readonly parameters: ${parametersOf(operation)};\n` +
  `    readonly result: ${typeOf(result)}${isConditional(operation) ? ' | undefined' : ''};\n  };\n`;

/** `client/src/generated/api.ts`: types alone, which weigh nothing in a bundle. */
export const generateClientTypes = (): string => {
  const document = openApiDocument() as unknown as Document;
  const schemas = Object.entries(document.components.schemas).map(([name, schema]) => declaration(name, schema));
  const operations = operationsOf(document).map(operationType);
  return `${HEAD}${schemas.join('\n')}\n/** By name: what each takes, and what it returns. */\nexport interface Operations {\n${operations.join('')}}\n`;
};

/**
 * `client/src/generated/operations.ts`: a line for each, with `!` where an idempotency key is taken. By path, which comes
 * first: lines that are alike beside each other take less room compressed.
 */
export const generateClientOperations = (): string => {
  const document = openApiDocument() as unknown as Document;
  const lines = operationsOf(document).map(({ name, method, path, operation }) => {
    const takesKey = (operation.parameters ?? []).some((parameter) => parameter.name === 'Idempotency-Key');
    return `${path} ${method}${takesKey ? '!' : ''} ${name}`;
  });
  return `${HEAD}export const OPERATIONS = \`${lines.sort().join('\n')}\`;\n`;
};

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Schema =>
  z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Schema;

/** `client/src/generated/messages.ts`: what goes over the socket, and over the stream. */
export const generateClientMessages = (): string =>
  [
    HEAD,
    declaration('ClientMessage', schemaOf(clientMessage(), 'input')),
    '\n',
    declaration('ServerMessage', schemaOf(serverMessage, 'output')),
  ].join('');
