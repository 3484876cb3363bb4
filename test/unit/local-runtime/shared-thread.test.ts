import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { RunningHost } from '../../../local/functions/function-host.ts';
import type { FunctionSpec } from '../../../local/functions/function-spec.ts';
import type { AwsRequest, AwsResponse } from '../../../local/ports.ts';
import { eventually } from '../../support/eventually.ts';
import { spec, startHost } from './support/function-hosts.ts';

/** A bundle as the bundler writes it: no import, and one list of exports at its end. */
function bundle(source: string, more: Partial<FunctionSpec> = {}): FunctionSpec {
  const made = spec(
    `var node=(name)=>process.getBuiltinModule(name);var work=async(event,context)=>{${source}};export{work as handler};\n`,
    { timeoutMilliseconds: 20_000, ...more },
  );
  return { ...made, environment: { OWN_NAME: `fn-${made.id}`, ...made.environment } };
}

const THREAD = `node('node:worker_threads').threadId`;
/** Until somebody ends its environment. */
const FOREVER = 'await new Promise((resolve)=>setInterval(()=>{},1000));';
const payloadOf = async (work: ReturnType<RunningHost['invoke']>): Promise<unknown> => {
  const result = await work;
  if (!result.ok) throw new Error(`${result.errorType}: ${result.message}`);
  return result.payload;
};
/** Calls the edge as an SDK does, and returns its response, or the code of what became of it. */
const CALL = `
  const { hostname, port } = new URL(process.env.AWS_ENDPOINT_URL);
  return new Promise((resolve) => {
    const request = node('node:http').request({ hostname, port, method: 'POST', path: '/', headers: { 'X-Amz-Target': 'T.Get' } }, (response) => {
      let text = '';
      response.on('data', (chunk) => { text += chunk; });
      response.on('end', () => resolve({ status: response.statusCode, text, type: response.headers['content-type'] }));
    });
    request.on('error', (error) => resolve(error.code));
    request.end(JSON.stringify({ asks: event.asks }));
  });`;
const jsonResponse = (text: string): AwsResponse => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(text),
});

describe('functions that share a thread', () => {
  it('share it where their kinds agree, and not where an event source feeds one', async () => {
    const [one, other, follower] = [
      bundle(`return ${THREAD}`),
      bundle(`return ${THREAD}`),
      bundle(`return ${THREAD}`, { follows: true }),
    ];
    const host = startHost([one, other, follower]);
    const threads = await Promise.all([one, other, follower].map(({ id }) => payloadOf(host.invoke(id, {}))));
    expect(threads[0]).toBe(threads[1]);
    expect(threads[2]).not.toBe(threads[0]);
  });

  it('have a thread each where that is asked for', async () => {
    const [one, other] = [bundle(`return ${THREAD}`), bundle(`return ${THREAD}`)];
    const host = startHost([one, other], { ownThreads: true });
    const threads = await Promise.all([one, other].map(({ id }) => payloadOf(host.invoke(id, {}))));
    expect(threads[0]).not.toBe(threads[1]);
  });

  it('see their own variables only, whatever another one sets', async () => {
    const writer = bundle(
      `process.env.LEAK='1';globalThis.leak=1;process.exitCode=3;process.on('x',()=>{});return process.env.OWN_NAME`,
    );
    const reader = bundle(
      `return{own:process.env.OWN_NAME,key:process.env.AWS_ACCESS_KEY_ID,home:process.env.HOME,leak:process.env.LEAK,global:typeof globalThis.leak,listeners:process.listenerCount('x'),same:process===node('node:process')}`,
    );
    const host = startHost([writer, reader]);
    await payloadOf(host.invoke(writer.id, {}));
    expect(await payloadOf(host.invoke(reader.id, {}))).toEqual({
      own: reader.environment.OWN_NAME,
      key: reader.id,
      global: 'undefined',
      listeners: 0,
      same: true,
    });
  });

  it('have a copy of the module for each environment', async () => {
    const fn = bundle(
      `globalThis.calls=(globalThis.calls??0)+1;await new Promise((resolve)=>setTimeout(resolve,event.wait));return globalThis.calls`,
    );
    const host = startHost([fn]);
    expect(
      await Promise.all([{ wait: 300 }, { wait: 0 }].map((event) => payloadOf(host.invoke(fn.id, event)))),
    ).toEqual([1, 1]);
  });

  it('print under their own name', async () => {
    const [one, other] = [
      bundle(`console.log('from one')`),
      bundle(`process.stdout.write('from ');process.stdout.write('other\\n')`),
    ];
    const lines: string[] = [];
    const host = startHost([one, other], { onLine: ({ id }, line) => lines.push(`${id} ${line}`) });
    await Promise.all([one, other].map(({ id }) => payloadOf(host.invoke(id, {}))));
    await eventually(() =>
      expect(lines.toSorted()).toEqual([`${one.id} from one`, `${other.id} from other`].toSorted()),
    );
  });

  it('fail with the place in the bundle', async () => {
    const fn = bundle(`throw new TypeError('no such thing')`);
    const lines: string[] = [];
    const host = startHost([fn], { onLine: (_spec, line) => lines.push(line) });
    expect(await host.invoke(fn.id, {})).toMatchObject({ ok: false, errorType: 'TypeError', message: 'no such thing' });
    const column = `var node=(name)=>process.getBuiltinModule(name);var work=async(event,context)=>{throw `.length + 1;
    expect(lines.join()).toContain(`${fn.entry}:1:${column}`);
  });
});

describe('one environment of a thread', () => {
  const crashes = [
    ['ends its process', 'process.exit(7)', 'Runtime.ExitError', 'Runtime exited with error: exit status 7'],
    [
      'throws where nobody catches',
      `setTimeout(()=>{throw new RangeError('late')},5);${FOREVER}`,
      'RangeError',
      'late',
    ],
    [
      'rejects where nobody catches',
      `Promise.reject(new Error('unseen'));${FOREVER}`,
      'Runtime.UnhandledPromiseRejection',
      'unseen',
    ],
  ] as const;
  it.each(crashes)('that %s harms no other', async (_name, source, errorType, message) => {
    const neighbour = bundle(`await new Promise((resolve)=>setTimeout(resolve,400));return ${THREAD}`);
    const fn = bundle(`if(event.crash){${source}}return ${THREAD}`);
    const host = startHost([fn, neighbour]);
    const thread = await payloadOf(host.invoke(neighbour.id, {}));
    const beside = host.invoke(neighbour.id, {});
    expect(await host.invoke(fn.id, { crash: true })).toMatchObject({
      ok: false,
      kind: 'Unhandled',
      errorType,
      message,
    });
    expect(await payloadOf(beside)).toBe(thread);
    expect(await payloadOf(host.invoke(fn.id, {}))).toBe(thread);
  });

  it('is killed in the middle of a call: what it would do next does not happen', async () => {
    const calls: string[] = [];
    const replies = Promise.withResolvers<AwsResponse>();
    const edge = (request: AwsRequest): Promise<AwsResponse> => {
      calls.push(request.body.toString());
      return replies.promise;
    };
    const fn = bundle(`const ask=()=>{${CALL}};const first=await ask();await ask();return first`);
    const neighbour = bundle('return 1');
    const host = startHost([fn, neighbour], { edge });
    const running = host.invoke(fn.id, { asks: 'this' });
    await eventually(() => expect(calls).toEqual(['{"asks":"this"}']));
    host.kill(fn.id);
    expect(await running).toMatchObject({ ok: false, errorType: 'Runtime.ExitError' });
    replies.resolve(jsonResponse('{}'));
    expect(await payloadOf(host.invoke(neighbour.id, {}))).toBe(1);
    expect(calls).toHaveLength(1);
  });

  it('is ended at its timeout while others of its thread go on', async () => {
    const fn = bundle(`if(event.wait){${FOREVER}}return 'well'`, { timeoutMilliseconds: 300 });
    const neighbour = bundle(`await new Promise((resolve)=>setTimeout(resolve,800));return 'done'`);
    const host = startHost([fn, neighbour]);
    await host.prewarm();
    const beside = host.invoke(neighbour.id, {});
    expect(await host.invoke(fn.id, { wait: true })).toMatchObject({
      kind: 'Timeout',
      message: 'Task timed out after 0.30 seconds',
    });
    expect(await payloadOf(host.invoke(fn.id, {}))).toBe('well');
    expect(await payloadOf(beside)).toBe('done');
  });

  it('that computes without end does not keep others waiting, and has a thread of its own afterwards', async () => {
    const fn = bundle(`if(event.hang)for(;;);return ${THREAD}`, { timeoutMilliseconds: 1_000 });
    const neighbour = bundle(`return ${THREAD}`);
    const host = startHost([fn, neighbour]);
    await host.prewarm();
    const hanging = host.invoke(fn.id, { hang: true });
    const waiting = host.invoke(neighbour.id, {});
    expect(await hanging).toMatchObject({ ok: false, kind: 'Timeout' });
    const thread = await payloadOf(waiting);
    expect(await payloadOf(host.invoke(fn.id, {}))).not.toBe(thread);
    expect(await payloadOf(host.invoke(neighbour.id, {}))).toBe(thread);
  });
});

describe('a thread that is lost', () => {
  const FOLLOWS = { follows: true, timeoutMilliseconds: 1_000 } as const;

  it('fails what it ran for people, and runs again elsewhere what a source had brought', async () => {
    const slow = `await new Promise((resolve)=>setTimeout(resolve,100));return ${THREAD}`;
    for (const more of [FOLLOWS, {}]) {
      const fn = bundle('for(;;);', { timeoutMilliseconds: 1_000, ...more });
      const neighbour = bundle(slow, { ...more, timeoutMilliseconds: 20_000 });
      const host = startHost([fn, neighbour]);
      await host.prewarm();
      const beside = host.invoke(neighbour.id, {});
      expect(await host.invoke(fn.id, {})).toMatchObject({ ok: false, kind: 'Timeout' });
      expect((await beside).ok).toBe('follows' in more);
    }
  });

  it('was out of memory: the function that took it fails, its neighbour goes on in another thread', async () => {
    const fn = bundle('const all=[];for(;;)all.push(new Array(2**24).fill(0.5))');
    const neighbour = bundle(`return ${THREAD}`);
    const host = startHost([fn, neighbour]);
    const before = await payloadOf(host.invoke(neighbour.id, {}));
    expect(await host.invoke(fn.id, {})).toMatchObject({ ok: false, errorType: 'Runtime.OutOfMemory' });
    expect(await payloadOf(host.invoke(neighbour.id, {}))).not.toBe(before);
  });
});

describe('calls to AWS from a shared thread', () => {
  it('reach the edge without a connection, and bring its response', async () => {
    const asked: AwsRequest[] = [];
    const fn = bundle(CALL);
    const host = startHost([fn], {
      edge: async (request) => {
        asked.push(request);
        return jsonResponse('{"found":"Zürich"}');
      },
    });
    expect(await payloadOf(host.invoke(fn.id, { asks: 'Zürich' }))).toEqual({
      status: 200,
      text: '{"found":"Zürich"}',
      type: 'application/json',
    });
    expect(asked[0]).toMatchObject({ method: 'POST', url: '/', headers: { 'x-amz-target': 'T.Get' } });
    expect(asked[0]?.body.toString()).toBe('{"asks":"Zürich"}');
  });

  it('see a connection that broke where the reply is lost', async () => {
    const fn = bundle(CALL);
    const host = startHost([fn], { edge: async () => undefined });
    expect(await payloadOf(host.invoke(fn.id, {}))).toBe('ECONNRESET');
  });

  it('go by HTTP to everybody else', async () => {
    const server = createServer((_request, response) => response.end('outside')).listen(0, '127.0.0.1');
    await eventually(() => expect(server.listening).toBe(true));
    const { port } = server.address() as AddressInfo;
    const fn = bundle(`return(await fetch('http://127.0.0.1:${port}')).text()`);
    const host = startHost([fn], { edge: async () => undefined });
    expect(await payloadOf(host.invoke(fn.id, {}))).toBe('outside');
    server.closeAllConnections();
    server.close();
  });
});
