import { beforeAll, describe, expect, it } from 'vitest';
import { type ApiResponse, call } from './support/api.ts';
import { fedexBody, fedexSignature, secret } from './support/fedex.ts';
import { createOrder, fedexNumber, newParties, unique } from './support/orders.ts';
import { sendPayment } from './support/payments.ts';
import { tableContents } from './support/table.ts';
import {
  addedSince,
  contentsAtRest,
  expectProblem,
  letMinutesPass,
  MAX_BYTES,
  withoutTrace,
} from './support/without-trace.ts';

let orderId: string;
beforeAll(async () => {
  await letMinutesPass();
  orderId = (await createOrder(await newParties())).id;
});

/** Their bodies are the sender's, and their callers have no token: the signature comes before everything else. */
describe('webhooks', () => {
  const FEDEX = '/api/webhooks/carriers/fedex';
  const PAYMENTS_PATH = '/api/webhooks/payments';

  const REFUSAL = /^AUDIT#.*"action":"webhook\.signature_refused"/;

  it('a signature that is wrong, of another body, or missing is refused and written down', async () => {
    const body = fedexBody(fedexNumber(), [{ at: '2026-11-20T10:00:00Z', eventType: 'PU' }]);
    const key = await secret('carriers/fedex');
    const event = { type: 'payment.confirmed', orderId, occurredAt: '2026-11-20T10:00:00Z' };
    const ofFedex = [
      {},
      { 'fdx-signature': '' },
      { 'fdx-signature': 'AAAA' },
      { 'fdx-signature': fedexSignature(`${body} `, key) },
      { 'fdx-signature': fedexSignature(body, `${key}x`) },
    ];
    const refused: readonly (() => Promise<ApiResponse<unknown>>)[] = [
      ...ofFedex.map((headers) => () => call('POST', FEDEX, { body, headers })),
      () => call('POST', PAYMENTS_PATH, { body: event }),
      () => sendPayment(event, unique('msg'), { signature: 'v1,AAAA' }),
      () => sendPayment(event, unique('msg'), { timestampSecondsAgo: 3600 }),
    ];
    const before = await contentsAtRest();
    for (const send of refused) expectProblem(await send(), 401, 'SIGNATURE_REFUSED');
    // Each leaves one entry of the security audit, and nothing else.
    expect(await addedSince(before)).toEqual(refused.map(() => expect.stringMatching(REFUSAL)));
  });

  it('signed nonsense changes nothing', async () => {
    const key = await secret('carriers/fedex');
    const fedex = (body: string) =>
      call('POST', FEDEX, { body, headers: { 'fdx-signature': fedexSignature(body, key) } });
    await withoutTrace(async () => {
      expectProblem(await fedex('{"output":'), 400, 'MALFORMED_JSON');
      expectProblem(await fedex('{"output":{}}'), 422, 'VALIDATION_FAILED');
      expectProblem(await fedex('[]'), 422, 'VALIDATION_FAILED');
      expectProblem(await fedex(`{}${' '.repeat(MAX_BYTES)}`), 413, 'PAYLOAD_TOO_LARGE');
      expectProblem(await call('POST', '/api/webhooks/carriers/nobody', { body: {} }), 404, 'NOT_FOUND');
    });
  });

  it('a signed payment event that is none, or is of no order, changes no order', async () => {
    const of = (event: Readonly<Record<string, unknown>>) => ({
      type: 'payment.confirmed',
      orderId,
      occurredAt: '2026-11-20T10:00:00Z',
      ...event,
    });
    const bad = [{ type: 7 }, { orderId: [7] }, { orderId: undefined }, { occurredAt: 'now' }, { amount: 'much' }];
    await withoutTrace(async () => {
      for (const event of bad) expectProblem(await sendPayment(of(event)), 422, 'VALIDATION_FAILED');
    });
    // The raw event is stored: of a type that is not known, and for the sender's next try, and nothing else is.
    const known = await contentsAtRest();
    const other = await sendPayment(of({ type: 'payment.imagined', amount: 'much', occurredAt: 'now' }));
    expect([other.status, other.body]).toEqual([200, { received: true, outcome: 'ignored' }]);
    expect(await addedSince(known)).toEqual([expect.stringMatching(/^WEBHOOK#payments#/)]);
    const before = await tableContents();
    expectProblem(await sendPayment(of({ orderId: 'ord_nowhere' })), 404, 'NOT_FOUND');
    expect(await addedSince(before)).toEqual([expect.stringMatching(/^WEBHOOK#payments#/)]);
  });
});
