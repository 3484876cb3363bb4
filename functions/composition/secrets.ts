import { SecretsProvider } from '@aws-lambda-powertools/parameters/secrets';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import type { Clock } from '../../shared/clock/clock.ts';
import { once } from '../../shared/made-on-demand.ts';
import { tracedClient } from './observability.ts';
import { systemClock } from './system.ts';

/** While a secret is being rotated both are accepted; only `current` signs. */
export interface SecretPair {
  readonly current: string;
  readonly previous?: string;
}

export interface SecretReader {
  /** Kept for five minutes. `secretId` is a name or an ARN. */
  read(secretId: string): Promise<SecretPair>;
  /**
   * Runs `check` with the secrets that are accepted now, the current one first. When none fits they are fetched anew,
   * at most once a minute (so that a stream of forged signatures costs nothing), and tried once more: a secret that was
   * rotated a moment ago is never refused.
   */
  accepts(secretId: string, check: (secret: string) => boolean | Promise<boolean>): Promise<boolean>;
}

const MAX_AGE_SECONDS = 300;
const REFRESH_PAUSE_MILLISECONDS = 60_000;
const secretShape = once(() => z.object({ current: z.string().min(1), previous: z.string().min(1).exactOptional() }));

type Fetch = (secretId: string, forceFetch: boolean) => Promise<unknown>;

const parse = (secretId: string, text: unknown): SecretPair => {
  const result = secretShape().safeParse(typeof text === 'string' ? JSON.parse(text) : undefined);
  if (!result.success) throw new Error(`Secret ${secretId} is not of the form {current, previous?}`);
  return result.data;
};

const fits = async (pair: SecretPair, check: (secret: string) => boolean | Promise<boolean>): Promise<boolean> =>
  (await check(pair.current)) || (pair.previous !== undefined && (await check(pair.previous)));

/** Over any fetcher: tests give their own. */
export const secretReader = (fetch: Fetch, clock: Clock): SecretReader => {
  const refreshedAt = new Map<string, number>();
  const read = async (secretId: string, force = false): Promise<SecretPair> =>
    parse(secretId, await fetch(secretId, force));
  return {
    read: (secretId) => read(secretId),
    accepts: async (secretId, check) => {
      if (await fits(await read(secretId), check)) return true;
      const now = clock.now().getTime();
      const last = refreshedAt.get(secretId);
      if (last !== undefined && now - last < REFRESH_PAUSE_MILLISECONDS) return false;
      refreshedAt.set(secretId, now);
      return fits(await read(secretId, true), check);
    },
  };
};

/** The stage's secrets, from Secrets Manager. */
export const systemSecrets = once((): SecretReader => {
  const provider = new SecretsProvider({ awsSdkV3Client: tracedClient(new SecretsManagerClient({})) });
  return secretReader(
    (secretId, forceFetch) => provider.get(secretId, { maxAge: MAX_AGE_SECONDS, forceFetch }),
    systemClock,
  );
});
