import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Cloud, startCloud } from '../../../local/cloud.ts';

/** A small assembly of its own: API and sockets → table → stream → queue → table. */
const ASSEMBLY = join(import.meta.dirname, '../../unit/local-runtime/fixtures/assembly');
const directory = mkdtempSync(join(tmpdir(), 'wismo-cloud-'));
const dataDirectory = join(directory, 'data');
const start = (fresh = false): Promise<Cloud> => startCloud({ assemblyDirectory: ASSEMBLY, dataDirectory, fresh });

let cloud: Cloud;
beforeAll(async () => {
  cloud = await start(true);
});
afterAll(async () => {
  await cloud.stop();
  rmSync(directory, { recursive: true, force: true });
});

const put = (key: string): Promise<Response> =>
  fetch(`${cloud.addresses.api}/put`, { method: 'POST', body: key, headers: { 'content-type': 'text/plain' } });
const seen = async (key: string): Promise<object> => {
  const item: unknown = await (await fetch(`${cloud.addresses.api}/seen?key=${key}`)).json();
  return item as object;
};
const local = async (path: string, body?: object): Promise<unknown> => {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return (await fetch(`${cloud.addresses.api}/_local/${path}`, body === undefined ? {} : init)).json();
};

describe('a local cloud', () => {
  it('carries a write through stream and queue, and drain waits for the end of it', async () => {
    expect(await (await put('first')).json()).toMatchObject({ status: 200 });
    await cloud.drain();
    expect(await seen('first')).toMatchObject({ pk: { S: 'seen first' }, runs: { N: '1' } });
  });

  it('carries hundreds at once and loses none', async () => {
    const keys = Array.from({ length: 200 }, (_, index) => `many-${index}`);
    await Promise.all(keys.map(put));
    await cloud.drain();
    const found = await Promise.all(keys.map(seen));
    expect(found.filter((item) => !('pk' in item))).toEqual([]);
  });

  it('lets in who holds a token of its issuer', async () => {
    const path = `${cloud.addresses.api}/private/7`;
    expect((await fetch(path)).status).toBe(401);
    const { token } = (await local('token', { sub: 'u1', roles: ['admin', 'csr'] })) as { token: string };
    const response = await fetch(path, { headers: { authorization: `Bearer ${token}` } });
    expect(await response.json()).toMatchObject({
      event: { requestContext: { authorizer: { jwt: { claims: { sub: 'u1', roles: '[admin csr]' }, scopes: null } } } },
    });
  });

  it('no longer takes a token once the local clock has passed its end', async () => {
    const { token } = (await local('token', { sub: 'u1', expiresIn: 60 })) as { token: string };
    await local('clock', { advance: 'PT2M' });
    const response = await fetch(`${cloud.addresses.api}/private/7`, { headers: { authorization: `Bearer ${token}` } });
    await local('clock', { reset: true });
    expect([response.status, await response.json()]).toEqual([401, { message: 'Unauthorized' }]);
  });

  it('replies to a socket from the function, through the management API of the edge', async () => {
    const socket = new WebSocket(`${cloud.addresses.websocket}/live`);
    await once(socket, 'open');
    const message = once(socket, 'message');
    socket.send('{"action":"elsewhere"}');
    expect(JSON.parse(String((await message)[0]))).toMatchObject({ route: '$default', echo: '{"action":"elsewhere"}' });
    socket.close();
    await once(socket, 'close');
    await cloud.drain();
  });

  it('denies what a role does not grant, and says so', async () => {
    expect(await local('denied')).toEqual([]);
  });
});

describe('a restart', () => {
  afterEach(async () => {
    await cloud.drain();
  });

  it('keeps what was written, and carries on where the stream was left: nothing is lost, nothing old is repeated', async () => {
    const keys = Array.from({ length: 30 }, (_, index) => `restart-${index}`);
    await Promise.all(keys.map(put));
    await cloud.stop();
    cloud = await start();
    await cloud.drain();
    for (const key of keys) expect(await seen(key)).toHaveProperty('pk');
    expect(await seen('first')).toMatchObject({ runs: { N: '1' } });
  });
});
