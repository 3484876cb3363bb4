import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compressor } from '../../../local/gateway/compressor.ts';
import type { HttpRequest } from '../../../local/gateway/http-event.ts';
import type { HttpResponse } from '../../../local/gateway/http-response.ts';

const SCRIPT = Buffer.from('export const a = 1;\n'.repeat(100));
const file = (type = 'text/javascript; charset=utf-8', body = SCRIPT, status = 200): HttpResponse => ({
  status,
  headers: { 'content-type': type, etag: '"1"' },
  body,
});
const asked = (accepted?: string): HttpRequest => ({
  method: 'GET',
  url: '/pages/a.js',
  headers: accepted === undefined ? {} : { 'accept-encoding': accepted },
  headersDistinct: {},
  body: Buffer.alloc(0),
  sourceIp: '203.0.113.7',
  port: 4000,
});
const bodyOf = (response: ReturnType<ReturnType<typeof compressor>>): Buffer =>
  'body' in response ? response.body : Buffer.alloc(0);

describe('a file, as the edge sends it', () => {
  const compress = compressor();

  it.each([
    ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['GZIP;q=0.5, br;q=0', 'gzip', gunzipSync],
  ])('to whoever takes %s is %s', (accepted, encoding, open) => {
    const response = compress(asked(accepted), file());
    expect(response.headers).toMatchObject({ 'content-encoding': encoding, vary: 'Accept-Encoding' });
    expect(open(bodyOf(response))).toEqual(SCRIPT);
    expect(bodyOf(response).length).toBeLessThan(SCRIPT.length / 5);
    expect(bodyOf(compress(asked(accepted), file()))).toBe(bodyOf(response));
  });

  it('is compressed anew when many other addresses came after it', () => {
    const at = (url: string) => bodyOf(compress({ ...asked('gzip'), url }, file()));
    const first = at('/orders/first');
    expect(at('/orders/first')).toBe(first);
    for (let number = 0; number < 300; number += 1) at(`/orders/${number}`);
    expect(at('/orders/299')).toBe(at('/orders/299'));
    expect(at('/orders/first')).not.toBe(first);
  });

  it.each([
    ['to whoever says nothing', asked(), file()],
    ['to whoever takes it as it is', asked('identity'), file()],
    ['below a kilobyte', asked('br'), file('text/css', Buffer.from('a{}'))],
    ['that is a picture', asked('br'), file('image/png')],
    ['that is not there', asked('br'), file('text/html', SCRIPT, 403)],
  ])('%s stays as it is', (_what, request, response) => {
    const sent = compress(request, response);
    expect(sent.headers).not.toHaveProperty('content-encoding');
    expect(bodyOf(sent)).toBe(response.body);
  });
});
