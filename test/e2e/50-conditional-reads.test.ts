import { describe, expect, it } from 'vitest';
import { call } from './support/api.ts';
import { createOrder, newParties, putStatus } from './support/orders.ts';

describe('conditional requests', () => {
  it('ETag is the version; an unchanged status is 304; a write that names an old version loses with 412', async () => {
    const parties = await newParties();
    const order = await createOrder(parties);
    const path = `/api/orders/${order.id}/status`;
    const first = await call('GET', path, { token: parties.buyer });
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toBe('"1"');
    const unchanged = await call('GET', path, { token: parties.buyer, headers: { 'if-none-match': etag } });
    expect(unchanged.status).toBe(304);
    expect(unchanged.text).toBe('');
    expect((await putStatus(order.id, parties.seller, 'confirmed', {}, { 'if-match': etag })).status).toBe(200);
    const lost = await putStatus(order.id, parties.seller, 'processing', {}, { 'if-match': etag });
    expect(lost.status).toBe(412);
    expect((await call('GET', path, { token: parties.buyer, headers: { 'if-none-match': etag } })).status).toBe(200);
  });

  it('serves its own description: health, OpenAPI 3.1 and a page for browsers', async () => {
    expect((await call('GET', '/health')).status).toBe(200);
    const document = await call('GET', '/openapi.json');
    expect(document.body.openapi).toMatch(/^3\.1/);
    const docs = await call('GET', '/docs');
    expect([docs.status, docs.headers.get('location')]).toEqual([303, '/openapi.json']);
    const page = await call('GET', '/docs', { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-type')).toContain('text/html');
  });
});
