import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createLocalClock } from '../../../local/clock.ts';
import { createFunctionHost, type RunningHost } from '../../../local/functions/function-host.ts';
import type { FunctionSpec } from '../../../local/functions/function-spec.ts';
import { createFunctionUrl, type FunctionUrlDefinition } from '../../../local/gateway/function-url.ts';
import { type HttpFront, openHttpFront } from '../../../local/gateway/http-server.ts';
import type { InvocationRecord } from '../../../local/ports.ts';
import { eventually } from '../../support/eventually.ts';

const directory = mkdtempSync(join(tmpdir(), 'wismo-url-'));
const hosts: RunningHost[] = [];
const fronts: HttpFront[] = [];
afterEach(async () => {
  await Promise.all(fronts.splice(0).map((front) => front.close()));
  await Promise.all(hosts.splice(0).map((host) => host.stop(0)));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

interface Stage {
  readonly address: string;
  readonly front: HttpFront;
  readonly host: RunningHost;
  readonly lines: string[];
  readonly records: InvocationRecord[];
}

let bundles = 0;
/** A function of this source behind a URL that streams. */
const stage = async (
  source: string,
  spec: Partial<FunctionSpec> = {},
  url: Partial<FunctionUrlDefinition> = {},
): Promise<Stage> => {
  bundles += 1;
  const entry = join(directory, `bundle-${bundles}.mjs`);
  writeFileSync(entry, source);
  const fn: FunctionSpec = {
    id: 'Fn',
    name: 'stack-Fn',
    arn: 'arn:aws:lambda:eu-west-1:000000000000:function:stack-Fn',
    label: 'Fn',
    entry,
    exportName: 'handler',
    environment: {},
    memoryMegabytes: 128,
    timeoutMilliseconds: 5000,
    streams: true,
    ...spec,
  };
  const lines: string[] = [];
  const records: InvocationRecord[] = [];
  const host = createFunctionHost({
    specs: [fn],
    region: 'eu-west-1',
    edgeEndpoint: 'http://127.0.0.1:1',
    clockOffset: createLocalClock().sharedOffset,
    onLine: (_spec, line) => lines.push(line),
  });
  hosts.push(host);
  host.onInvocation((record) => records.push(record));
  const front = await openHttpFront(0, (error) => {
    throw error;
  });
  fronts.push(front);
  const definition = { domainName: 'abc.lambda-url.eu-west-1.on.aws', functionArn: fn.arn, streams: true, cors: {} };
  const response = createFunctionUrl({
    url: { ...definition, constructPath: 'Stack/Url', ...url },
    accountId: '000000000000',
    host,
    now: () => new Date(0),
  });
  front.serve([], response);
  return { address: front.address, front, host, lines, records };
};

const streaming = (body: string): string => `
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  export const handler = awslambda.streamifyResponse(async (event, out, context) => {
    const begin = (head) => awslambda.HttpResponseStream.from(out, head);
    ${body}
  });`;

/** Says a word every few milliseconds until nobody listens. */
const TALKER = streaming(`
  const response = begin({ statusCode: 200, headers: { 'Content-Type': 'text/event-stream' } });
  let ended = '';
  response.on('error', (error) => { ended = error.code; });
  for (let i = 0; ended === ''; i += 1) { response.write('word ' + i + '\\n'); await pause(5); }
  console.log(JSON.stringify({ message: 'ended by ' + ended }));`);

const read = async (response: Response, until: (text: string) => boolean): Promise<string> => {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  while (reader !== undefined && !until(text)) {
    const { value, done } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
  }
  reader?.releaseLock();
  return text;
};

describe('a function URL that streams', () => {
  it('hands on head, cookies and every chunk as it comes', async () => {
    const { address, host } = await stage(
      streaming(`
        const response = begin({ statusCode: 201, headers: { 'X-Path': event.rawPath, 'content-type': 'text/plain' }, cookies: ['a=1', 'b=2'] });
        response.write('first ');
        await pause(event.rawQueryString === 'wait' ? 1e6 : 1);
        response.end('last');`),
    );
    const whole = await fetch(`${address}/some/path`);
    expect([whole.status, whole.headers.get('x-path')]).toEqual([201, '/some/path']);
    expect(whole.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await whole.text()).toBe('first last');
    const leaving = new AbortController();
    const waiting = await fetch(`${address}/?wait`, { signal: leaving.signal });
    expect(await read(waiting, (text) => text.length > 0)).toBe('first ');
    expect(host.active(), 'an open stream is at rest').toBe(0);
    leaving.abort();
  });

  it('gives the event that a URL makes, without a path of a route', async () => {
    const { address } = await stage(
      streaming(`begin({ headers: { 'content-type': 'application/json' } }).end(JSON.stringify(event));`),
    );
    const event = await (await fetch(`${address}/a%20b?x=1`, { headers: { authorization: 'Bearer t' } })).json();
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/a b',
      queryStringParameters: { x: '1' },
      headers: { authorization: 'Bearer t' },
      requestContext: { apiId: 'abc', stage: '$default', http: { method: 'GET' } },
    });
    expect(event).not.toHaveProperty('pathParameters');
  });

  it('has a head of its own where the function gives none', async () => {
    const { address } = await stage(streaming(`out.setContentType('text/csv'); out.end('a,b');`));
    const response = await fetch(address);
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
      200,
      'text/csv',
      'a,b',
    ]);
  });

  it('waits for a reader who is slow', async () => {
    const { address } = await stage(
      streaming(`
        const response = begin({});
        let most = 0;
        for (let i = 0; i < 64; i += 1) {
          if (!response.write(Buffer.alloc(64 * 1024, 97))) await new Promise((resolve) => response.once('drain', resolve));
          most = Math.max(most, response.writableLength);
        }
        response.end(String(most));`),
    );
    const text = await (await fetch(address)).text();
    expect(text.length).toBeGreaterThan(64 * 64 * 1024);
    expect(Number(text.replace(/^a+/, ''))).toBeLessThanOrEqual(64 * 1024);
  });

  it('a client that leaves ends the writing', async () => {
    const { address, lines, records } = await stage(TALKER);
    const leaving = new AbortController();
    await read(await fetch(address, { signal: leaving.signal }), (text) => text.includes('word 3'));
    leaving.abort();
    await eventually(() => expect(lines.join('\n')).toContain('ended by ECONNRESET'));
    await eventually(() => expect(records).toMatchObject([{ functionId: 'Fn', ok: true }]));
  });

  it('when the front ends its streams, the client sees an end and the function a client that left', async () => {
    const { address, front, lines } = await stage(TALKER);
    const response = await fetch(address);
    await read(response, (text) => text.includes('word 3'));
    front.endStreams();
    await read(response, () => false);
    await eventually(() => expect(lines.join('\n')).toContain('ended by ECONNRESET'));
  });

  it('a worker whose stream is over is used again', async () => {
    const { address, records } = await stage(
      `import { threadId } from 'node:worker_threads'; ${streaming(`
        const response = begin({});
        response.write(String(threadId));
        if (event.rawPath !== '/stay') return response.end();
        await new Promise((resolve) => response.once('close', resolve));`)}`,
    );
    const leaving = new AbortController();
    // One alone: of several at once, some may have started a second worker that the next request finds idle.
    const thread = await read(await fetch(`${address}/stay`, { signal: leaving.signal }), (text) => text !== '');
    leaving.abort();
    await eventually(() => expect(records).toHaveLength(1));
    expect(await (await fetch(address)).text()).toBe(thread);
  });
});

describe('a function URL whose function fails', () => {
  it.each([
    ['throws before the first byte', streaming(`throw new Error('no');`), 502, 'Internal Server Error'],
    ['does not load', 'throw new Error("at load");', 502, 'Internal Server Error'],
    ['takes too long to begin', streaming('await pause(1e6);'), 502, 'Internal Server Error'],
  ])('that %s', async (_what, source, status, text) => {
    const { address } = await stage(source, { timeoutMilliseconds: 300 });
    const response = await fetch(address);
    expect([response.status, await response.text()]).toEqual([status, text]);
  });

  it.each([
    ['throws', `const response = begin({}); response.write('half'); await pause(20); throw new Error('no');`],
    [
      'is broken off',
      `const response = begin({}); response.write('half'); await pause(20); response.destroy(new Error('x'));`,
    ],
    ['times out', `begin({}).write('half'); await pause(1e6);`],
    ['ends its process', `begin({}).write('half'); await pause(20); process.exit(1);`],
  ])('that %s after the first byte: the connection breaks', async (_what, body) => {
    const { address } = await stage(streaming(body), { timeoutMilliseconds: 300 });
    const response = await fetch(address);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
  });

  it('that has no concurrency left', async () => {
    const { address } = await stage(streaming(`begin({}).write('x'); await pause(1e6);`), { reservedConcurrency: 1 });
    const leaving = new AbortController();
    await fetch(address, { signal: leaving.signal });
    const refused = await fetch(address);
    expect([refused.status, await refused.json()]).toEqual([429, expect.objectContaining({ Type: 'User' })]);
    leaving.abort();
  });
});

describe('what does not fit together', () => {
  it('a handler that does not stream responds whole behind a URL that would', async () => {
    const { address } = await stage(`export const handler = async () => ({ statusCode: 202, body: 'whole' });`);
    const response = await fetch(address);
    expect([response.status, await response.text()]).toEqual([202, 'whole']);
  });

  it('a handler that streams is refused where nothing can stream', async () => {
    const { host } = await stage(TALKER);
    expect(await host.invoke('Fn', {})).toMatchObject({
      ok: false,
      message: expect.stringContaining('RESPONSE_STREAM'),
    });
    const buffered = await stage(TALKER, {}, { streams: false });
    expect((await fetch(buffered.address)).status).toBe(502);
  });

  it('pages of the origins that the template names may read it', async () => {
    const cors = { AllowOrigins: ['https://shop.example'], AllowMethods: ['GET'], AllowHeaders: ['last-event-id'] };
    const { address } = await stage(streaming(`begin({}).end('x');`), {}, { cors });
    const preflight = await fetch(address, {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example', 'access-control-request-method': 'GET' },
    });
    expect(preflight.headers.get('access-control-allow-headers')).toBe('last-event-id');
    const response = await fetch(address, { headers: { origin: 'https://shop.example' } });
    expect(response.headers.get('access-control-allow-origin')).toBe('https://shop.example');
    const stranger = await fetch(address, { headers: { origin: 'https://other.example' } });
    expect(stranger.headers.get('access-control-allow-origin')).toBeNull();
  });
});
