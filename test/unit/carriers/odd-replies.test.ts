import { afterEach, describe, expect, it, vi } from 'vitest';
import { adapter as correos } from '../../../shared/carriers/correos/adapter.ts';
import { adapter as dhl } from '../../../shared/carriers/dhl/adapter.ts';
import { fetchCall } from '../../../shared/carriers/http-call.ts';
import { trackReplyOf } from '../../../shared/carriers/track-reply.ts';
import { adapter as ups } from '../../../shared/carriers/ups/adapter.ts';
import { manualClock } from '../../support/order-fixtures.ts';

const BODY = JSON.stringify({
  shipments: [
    { id: '7777777770', events: [{ timestamp: '2026-03-03T10:00:00', statusCode: 'transit', status: 'Málaga' }] },
  ],
});

/** What the platform hands on of a carrier's reply. */
const replyOf = async (body: Buffer | string | null, init: ResponseInit) => {
  vi.stubGlobal(
    'fetch',
    async () => new Response(typeof body === 'string' ? body : body && new Uint8Array(body), init),
  );
  const reply = await fetchCall({ method: 'GET', url: 'https://carrier.test', headers: {} });
  if ('failure' in reply) throw new Error(reply.failure);
  return reply;
};
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the text of a reply', () => {
  it.each([
    ['UTF-8 under another type', Buffer.from(BODY), 'text/plain'],
    ['UTF-8 with a mark before it', Buffer.from(`\ufeff${BODY}`), 'application/json'],
    ['Latin 1 that says so', Buffer.from(BODY, 'latin1'), 'application/json; charset="ISO-8859-1"'],
    ['UTF-8 under a name that nobody knows', Buffer.from(BODY), 'application/json; charset=klingon'],
  ])('is read as %s', async (_, body, type) => {
    const { text, json } = await replyOf(body, { headers: { 'content-type': type } });
    expect([text, json]).toEqual([BODY, JSON.parse(BODY)]);
  });
});

describe('a reply about one number', () => {
  it('with status 204 says that nobody knows it: no failure of the carrier', async () => {
    const reply = await replyOf(null, { status: 204 });
    expect(trackReplyOf(dhl, reply, manualClock(), ['7777777770'])).toEqual({ kind: 'notFound', code: 'Status204' });
  });

  it.each([
    ['UPS', ups, '{"trackResponse":{"shipment":[]}}'],
    ['Correos', correos, '[]'],
  ])('of %s with an empty list says so too', async (_, adapter, body) => {
    const reply = await replyOf(body, { status: 200 });
    expect(trackReplyOf(adapter, reply, manualClock(), ['1Z204W4R0308071865'])).toEqual({
      kind: 'notFound',
      code: 'EmptyReply',
    });
  });

  it.each(['', '<html>maintenance</html>', 'null'])('with status 200 and %j is a failure', async (body) => {
    const reply = await replyOf(body, { status: 200 });
    expect(trackReplyOf(dhl, reply, manualClock(), ['7777777770'])).toMatchObject({ kind: 'malformed' });
  });
});
