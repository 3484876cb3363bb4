import { Writable } from 'node:stream';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { describe, expect, it, vi } from 'vitest';
import { sleep } from '../../../functions/composition/system.ts';

describe('a response on its way', () => {
  /** As much of Lambda's runtime as a handler touches. */
  const runtime = async () => {
    const sent: { head?: unknown; text: string } = { text: '' };
    vi.stubGlobal('awslambda', {
      streamifyResponse: (handler: unknown) => handler,
      HttpResponseStream: {
        from: (out: Writable, head: unknown) => {
          sent.head = head;
          return out;
        },
      },
    });
    const { streamedResponse } = await import('../../../functions/http/streamed-response.ts');
    const out = new Writable({
      write: (chunk, _encoding, done) => {
        sent.text += String(chunk);
        done();
      },
    });
    const run = (result: Awaited<ReturnType<Parameters<typeof streamedResponse>[0]>>) =>
      streamedResponse(async () => result)(
        {} as APIGatewayProxyEventV2,
        out as never,
        { awsRequestId: 'r' } as Context,
      );
    return { sent, out, run };
  };

  it('is sent whole, or as it comes', async () => {
    const whole = await runtime();
    await whole.run({ statusCode: 404, headers: { a: 'b' }, body: 'no' });
    expect(whole.sent).toEqual({ head: { statusCode: 404, headers: { a: 'b' } }, text: 'no' });
    const part = await runtime();
    const words = async function* () {
      yield 'one ';
      yield 'two';
    };
    await part.run({ statusCode: 200, stream: words });
    expect([part.sent.text, part.out.writableFinished]).toEqual(['one two', true]);
  });

  it('that breaks ends in order, for the client comes back', async () => {
    const { sent, out, run } = await runtime();
    const breaking = async function* () {
      yield 'one ';
      throw new Error('the table is away');
    };
    await run({ statusCode: 200, stream: breaking });
    expect([sent.text, out.writableFinished]).toEqual(['one ', true]);
  });

  it('whose client leaves is no failure, and ends at once, though it has nothing to say', async () => {
    const { out, run } = await runtime();
    const silent = async function* (left: AbortSignal) {
      yield 'word ';
      const hasLeft = new Promise((resolve) => left.addEventListener('abort', resolve));
      out.destroy(Object.assign(new Error('gone'), { code: 'ECONNRESET' }));
      await hasLeft;
    };
    await run({ statusCode: 200, stream: silent });
    expect(out.destroyed).toBe(true);
  });
});

describe('a pause', () => {
  it('lasts its time, or until there is nothing to wait for', async () => {
    expect(await sleep(1)).toBeUndefined();
    const over = new AbortController();
    const waiting = sleep(3_600_000, over.signal);
    over.abort();
    expect(await waiting).toBeUndefined();
  });
});
