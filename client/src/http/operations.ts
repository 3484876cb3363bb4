import type { Operations } from '../generated/api.ts';
import { OPERATIONS } from '../generated/operations.ts';
import { type ApiRequest, type CallOptions, type RequestSettings, send } from './request.ts';

type Parameters<Name extends keyof Operations> = Operations[Name]['parameters'];

/** Without parameters that are needed, the first argument may be left out. */
type Arguments<Name extends keyof Operations> =
  Record<never, never> extends Parameters<Name>
    ? [parameters?: Parameters<Name>, options?: CallOptions]
    : [parameters: Parameters<Name>, options?: CallOptions];

/** One function for each operation of the API. */
export type Calls = {
  readonly [Name in keyof Operations]: (...given: Arguments<Name>) => Promise<Operations[Name]['result']>;
};

/** A POST that takes an idempotency key, in the table of operations. */
const CREATE = 'POST!';

/** A version is sent as the tag that it is. */
const tag = (version: unknown): string => (typeof version === 'number' ? `"${version}"` : String(version));

const requestOf = (operation: string, method: string, path: string, given: Record<string, unknown>): ApiRequest => {
  const { body, idempotencyKey, ifMatch, ifNoneMatch, ...query } = given;
  const filled = path.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = query[name];
    if (value == null || value === '') throw new TypeError(`${operation} needs ${name}`);
    delete query[name];
    return encodeURIComponent(String(value));
  });
  return {
    method: method.replace('!', ''),
    path: filled,
    query,
    headers: {
      ...(method === CREATE && { 'idempotency-key': String(idempotencyKey ?? crypto.randomUUID()) }),
      ...(ifMatch !== undefined && { 'if-match': tag(ifMatch) }),
      ...(ifNoneMatch !== undefined && { 'if-none-match': tag(ifNoneMatch) }),
    },
    body,
  };
};

export const callsOf = (settings: RequestSettings): Calls =>
  Object.fromEntries(
    OPERATIONS.split('\n').map((line) => {
      const [path = '', method = '', name = ''] = line.split(' ');
      const call = async (parameters: Record<string, unknown> = {}, options: CallOptions = {}): Promise<unknown> =>
        send(requestOf(name, method, path, parameters), settings, options);
      return [name, call];
    }),
  ) as unknown as Calls;
