import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import * as z from 'zod';
import type { Clock } from '../clock/clock.ts';
import { once } from '../made-on-demand.ts';
import { type Caller, callerFromClaims } from './caller.ts';
import { isForAudience, mayCallWith } from './token-claims.ts';

export interface TokenVerifierOptions {
  /** Its discovery document names the keys. */
  readonly issuer: string;
  /**
   * `aud`, or `client_id` where the issuer's access tokens have no `aud` (Cognito). A program's own token may instead have
   * a scope of our resource server, which the issuer gives to no other audience's clients.
   */
  readonly audience: string;
  readonly clock: Clock;
}

/** `undefined`: not a valid token of this issuer for this audience. Throws when the issuer cannot be asked. */
export type VerifyToken = (token: string) => Promise<Extract<Caller, { kind: 'user' }> | undefined>;

/** Signatures with a public key only: a key of ours can never be mistaken for a shared secret. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'ES384', 'EdDSA'];
const CLOCK_TOLERANCE_SECONDS = 5;
const discoveryShape = once(() => z.object({ issuer: z.string(), jwks_uri: z.url() }));

/** OpenID Connect Discovery 1.0, section 4. */
const discover = async (issuer: string): Promise<JWTVerifyGetKey> => {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  if (!response.ok) throw new Error(`The token issuer returned ${response.status} for its discovery document`);
  const document = discoveryShape().parse(await response.json());
  if (document.issuer !== issuer) throw new Error('The discovery document names another issuer');
  return createRemoteJWKSet(new URL(document.jwks_uri));
};

/** Faults of the token, as opposed to faults of the issuer or of the way to it. */
const isTokenFault = (error: unknown): boolean =>
  error instanceof errors.JOSEError &&
  !(error instanceof errors.JWKSTimeout) &&
  !(error instanceof errors.JWKSInvalid) &&
  error.code !== 'ERR_JOSE_GENERIC';

/** A client sends one token with all its requests. The issuer's keys are looked at no more often in any case. */
const REMEMBERED_MILLISECONDS = 60_000;
const MAX_REMEMBERED = 500;

/** Claims of tokens whose signature was checked a moment ago: for a minute, and not beyond their own time. */
const checkedClaims = () => {
  const known = new Map<string, { readonly payload: JWTPayload; readonly checkedAt: number }>();
  return {
    find: (token: string, now: Date): JWTPayload | undefined => {
      const found = known.get(token);
      if (found === undefined) return undefined;
      const age = now.getTime() - found.checkedAt;
      const endsAt = ((found.payload.exp ?? 0) + CLOCK_TOLERANCE_SECONDS) * 1000;
      if (age >= 0 && age < REMEMBERED_MILLISECONDS && now.getTime() < endsAt) return found.payload;
      known.delete(token);
      return undefined;
    },
    remember: (token: string, payload: JWTPayload, now: Date): void => {
      if (known.size >= MAX_REMEMBERED) known.clear();
      known.set(token, { payload, checkedAt: now.getTime() });
    },
  };
};

/** Checks bearer tokens as the gateway's JWT authorizer does, for doors that it does not stand at. */
export const tokenVerifier = ({ issuer, audience, clock }: TokenVerifierOptions): VerifyToken => {
  const checked = checkedClaims();
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const keySet = (): Promise<JWTVerifyGetKey> => {
    keys ??= discover(issuer).catch((error: unknown) => {
      keys = undefined;
      throw error;
    });
    return keys;
  };
  const claimsOf = async (token: string, now: Date): Promise<JWTPayload> => {
    const known = checked.find(token, now);
    if (known !== undefined) return known;
    const { payload } = await jwtVerify(token, await keySet(), {
      issuer,
      algorithms: ALGORITHMS,
      requiredClaims: ['sub', 'exp'],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: now,
    });
    checked.remember(token, payload, now);
    return payload;
  };
  return async (token) => {
    const now = clock.now();
    try {
      const payload = await claimsOf(token, now);
      const caller = callerFromClaims(payload);
      const isTaken = isForAudience(payload, audience) && mayCallWith(payload, now);
      return isTaken && caller.kind === 'user' ? caller : undefined;
    } catch (error) {
      if (isTokenFault(error)) return undefined;
      throw error;
    }
  };
};
