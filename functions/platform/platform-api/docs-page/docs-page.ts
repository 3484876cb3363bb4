/** The API's description as one page that needs nothing else: no script, no font, no other origin. */
import { sha256 } from '../../../../shared/security/digest.ts';
import {
  type Endpoint,
  endpoints,
  type OpenApi,
  type Operation,
  type Parameter,
  type Schema,
} from './read-document.ts';
import { type SchemaRow, schemaRows, typeText } from './schema-rows.ts';
import { DOCS_STYLE } from './style.ts';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);

/** Backticks become code. */
const prose = (text: string): string => escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>');

const anchor = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

const ACCESS: Readonly<Record<string, string>> = { bearer: 'token', guestLink: "guest's link" };

const accessText = ({ security }: Operation): string =>
  security.length === 0
    ? 'public'
    : security.map((one) => Object.keys(one).map((name) => ACCESS[name] ?? name)).join(' or ');

const rowHtml = ({ depth, name, type, isRequired, notes }: SchemaRow): string =>
  `<tr><td class="d${depth}"><code>${escaped(name)}</code>${isRequired ? '' : '<i>optional</i>'}</td>` +
  `<td><code>${escaped(type)}</code></td><td>${prose(notes)}</td></tr>`;

const table = (caption: string, rows: readonly SchemaRow[]): string =>
  rows.length === 0
    ? ''
    : `<h4>${escaped(caption)}</h4><div class="scroll"><table><tbody>${rows.map(rowHtml).join('')}</tbody></table></div>`;

const parameterRow =
  (document: OpenApi) =>
  ({ name, schema = {}, required = false, description }: Parameter): SchemaRow => ({
    depth: 0,
    name,
    type: typeText(document, schema),
    isRequired: required,
    notes: description ?? '',
  });

const parametersHtml = (document: OpenApi, { parameters }: Operation): string =>
  (['path', 'query', 'header'] as const)
    .map((where) =>
      table(`In the ${where}`, parameters.filter((parameter) => parameter.in === where).map(parameterRow(document))),
    )
    .join('');

const exampleHtml = (example: unknown): string =>
  example === undefined ? '' : `<h4>Example</h4><pre>${escaped(JSON.stringify(example, null, 2))}</pre>`;

const bodyHtml = (document: OpenApi, { requestBody }: Operation): string => {
  const content = requestBody?.content['application/json'];
  return content?.schema ? table('Body', schemaRows(document, content.schema)) + exampleHtml(content.example) : '';
};

const responsesHtml = (document: OpenApi, { responses }: Operation): string =>
  Object.entries(responses)
    .map(([status, { content }]) => {
      const schema = content?.['application/json']?.schema;
      return schema ? table(`Response ${status}`, schemaRows(document, schema)) : '';
    })
    .join('');

const endpointHtml = (document: OpenApi, { method, path, operation }: Endpoint): string => {
  const description = operation.description === undefined ? '' : `<p>${prose(operation.description)}</p>`;
  return (
    `<details id="${operation.operationId}"><summary><b class="${method.toLowerCase()}">${method}</b>` +
    `<code>${escaped(path)}</code><span>${prose(operation.summary)}</span><em>${accessText(operation)}</em></summary>` +
    `<div class="inside">${description}${parametersHtml(document, operation)}${bodyHtml(document, operation)}` +
    `${responsesHtml(document, operation)}</div></details>`
  );
};

const sectionHtml = (document: OpenApi, tag: string): string => {
  const own = endpoints(document).filter(({ operation }) => operation.tags.includes(tag));
  return `<section><h2 id="${anchor(tag)}">${escaped(tag)}</h2>${own.map((one) => endpointHtml(document, one)).join('')}</section>`;
};

const codesHtml = (document: OpenApi): string => {
  const codes = document.components.schemas.ProblemCode?.enum ?? [];
  return `<section><h2 id="problems">Problem codes</h2><p>Errors are <code>application/problem+json</code> with one of these in <code>code</code>.</p><p class="codes">${codes
    .map((code) => `<code>${escaped(String(code))}</code>`)
    .join(' ')}</p></section>`;
};

/** What of the AsyncAPI document is shown. */
export interface LiveMessages {
  readonly components: {
    readonly messages: Readonly<Record<string, { readonly name: string; readonly summary?: string }>>;
    readonly schemas: Readonly<Record<string, Schema>>;
  };
  readonly operations: {
    readonly sendToSocket: { readonly messages: readonly { readonly $ref: string }[] };
  };
}

const liveHtml = (document: OpenApi, { components, operations }: LiveMessages): string => {
  const schemas = { ...document.components.schemas, ...components.schemas };
  const all: OpenApi = { ...document, components: { ...document.components, schemas } };
  const fromClients = operations.sendToSocket.messages.map(({ $ref }) => $ref.split('/').at(-1));
  const messages = Object.entries(components.messages).map(([key, { name, summary = '' }]) => {
    const rows = schemaRows(all, components.schemas[key] ?? {});
    const sender = fromClients.includes(key) ? 'client' : 'server';
    return (
      `<details id="live-${anchor(key)}"><summary><b>${sender}</b><code>${escaped(name)}</code><span>${prose(summary)}</span></summary>` +
      `<div class="inside">${table('Message', rows)}</div></details>`
    );
  });
  return `<section><h2 id="live">Live updates</h2><p>Over the WebSocket, and those of the server as server-sent events: <a href="/asyncapi.json">asyncapi.json</a>.</p>${messages.join('')}</section>`;
};

export const docsPage = (document: OpenApi, live: LiveMessages): string => {
  const tags = document.tags.map(({ name }) => name);
  const links = tags.map((tag) => `<a href="#${anchor(tag)}">${escaped(tag)}</a>`).join('');
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<meta name="color-scheme" content="light dark"><title>${escaped(document.info.title)} API</title><link rel="icon" href="data:,">` +
    `<style>${DOCS_STYLE}</style></head><body><header><h1>${escaped(document.info.title)} API</h1>` +
    `<p>${prose(document.info.description)}</p><nav>${links}<a href="#live">Live updates</a><a href="#problems">Problem codes</a><a href="/openapi.json">openapi.json</a></nav></header>` +
    `<main>${tags.map((tag) => sectionHtml(document, tag)).join('')}${liveHtml(document, live)}${codesHtml(document)}</main></body></html>`
  );
};

const styleHash = sha256(DOCS_STYLE, 'base64');

/** Nothing runs on the page, and only its own style paints it. */
export const DOCS_PAGE_POLICY = `default-src 'none'; style-src 'sha256-${styleHash}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
