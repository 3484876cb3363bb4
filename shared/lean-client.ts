import { Sha256 } from './sha256.ts';

/** What this touches of a client of the AWS SDK. */
interface SdkClient {
  readonly middlewareStack: { remove(name: string): boolean };
  readonly config: object;
}

type Signers = (scheme: unknown) => Promise<unknown>;

/**
 * Takes work out of every call, by the SDK's own hooks. The signer is made once instead of once a call: what changes
 * between calls (credentials, time) it asks for. The logger's middleware goes: nothing logs, and yet it copies each input
 * and output.
 */
export const leanClient = <C extends SdkClient>(client: C): C => {
  client.middlewareStack.remove('loggerMiddleware');
  const makeSigner: Signers = Reflect.get(client.config, 'signer');
  let signer: Promise<unknown> | undefined;
  const signerOnce: Signers = (scheme) => {
    signer ??= makeSigner(scheme).catch((error: unknown) => {
      // A region that could not be found out may be found the next time.
      signer = undefined;
      throw error;
    });
    return signer;
  };
  Reflect.set(client.config, 'signer', signerOnce);
  return client;
};

/** With these a client signs by quicker digests, and resolves a command's middleware once instead of at each call. */
export const LEAN_SETTINGS = { cacheMiddleware: true, sha256: Sha256 } as const;
