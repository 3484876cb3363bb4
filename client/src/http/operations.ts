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

/** A version is sent as the tag that it is. */
const tag = (version: unknown): string => (typeof version === 'number' ? `"${version}"` : String(version));

const requestOf = (
  method: string,
  path: string,
  takesKey: boolean,
  given: Readonly<Record<string, unknown>>,
): ApiRequest => {
  const { body, idempotencyKey, ifMatch, ifNoneMatch, ...others } = given;
  const query: Record<string, unknown> = { ...others };
  const filled = path.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = query[name];
    if (value === undefined || value === '') throw new TypeError(`${name} is needed`);
    delete query[name];
    return encodeURIComponent(String(value));
  });
  return {
    method,
    path: filled,
    query,
    headers: {
      ...(takesKey && { 'idempotency-key': String(idempotencyKey ?? crypto.randomUUID()) }),
      ...(ifMatch !== undefined && { 'if-match': tag(ifMatch) }),
      ...(ifNoneMatch !== undefined && { 'if-none-match': tag(ifNoneMatch) }),
    },
    body,
  };
};

export const callsOf = (settings: RequestSettings): Calls =>
  Object.fromEntries(
    OPERATIONS.split('\n').map((line) => {
      const [path = '', method = '', name = '', key] = line.split(' ');
      const call = async (parameters: object = {}, options: CallOptions = {}): Promise<unknown> =>
        send(requestOf(method, path, key !== undefined, { ...parameters }), settings, options);
      return [name, call];
    }),
  ) as unknown as Calls;
