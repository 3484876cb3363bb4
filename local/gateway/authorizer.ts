import type { HttpEvent } from './http-event.ts';
import type { HttpResponse } from './http-response.ts';

/** Lets a request in, with what the function gets to see of it, or responds in its place. */
export type Authorization =
  | { readonly allowed: true; readonly authorizer?: Readonly<Record<string, unknown>> }
  | { readonly allowed: false; readonly response: HttpResponse };

export type Authorize = (event: HttpEvent) => Promise<Authorization>;

/** `$request.header.Authorization` or `$request.querystring.token`; `undefined` where the request has none. */
export function identityOf(source: string, event: HttpEvent): string | undefined {
  const [, kind, name] = /^\$request\.(header|querystring)\.(.+)$/.exec(source) ?? [];
  if (name === undefined) throw new Error(`The identity source ${source} is not known here`);
  const value = kind === 'header' ? event.headers[name.toLowerCase()] : event.queryStringParameters?.[name];
  return value === '' ? undefined : value;
}
