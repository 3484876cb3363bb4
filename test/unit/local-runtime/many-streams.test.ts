/** Streams that one function holds at one time: more than it has environments. */
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { RunningHost } from '../../../local/functions/function-host.ts';
import type { InvocationRecord, StreamedResult } from '../../../local/ports.ts';
import { eventually } from '../../support/eventually.ts';
import { spec, startHost } from './support/function-hosts.ts';

/** Streams its name until its client leaves; \`end\` ends all of its environment that are open. */
const HOLDER = `
  let begun = 0;
  const open = new Set();
  export const handler = awslambda.streamifyResponse(async (event, out) => {
    if (event.end) { for (const end of open) end(); return; }
    begun += 1;
    out.write('first of ' + event.name + ', number ' + begun + '\\n');
    await new Promise((resolve) => { open.add(resolve); out.once('close', resolve); });
    out.write('last of ' + event.name + '\\n');
  });`;

const open = async (host: RunningHost, id: string, name: string): Promise<StreamedResult> => {
  const result = await host.stream(id, { name });
  if (!result.ok || !('body' in result)) throw new Error(`no stream: ${JSON.stringify(result)}`);
  return result;
};

const firstChunk = async ({ body }: StreamedResult): Promise<string> =>
  new Promise((resolve) => body.once('data', (chunk: Buffer) => resolve(chunk.toString())));

const holder = (more: object = {}) => spec(HOLDER, { streams: true, timeoutMilliseconds: 20_000, ...more });

describe('many streams of one function', () => {
  it('share environments, each with its own text, and leave them to the next ones', async () => {
    const fn = holder();
    const host = startHost([fn]);
    const records: InvocationRecord[] = [];
    host.onInvocation((record) => records.push(record));
    const names = Array.from({ length: 70 }, (_, n) => `stream ${n}`);
    const streams: StreamedResult[] = [];
    for (const name of names) streams.push(await open(host, fn.id, name));
    expect(host.active()).toBe(0);
    const read = await Promise.all(streams.map(firstChunk));
    expect(read.map((one) => /^first of (.*), number \d+\n$/.exec(one)?.[1])).toEqual(names);
    const numbers = read.map((one) => Number(/number (\d+)/.exec(one)?.[1]));
    expect(numbers.filter((number) => number === 1)).toHaveLength(3);
    expect(Math.max(...numbers)).toBe(32);
    for (const { body } of streams) body.destroy();
    await eventually(() => expect(records.filter(({ ok }) => ok)).toHaveLength(names.length));
    expect(records.filter(({ coldStart }) => coldStart)).toHaveLength(3);
    expect(await firstChunk(await open(host, fn.id, 'another'))).toMatch(/number (3[3-9]|[4-9]\d|[7-9])\n/);
  });

  it('end one by one: a client that leaves ends its own alone', async () => {
    const fn = holder();
    const host = startHost([fn]);
    const [left, stays] = [await open(host, fn.id, 'a'), await open(host, fn.id, 'b')];
    const rest = text(stays.body);
    await firstChunk(left);
    const records: InvocationRecord[] = [];
    host.onInvocation((record) => records.push(record));
    left.body.destroy();
    await eventually(() => expect(records).toHaveLength(1));
    await host.stream(fn.id, { end: true });
    expect(await rest).toBe('first of b, number 2\nlast of b\n');
  });

  it('are cut off one by one by their time limit, and their environment goes on', async () => {
    const fn = holder({ timeoutMilliseconds: 400 });
    const host = startHost([fn]);
    const first = text((await open(host, fn.id, 'a')).body);
    await expect(first).rejects.toThrow('timeout');
    const [late, later] = [await open(host, fn.id, 'b'), await open(host, fn.id, 'c')];
    const texts = [text(late.body), text(later.body)];
    await host.stream(fn.id, { end: true });
    expect(await Promise.all(texts)).toEqual([
      'first of b, number 1\nlast of b\n',
      'first of c, number 2\nlast of c\n',
    ]);
  });

  it('end with their environment when it is killed', async () => {
    const fn = holder();
    const host = startHost([fn]);
    const texts = [text((await open(host, fn.id, 'a')).body), text((await open(host, fn.id, 'b')).body)];
    host.kill(fn.id);
    for (const one of texts) await expect(one).rejects.toThrow('exited');
    expect(await firstChunk(await open(host, fn.id, 'c'))).toBe('first of c, number 1\n');
  });

  it('keep the environments that hold them when idle ones are ended', async () => {
    const fn = holder();
    const host = startHost([fn]);
    const stream = text((await open(host, fn.id, 'a')).body);
    expect(await host.endIdle()).toBe(0);
    await host.stream(fn.id, { end: true });
    expect(await stream).toContain('last of a');
    expect(await host.endIdle()).toBe(1);
  });

  it('are no more than the stage sets aside', async () => {
    const fn = holder({ reservedConcurrency: 2 });
    const host = startHost([fn]);
    const streams = [await open(host, fn.id, 'a'), await open(host, fn.id, 'b')];
    expect(await host.stream(fn.id, { name: 'c' })).toMatchObject({ ok: false, kind: 'Throttled' });
    streams[0]?.body.destroy();
    await eventually(async () => expect(await firstChunk(await open(host, fn.id, 'd'))).toContain('first of d'));
  });
});
