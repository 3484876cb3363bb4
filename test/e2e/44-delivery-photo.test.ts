import { describe, expect, it } from 'vitest';
import { call, drain, tokenFor } from './support/api.ts';
import { createOrder, newParties, putStatus, unique } from './support/orders.ts';

interface Upload {
  readonly photoKey: string;
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}

const PICTURE = Buffer.from('not a picture, and nobody looks');

const onItsWay = async () => {
  const parties = await newParties();
  const driverId = unique('driver');
  const driver = await tokenFor({ sub: driverId, roles: ['driver'] });
  const { id } = await createOrder(parties, { orderType: 'grocery', fulfilmentType: 'delivery' });
  await drain();
  for (const status of ['store_acknowledged', 'picking_in_progress', 'ready_for_pickup'])
    expect((await putStatus(id, parties.seller, status)).status).toBe(200);
  const base = `/orders/tracking/${id}`;
  const body = { driver_id: driverId, name: 'Marta', provider: 'own' };
  expect((await call('PUT', `${base}/driver`, { token: parties.seller, body })).status).toBe(200);
  const { body: upload, status } = await call<Upload>('POST', `${base}/photo-upload`, {
    token: driver,
    body: { contentType: 'image/jpeg', bytes: PICTURE.length },
  });
  expect(status).toBe(201);
  return { parties, driver, base, upload };
};

const put = (url: string, type: string, body: Buffer, headers: object = { 'if-none-match': '*' }) =>
  fetch(url, { method: 'PUT', headers: { 'content-type': type, ...headers }, body: new Uint8Array(body) });

describe('a photo of a delivery', () => {
  it('goes into the bucket by the signed request, and is read by a link', async () => {
    const { parties, driver, base, upload } = await onItsWay();
    expect(upload.headers).toEqual({ 'content-type': 'image/jpeg', 'if-none-match': '*' });
    expect((await put(upload.url, 'image/jpeg', PICTURE)).status).toBe(200);
    const proof = { photoKey: upload.photoKey };
    expect((await call('PUT', `${base}/delivered`, { token: driver, body: { proof } })).status).toBe(200);
    const { body } = await call<{ url: string }>('GET', `${base}/photo`, { token: parties.buyer });
    const read = await fetch(body.url);
    expect([read.status, read.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(Buffer.from(await read.arrayBuffer())).toEqual(PICTURE);
    // The driver's request is good for minutes more, and replaces nothing.
    const other = Buffer.from(PICTURE.toString().toUpperCase());
    const [again, without] = await Promise.all([
      put(upload.url, 'image/jpeg', other),
      put(upload.url, 'image/jpeg', other, {}),
    ]);
    expect([again.status, without.status]).toEqual([412, 403]);
    expect(await (await fetch(body.url)).text()).toBe(PICTURE.toString());
    expect((await call('GET', `${base}/photo`, { token: (await newParties()).buyer })).status).toBe(404);
  });

  it('is not taken under another key, of another type or length, nor read without a signature', async () => {
    const { upload } = await onItsWay();
    const refusals = await Promise.all([
      put(upload.url, 'text/html', PICTURE),
      put(upload.url, 'image/jpeg', Buffer.concat([PICTURE, PICTURE])),
      put(upload.url.replace(upload.photoKey, `${upload.photoKey}x`), 'image/jpeg', PICTURE),
      put(upload.url.replace(/X-Amz-Expires=\d+/, 'X-Amz-Expires=86400'), 'image/jpeg', PICTURE),
      fetch(upload.url.split('?')[0] ?? ''),
      fetch(upload.url),
    ]);
    expect(refusals.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403]);
  });
});
