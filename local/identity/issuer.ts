import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import {
  calculateJwkThumbprint,
  exportJWK,
  exportPKCS8,
  generateKeyPair,
  importPKCS8,
  type JWK,
  type JWTPayload,
  SignJWT,
} from 'jose';
import { asList, asText } from '../edge/arn.ts';
import type { CloudModel, LocalClock, LocalRoute } from '../ports.ts';
import { createSignIn, type SignIn } from './sign-in.ts';

/** Whom a token is for. */
export interface TokenRequest {
  readonly sub: string;
  readonly roles?: readonly string[] | undefined;
  readonly sellerIds?: readonly string[] | undefined;
  readonly email?: string | undefined;
  readonly name?: string | undefined;
  /** Of a program's own token, by client credentials: `sub` is its client. */
  readonly scope?: string | undefined;
  /** Seconds; an hour when absent. Negative for a token that is over already. */
  readonly expiresIn?: number | undefined;
}

/** An OpenID Connect issuer of this machine: the API sees an issuer and its keys, as it would of a user pool. */
export interface TokenIssuer {
  readonly issuer: string;
  readonly audience: string;
  mint(request: TokenRequest): Promise<string>;
  readonly route: LocalRoute;
}

const PREFIX = '/_local/oidc';
const ALGORITHM = 'RS256';
const DEFAULT_SECONDS = 3_600;

/** The signing key, made once: tokens of yesterday stay good over a restart. */
async function signingKey(dataDirectory: string): Promise<string> {
  const file = join(dataDirectory, 'identity', 'signing-key.pem');
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const pem = await exportPKCS8(privateKey);
  mkdirSync(join(dataDirectory, 'identity'), { recursive: true });
  writeFileSync(file, pem, { mode: 0o600 });
  return pem;
}

/** The audience that the template's JWT authorizer asks for, else the user pool's client. */
function audienceOf(model: CloudModel): string {
  for (const { properties } of model.ofType('AWS::ApiGatewayV2::Authorizer')) {
    const { JwtConfiguration } = properties as { JwtConfiguration?: { Audience?: unknown } };
    const audience = asText(asList(JwtConfiguration?.Audience)[0]);
    if (audience !== undefined) return audience;
  }
  for (const { properties } of model.ofType('AWS::Lambda::Function')) {
    const { Environment } = properties as { Environment?: { Variables?: Readonly<Record<string, unknown>> } };
    const audience = asText(Environment?.Variables?.JWT_AUDIENCE);
    if (audience !== undefined) return audience;
  }
  return 'wismo-local';
}

/** `<api>/_local/oidc/<user pool id>`: the path that the user pool's provider URL has here. */
function issuerOf(model: CloudModel, apiAddress: string): string {
  for (const { properties } of model.ofType('AWS::ApiGatewayV2::Authorizer')) {
    const { JwtConfiguration } = properties as { JwtConfiguration?: { Issuer?: unknown } };
    const issuer = asText(JwtConfiguration?.Issuer);
    if (issuer?.startsWith(`${apiAddress}${PREFIX}`) === true) return issuer;
  }
  const pool = model.ofType('AWS::Cognito::UserPool')[0];
  const poolId = pool === undefined ? 'local' : model.arnOf(pool.logicalId).split('/').at(-1);
  return `${apiAddress}${PREFIX}/${poolId}`;
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'access-control-allow-origin': '*' });
  response.end(JSON.stringify(body));
}

/** Addresses are of the name by which the browser knows this machine. */
function discovery(issuer: string, host: string | undefined): unknown {
  const address = `http://${host}${new URL(issuer).pathname}`;
  return {
    issuer,
    jwks_uri: `${address}/.well-known/jwks.json`,
    authorization_endpoint: `${address}/authorize`,
    token_endpoint: `${address}/token`,
    end_session_endpoint: `http://${host}${PREFIX}/logout`,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [ALGORITHM],
    claims_supported: ['sub', 'name', 'email', 'cognito:groups', 'roles', 'seller_ids'],
  };
}

function routeOf(issuer: string, publicKey: JWK, signIn: SignIn): LocalRoute {
  const path = new URL(issuer).pathname;
  return {
    prefix: PREFIX,
    handle: async (request: IncomingMessage, response: ServerResponse) => {
      const asked = (request.url ?? '').split('?', 1)[0] ?? '';
      if (asked === `${path}/.well-known/openid-configuration`)
        sendJson(response, 200, discovery(issuer, request.headers.host));
      else if (asked === `${path}/.well-known/jwks.json`) sendJson(response, 200, { keys: [publicKey] });
      else if (!(await signIn(request, response))) sendJson(response, 404, { error: 'not_found' });
    },
  };
}

/** The names that a user pool uses, and the plain ones. */
const personClaims = ({ roles = [], sellerIds = [], email, name }: TokenRequest, audience: string): JWTPayload => ({
  aud: audience,
  'cognito:groups': [...roles],
  roles: [...roles],
  seller_ids: [...sellerIds],
  token_use: 'id',
  ...(email === undefined ? {} : { email, email_verified: true }),
  ...(name === undefined ? {} : { name }),
});

/** https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html */
const programClaims = ({ sub, scope }: TokenRequest): JWTPayload => ({
  client_id: sub,
  scope,
  token_use: 'access',
  version: 2,
});

/** Makes the issuer whose tokens the template's authorizers accept. */
export async function createTokenIssuer(
  model: CloudModel,
  clock: Pick<LocalClock, 'now'>,
  dataDirectory: string,
  apiAddress: string,
): Promise<TokenIssuer> {
  const key = await importPKCS8(await signingKey(dataDirectory), ALGORITHM, { extractable: true });
  const { kty, n, e } = await exportJWK(key);
  const publicKey = { kty, n, e } as JWK;
  const kid = await calculateJwkThumbprint(publicKey);
  const issuer = issuerOf(model, apiAddress);
  const audience = audienceOf(model);
  const mint: TokenIssuer['mint'] = ({ expiresIn = DEFAULT_SECONDS, ...request }) => {
    const now = Math.floor(clock.now().getTime() / 1_000);
    return new SignJWT(request.scope === undefined ? personClaims(request, audience) : programClaims(request))
      .setProtectedHeader({ alg: ALGORITHM, kid, typ: 'JWT' })
      .setSubject(request.sub)
      .setIssuer(issuer)
      .setIssuedAt(Math.min(now, now + expiresIn))
      .setExpirationTime(now + expiresIn)
      .setJti(randomUUID())
      .sign(key);
  };
  const signIn = createSignIn({
    path: new URL(issuer).pathname,
    clientId: audience,
    now: clock.now,
    mint: ({ id, shops, ...person }) => mint({ ...person, sub: id, sellerIds: shops }),
  });
  return { issuer, audience, mint, route: routeOf(issuer, { ...publicKey, kid, use: 'sig', alg: ALGORITHM }, signIn) };
}
