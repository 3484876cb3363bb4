import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signGuestLink } from '../../../shared/security/guest-link.ts';
import { identify } from '../../../shared/security/identify.ts';
import { tokenVerifier } from '../../../shared/security/token-verifier.ts';

const NOW = new Date('2026-11-20T10:00:00Z');
const clock = { now: () => NOW };
const IN_AN_HOUR = NOW.getTime() / 1000 + 3600;

let server: Server;
let issuer: string;
let sign: (claims: Record<string, unknown>, options?: { issuer?: string; foreign?: boolean }) => Promise<string>;
let isUp = true;

beforeAll(async () => {
  const [ours, theirs] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  const jwk = { ...(await exportJWK(ours.publicKey)), kid: 'k-1', alg: 'RS256', use: 'sig' };
  server = createServer((request, response) => {
    if (!isUp) response.writeHead(503);
    const isKeys = request.url === '/keys';
    response.end(JSON.stringify(isKeys ? { keys: [jwk] } : { issuer, jwks_uri: `${issuer}/keys` }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  sign = (claims, options = {}) =>
    new SignJWT({ exp: IN_AN_HOUR, aud: 'wismo', sub: 'u-1', ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'k-1' })
      .setIssuer(options.issuer ?? issuer)
      .sign(options.foreign ? theirs.privateKey : ours.privateKey);
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

const verifier = () => tokenVerifier({ issuer, audience: 'wismo', clock });

describe('a bearer token', () => {
  it('names its user when it is ours, for us, and in its time', async () => {
    const verify = verifier();
    const validUntil = '2026-11-20T11:00:00.000Z';
    const caller = { kind: 'user', sub: 'u-1', roles: ['admin'], sellerIds: ['shop-1'], validUntil };
    expect(await verify(await sign({ roles: ['admin'], seller_ids: ['shop-1'] }))).toEqual(caller);
    expect(await verify(await sign({ aud: ['other', 'wismo'] }))).toBeDefined();
    expect(await verify(await sign({ aud: undefined, client_id: 'wismo' }))).toBeDefined();
    // A user pool's access token names its client, its ID token its audience.
    expect(await verify(await sign({ aud: undefined, client_id: 'wismo', token_use: 'access' }))).toBeDefined();
    expect(await verify(await sign({ token_use: 'id' }))).toBeDefined();
  });

  it('whose signature was checked is believed for a minute, and not beyond its time or before it was checked', async () => {
    let now = NOW;
    let asked = 0;
    const verify = tokenVerifier({ issuer, audience: 'wismo', clock: { now: () => now } });
    const count = (): void => {
      asked += 1;
    };
    server.on('request', count);
    const at = (seconds: number): void => {
      now = new Date(NOW.getTime() + seconds * 1000);
    };
    const token = await sign({ exp: NOW.getTime() / 1000 + 50 });
    const [head, claims, signature = ''] = token.split('.');
    const forged = [head, claims, signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))].join('.');
    expect(await verify(token)).toMatchObject({ sub: 'u-1' });
    expect(await verify(forged)).toBeUndefined();
    at(49);
    expect(await verify(token)).toMatchObject({ sub: 'u-1' });
    at(50);
    expect(await verify(token)).toBeUndefined();
    at(-86_400);
    expect(await verify(await sign({ nbf: NOW.getTime() / 1000 }))).toBeUndefined();
    server.off('request', count);
    expect(asked).toBe(2);
  });

  it('that begins later is nothing before that, also where it was known to be good', async () => {
    let now = NOW;
    const verify = tokenVerifier({ issuer, audience: 'wismo', clock: { now: () => now } });
    const token = await sign({ nbf: NOW.getTime() / 1000 });
    expect(await verify(token)).toBeDefined();
    now = new Date(NOW.getTime() - 60_000);
    expect(await verify(token)).toBeUndefined();
  });

  it('is nothing without an expiry, or made for something else', async () => {
    const verify = verifier();
    for (const claims of [
      { exp: undefined },
      { exp: NOW.getTime() / 1000 },
      { exp: 'tomorrow' },
      { token_use: 'refresh' },
      { token_use: '' },
      { token_use: ['access'] },
      { token_use: 'id', aud: undefined, client_id: 'wismo' },
      { token_use: 'access', aud: 'other', client_id: 'wismo' },
      { aud: [], client_id: 'wismo' },
    ]) {
      expect(await verify(await sign(claims)), JSON.stringify(claims)).toBeUndefined();
    }
  });

  it('of a program is for us by a scope of ours, where it names no audience', async () => {
    const verify = verifier();
    const program = { sub: 'client-1', client_id: 'client-1', aud: undefined };
    expect(await verify(await sign({ ...program, scope: 'wismo/system' }))).toMatchObject({ roles: ['system'] });
    for (const claims of [
      { ...program, scope: 'other/system' },
      { ...program, scope: 'wismo/shop:farm-1' },
      { ...program, aud: 'other', scope: 'wismo/system' },
      { ...program, sub: 'u-1', scope: 'wismo/system' },
    ]) {
      expect(await verify(await sign(claims)), JSON.stringify(claims)).toBeUndefined();
    }
  });

  it('is nothing otherwise', async () => {
    const verify = verifier();
    const bad = await Promise.all([
      sign({ exp: NOW.getTime() / 1000 - 60 }),
      sign({ nbf: IN_AN_HOUR }),
      sign({ aud: 'other' }),
      sign({ aud: undefined, client_id: 'other' }),
      sign({ sub: undefined }),
      sign({}, { issuer: 'https://elsewhere.example' }),
      sign({}, { foreign: true }),
    ]);
    const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
    const own = { alg: 'RS256', kid: 'k-1', jwk: await exportJWK(publicKey), jku: 'https://elsewhere.example/keys' };
    const claims = { exp: IN_AN_HOUR, aud: 'wismo', sub: 'u-1', iss: issuer };
    // It brings its own key, or an extension that nobody here knows.
    bad.push(await new SignJWT(claims).setProtectedHeader(own).sign(privateKey));
    const [, payload] = (await sign({})).split('.');
    const critical = Buffer.from('{"alg":"RS256","kid":"k-1","crit":["x"],"x":1}').toString('base64url');
    bad.push(`${critical}.${payload}.AAAA`);
    // The public key, which everybody has, taken for a shared secret.
    const keys = await (await fetch(`${issuer}/keys`)).json();
    const asSecret = new TextEncoder().encode(JSON.stringify(keys));
    bad.push(await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'k-1' }).sign(asSecret));
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${bad[0]?.split('.')[1]}.`;
    const shared = `${Buffer.from('{"alg":"HS256","kid":"k-1"}').toString('base64url')}.${bad[0]?.split('.')[1]}.AAAA`;
    for (const token of [...bad, unsigned, shared, 'x.y.z', '', 'nonsense']) {
      expect(await verify(token), token).toBeUndefined();
    }
  });

  it('cannot be judged while the issuer is away, and can again afterwards', async () => {
    const verify = verifier();
    const token = await sign({});
    isUp = false;
    await expect(verify(token)).rejects.toThrow(/503/);
    isUp = true;
    expect(await verify(token)).toBeDefined();
  });
});

describe('credentials', () => {
  const dependencies = () => ({
    verifyToken: verifier(),
    isLinkSignedBy: async (check: (secret: string) => boolean) => ['new', 'old'].some(check),
    clock,
  });
  const linkToken = signGuestLink({ orderId: 'ord_1', expiresAt: '2026-12-01T00:00:00Z' }, 'old');

  it('are a token first, then a link, else nobody', async () => {
    const authorization = `Bearer ${await sign({})}`;
    expect(await identify(dependencies(), { authorization, linkToken })).toMatchObject({ kind: 'user', sub: 'u-1' });
    const guest = { kind: 'guest', orderId: 'ord_1', validUntil: '2026-12-01T00:00:00.000Z' };
    expect(await identify(dependencies(), { linkToken })).toEqual(guest);
    expect(await identify(dependencies(), { authorization: 'Bearer x.y.z', linkToken })).toEqual(guest);
    expect(await identify(dependencies(), { authorization: `Bearer ${linkToken}` })).toEqual(guest);
    for (const nothing of [{}, { authorization: 'Basic YTpi' }, { linkToken: 'x.y' }, { authorization: 'Bearer' }]) {
      expect(await identify(dependencies(), nothing)).toEqual({ kind: 'anonymous' });
    }
  });
});
