import { describe, expect, it } from 'vitest';
import { createLocalClock, type SharedLocalClock } from '../../../local/clock.ts';
import type { RunningHost } from '../../../local/functions/function-host.ts';
import type { FunctionSpec } from '../../../local/functions/function-spec.ts';
import type { InvocationRecord } from '../../../local/ports.ts';
import { eventually } from '../../support/eventually.ts';
import { spec, startHost } from './support/function-hosts.ts';

const hostOf = (
  specs: readonly FunctionSpec[],
  clock: SharedLocalClock = createLocalClock(),
  lines: string[] = [],
): RunningHost => startHost(specs, { clockOffset: clock.sharedOffset, onLine: (_spec, line) => lines.push(line) });

describe('a function in the host', () => {
  it('sees exactly its own environment, and what Lambda adds', async () => {
    const fn = spec('export const handler = async () => ({ ...process.env });', {
      environment: { TABLE_NAME: 'orders' },
    });
    const result = await hostOf([fn]).invoke(fn.id, {});
    expect(result).toMatchObject({
      ok: true,
      payload: {
        TABLE_NAME: 'orders',
        AWS_REGION: 'eu-west-1',
        AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
        AWS_ACCESS_KEY_ID: fn.id,
        AWS_LAMBDA_FUNCTION_NAME: fn.name,
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
        TZ: 'UTC',
      },
    });
    expect(result.ok && result.payload).not.toHaveProperty('HOME');
  });

  it('is found by its ARN and gets a context with time left', async () => {
    const fn = spec(
      'export const handler = async (event, context) => ({ event, arn: context.invokedFunctionArn, left: context.getRemainingTimeInMillis() });',
    );
    const result = await hostOf([fn]).invoke(fn.arn, { a: 1, gone: undefined });
    expect(result).toMatchObject({ ok: true, payload: { event: { a: 1 }, arn: fn.arn } });
    const { left } = (result.ok ? result.payload : {}) as { left: number };
    expect(left).toBeGreaterThan(3000);
    expect(left).toBeLessThanOrEqual(5000);
  });

  it('keeps its module between invocations, and only the first is a cold start', async () => {
    const fn = spec('let calls = 0; export const handler = async () => ++calls;');
    const host = hostOf([fn]);
    const records: InvocationRecord[] = [];
    host.onInvocation((record) => records.push(record));
    expect(await host.invoke(fn.id, {})).toEqual({ ok: true, payload: 1 });
    expect(await host.invoke(fn.id, {})).toEqual({ ok: true, payload: 2 });
    expect(records.map(({ coldStart }) => coldStart)).toEqual([true, false]);
  });

  it('begins anew where its idle workers were ended', async () => {
    const fn = spec('let calls = 0; export const handler = async () => ++calls;');
    const host = hostOf([fn]);
    await host.invoke(fn.id, {});
    expect([await host.endIdle(), await host.endIdle()]).toEqual([1, 0]);
    expect(await host.invoke(fn.id, {})).toEqual({ ok: true, payload: 1 });
  });

  it('fails as Unhandled when it throws, with type and message', async () => {
    const fn = spec('export const handler = async () => { throw new TypeError("no such thing"); };');
    const lines: string[] = [];
    expect(await hostOf([fn], undefined, lines).invoke(fn.id, {})).toEqual({
      ok: false,
      kind: 'Unhandled',
      errorType: 'TypeError',
      message: 'no such thing',
    });
    expect(lines.join('\n')).toContain('bundle-');
  });

  it('fails as Unhandled when its bundle does not load or exports no handler', async () => {
    const broken = spec('throw new Error("at load");');
    const empty = spec('export const other = 1;');
    const host = hostOf([broken, empty]);
    expect(await host.invoke(broken.id, {})).toMatchObject({ ok: false, kind: 'Unhandled', message: 'at load' });
    expect(await host.invoke(empty.id, {})).toMatchObject({ ok: false, errorType: 'Runtime.HandlerNotFound' });
  });

  it('is ended at its timeout, even in a busy loop, and works again afterwards', async () => {
    const fn = spec('export const handler = async (event) => { while (event.forever) {} return "well"; };', {
      timeoutMilliseconds: 200,
    });
    const host = hostOf([fn]);
    expect(await host.invoke(fn.id, { forever: true })).toMatchObject({
      ok: false,
      kind: 'Timeout',
      message: 'Task timed out after 0.20 seconds',
    });
    expect(await host.invoke(fn.id, {})).toEqual({ ok: true, payload: 'well' });
  });

  it('can be killed in the middle of an invocation', async () => {
    const fn = spec(
      'export const handler = async (event) => event.forever ? new Promise(() => setInterval(() => {}, 1000)) : 1;',
    );
    const host = hostOf([fn]);
    await host.prewarm();
    const running = host.invoke(fn.id, { forever: true });
    await eventually(() => expect(host.active()).toBe(1));
    host.kill(fn.id);
    expect(await running).toMatchObject({ ok: false, kind: 'Unhandled', errorType: 'Runtime.ExitError' });
    expect(host.active()).toBe(0);
    expect(await host.invoke(fn.id, {})).toEqual({ ok: true, payload: 1 });
  });

  it('is waited for while it is under way, and no longer than said', async () => {
    const fn = spec(
      'export const handler = (event) => new Promise((resolve) => setTimeout(() => resolve(1), event.milliseconds));',
    );
    const host = hostOf([fn]);
    await host.settled(1);
    let ended = 0;
    const short = host.invoke(fn.id, { milliseconds: 30 }).then(() => (ended += 1));
    await host.settled(60_000);
    expect(ended).toBe(1);
    await short;
    void host.invoke(fn.id, { milliseconds: 60_000 });
    await host.settled(10);
    expect(host.active()).toBe(1);
    host.kill(fn.id);
  });

  it('fails when the worker ends itself', async () => {
    const fn = spec('export const handler = async () => process.exit(7);');
    expect(await hostOf([fn]).invoke(fn.id, {})).toMatchObject({
      ok: false,
      kind: 'Unhandled',
      errorType: 'Runtime.ExitError',
      message: 'Runtime exited with error: exit status 7',
    });
  });

  it('runs one invocation per worker at a time, and throttles at its reserved concurrency', async () => {
    const fn = spec(
      `let running = 0; export const handler = async () => {
         running += 1; await new Promise((resolve) => setTimeout(resolve, 600)); running -= 1; return running;
       };`,
      { reservedConcurrency: 1 },
    );
    const host = hostOf([fn]);
    await host.prewarm();
    const [first, second] = await Promise.all([host.invoke(fn.id, {}), host.invoke(fn.id, {})]);
    expect(first).toEqual({ ok: true, payload: 0 });
    expect(second).toMatchObject({ ok: false, kind: 'Throttled' });
  });

  it('gets a second worker when the first stays busy', async () => {
    const fn = spec(
      `import { threadId } from 'node:worker_threads';
       export const handler = async () => { await new Promise((resolve) => setTimeout(resolve, 300)); return threadId; };`,
    );
    const host = hostOf([fn]);
    const results = await Promise.all([host.invoke(fn.id, {}), host.invoke(fn.id, {})]);
    expect(new Set(results.map((result) => result.ok && result.payload)).size).toBe(2);
  });

  it('lives in the local time, at once', async () => {
    const fn = spec(
      'export const handler = async () => ({ now: Date.now(), made: new Date().toISOString(), isDate: new Date(0) instanceof Date, fixed: new Date(0).toISOString(), same: new Date().constructor === Date });',
    );
    const clock = createLocalClock();
    const host = hostOf([fn], clock);
    await host.invoke(fn.id, {});
    clock.set(new Date('2031-05-04T03:02:01Z'));
    const result = await host.invoke(fn.id, {});
    expect(result).toMatchObject({
      ok: true,
      payload: {
        isDate: true,
        fixed: '1970-01-01T00:00:00.000Z',
        same: true,
        made: expect.stringMatching(/^2031-05-04T03:02/),
      },
    });
  });

  it('refuses an event or a response above 6 MB', async () => {
    const fn = spec('export const handler = async (event) => "x".repeat(event.size ?? 1);');
    const host = hostOf([fn]);
    expect(await host.invoke(fn.id, { size: 7_000_000 })).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' });
    expect(await host.invoke(fn.id, { pad: 'x'.repeat(7_000_000) })).toMatchObject({
      errorType: 'RequestTooLargeException',
    });
  });

  it("is loaded before it is needed where it is on everybody's way, and only there", async () => {
    const source = 'console.log("loaded"); export const handler = async () => 1;';
    const { isHot: _hot, ...cold } = spec(source);
    const hot = spec(source);
    const loaded: string[] = [];
    const host = startHost([cold, hot], { onLine: ({ id }) => loaded.push(id) });
    await host.prewarm();
    await eventually(() => expect(loaded).toContain(hot.id));
    expect(await host.invoke(hot.id, {})).toEqual({ ok: true, payload: 1 });
    expect(loaded).toEqual([hot.id]);
  });

  it('hands on what it prints', async () => {
    const fn = spec(
      'export const handler = async () => { console.log(JSON.stringify({ level: "INFO", message: "hello" })); };',
    );
    const lines: string[] = [];
    await hostOf([fn], undefined, lines).invoke(fn.id, {});
    await eventually(() => expect(lines).toContain('{"level":"INFO","message":"hello"}'));
  });
});
