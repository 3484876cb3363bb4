import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { isRecord, type JsonRecord, recordAt, stringAt, stringsAt } from '../assembly/json.ts';
import { type Authorization, type Authorize, identityOf } from './authorizer.ts';
import { gatewayResponse } from './http-response.ts';

/**
 * API Gateway's own JWT authorizer: the signature by the issuer's published keys, `iss`, `exp`, `nbf`, and `aud` or
 * `client_id`. Scopes of the route are checked where it names some. Time is the local clock's.
 */
export function createJwtAuthorizer(
  properties: JsonRecord,
  routeScopes: readonly string[],
  now: () => Date,
): Authorize {
  const configuration = recordAt(properties, 'JwtConfiguration');
  const issuer = stringAt(configuration, 'Issuer') ?? '';
  const audiences = stringsAt(configuration, 'Audience');
  const [source = '$request.header.Authorization'] = stringsAt(properties, 'IdentitySource');
  const keys = keysOf(issuer);
  return async (event) => {
    const token = (identityOf(source, event) ?? '').replace(/^bearer\s+/i, '');
    if (token === '') return unauthorized();
    try {
      const { payload } = await jwtVerify(token, await keys(), { issuer, currentDate: now() });
      if (!isMeantForUs(payload, audiences))
        return unauthorized('invalid_token', 'the token does not have a valid audience');
      const granted = scopesOf(payload);
      if (routeScopes.length > 0 && !routeScopes.some((scope) => granted.includes(scope))) return FORBIDDEN;
      return {
        allowed: true,
        authorizer: { jwt: { claims: claimsAsText(payload), scopes: routeScopes.length > 0 ? granted : null } },
      };
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
      return unauthorized('invalid_token', error.message);
    }
  };
}

const FORBIDDEN: Authorization = { allowed: false, response: gatewayResponse(403, 'Forbidden') };

function unauthorized(error?: string, description?: string): Authorization {
  const details =
    error === undefined ? '' : ` scope="" error="${error}" error_description="${description?.replaceAll('"', "'")}"`;
  return {
    allowed: false,
    response: gatewayResponse(401, 'Unauthorized', { 'www-authenticate': `Bearer${details}` }),
  };
}

/** The issuer's key set, found by discovery once it is asked for. A failed discovery is tried again. */
function keysOf(issuer: string): () => Promise<JWTVerifyGetKey> {
  let found: Promise<JWTVerifyGetKey> | undefined;
  const discover = async (): Promise<JWTVerifyGetKey> => {
    const response = await fetch(`${issuer}/.well-known/openid-configuration`);
    const document: unknown = await response.json();
    const address = isRecord(document) ? stringAt(document, 'jwks_uri') : undefined;
    if (address === undefined) throw new errors.JOSEError(`The issuer ${issuer} publishes no jwks_uri`);
    return createRemoteJWKSet(new URL(address));
  };
  return () => {
    found ??= discover().catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  };
}

function isMeantForUs(payload: JWTPayload, audiences: readonly string[]): boolean {
  const named = payload.aud === undefined ? [payload.client_id] : [payload.aud].flat();
  return named.some((audience) => typeof audience === 'string' && audiences.includes(audience));
}

function scopesOf(payload: JWTPayload): readonly string[] {
  const scopes = payload.scope ?? payload.scp;
  if (Array.isArray(scopes)) return scopes.map(String);
  return typeof scopes === 'string' ? scopes.split(' ') : [];
}

/** The gateway hands every claim on as text, a list as `[a b]`. */
export function claimsAsText(payload: JsonRecord): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, claimAsText(value)]));
}

function claimAsText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(claimAsText).join(' ')}]`;
  if (isRecord(value)) {
    const entries = Object.keys(value)
      .sort()
      .map((key) => `${key}:${claimAsText(value[key])}`);
    return `map[${entries.join(' ')}]`;
  }
  return String(value);
}
