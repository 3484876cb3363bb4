import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import * as z from 'zod';
import type { Clock } from '../clock/clock.ts';
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
const discoveryShape = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** OpenID Connect Discovery 1.0, section 4. */
const discover = async (issuer: string): Promise<JWTVerifyGetKey> => {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  if (!response.ok) throw new Error(`The token issuer returned ${response.status} for its discovery document`);
  const document = discoveryShape.parse(await response.json());
  if (document.issuer !== issuer) throw new Error('The discovery document names another issuer');
  return createRemoteJWKSet(new URL(document.jwks_uri));
};

/** Faults of the token, as opposed to faults of the issuer or of the way to it. */
const isTokenFault = (error: unknown): boolean =>
  error instanceof errors.JOSEError &&
  !(error instanceof errors.JWKSTimeout) &&
  !(error instanceof errors.JWKSInvalid) &&
  error.code !== 'ERR_JOSE_GENERIC';

/** Checks bearer tokens as the gateway's JWT authorizer does, for doors that it does not stand at. */
export const tokenVerifier = ({ issuer, audience, clock }: TokenVerifierOptions): VerifyToken => {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const keySet = (): Promise<JWTVerifyGetKey> => {
    keys ??= discover(issuer).catch((error: unknown) => {
      keys = undefined;
      throw error;
    });
    return keys;
  };
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, await keySet(), {
        issuer,
        algorithms: ALGORITHMS,
        requiredClaims: ['sub', 'exp'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: clock.now(),
      });
      const caller = callerFromClaims(payload);
      const isTaken = isForAudience(payload, audience) && mayCallWith(payload, clock.now());
      return isTaken && caller.kind === 'user' ? caller : undefined;
    } catch (error) {
      if (isTokenFault(error)) return undefined;
      throw error;
    }
  };
};
