/**
 * What the claims of a token must say besides being signed by the issuer: an expiry, an audience and a `token_use` that
 * are ours.
 */
import { numericDate, serviceGrants } from './caller.ts';

type Claims = Readonly<Record<string, unknown>>;

/** Kinds of a user pool's tokens by which somebody may call. */
const TOKEN_USES = ['access', 'id'];

/** https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI */
const USER_POOL = /^https:\/\/cognito-idp(?:-fips)?\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\//;

/**
 * User pools say of each token what it is for (`token_use`); other issuers need not.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
 */
const isMeantForCalls = ({ token_use: tokenUse, iss }: Claims): boolean =>
  tokenUse === undefined
    ? !(typeof iss === 'string' && USER_POOL.test(iss))
    : TOKEN_USES.some((known) => known === tokenUse);

/** Whether somebody may call with a token of these (verified) claims at this moment. */
export const mayCallWith = (claims: Claims, now: Date): boolean => {
  const expiry = numericDate(claims.exp);
  return expiry !== undefined && now < expiry && isMeantForCalls(claims);
};

/**
 * Whether the token is for this audience: `aud`, or `client_id` where the token has no `aud`, as access tokens of a user
 * pool have none, or a scope of our resource server where a program speaks for itself. An ID token always names its
 * audience.
 */
export const isForAudience = (claims: Claims, audience: string): boolean => {
  const { aud, client_id: clientId, token_use: tokenUse } = claims;
  if (aud === undefined) {
    return tokenUse !== 'id' && (clientId === audience || serviceGrants(claims).roles.length > 0);
  }
  return (Array.isArray(aud) ? aud : [aud]).includes(audience);
};
