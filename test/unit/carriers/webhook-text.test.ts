import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { webhookTextOf } from '../../../shared/carriers/webhook-text.ts';
import type { WebhookWorld } from '../../support/webhook-fixtures.ts';
import { payload, trackResult } from './fedex-payloads.ts';
import { NUMBER } from './support/fedex.ts';
import { fedexWebhook, PICKED_UP, worldOfMarch } from './support/fedex-webhook.ts';

const TEXT = '{"city":"CORUÑA"}';
const textOf = (rawBody: Uint8Array, headers: Readonly<Record<string, string>> = {}) =>
  webhookTextOf({ headers, rawBody });
const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

describe('the text of a webhook', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT), {}],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${TEXT}`), {}],
    ['Latin 1 that says so', Buffer.from(TEXT, 'latin1'), { 'content-type': 'application/json; charset="ISO-8859-1"' }],
    ['Latin 1 that says nothing', Buffer.from(TEXT, 'latin1'), { 'content-type': 'application/json' }],
    ['Latin 1 that claims UTF-8', Buffer.from(TEXT, 'latin1'), { 'content-type': 'application/json;charset=utf-8' }],
    ['UTF-16 with its mark', Buffer.from(`\ufeff${TEXT}`, 'utf16le'), {}],
    ['UTF-16, the other end first', utf16be(`\ufeff${TEXT}`), {}],
    ['UTF-16 that says so', Buffer.from(TEXT, 'utf16le'), { 'content-type': 'application/json; charset=utf-16le' }],
    ['gzip', gzipSync(TEXT), { 'content-encoding': 'GZIP' }],
    ['deflate', deflateSync(TEXT), { 'content-encoding': 'deflate' }],
    ['br', brotliCompressSync(TEXT), { 'content-encoding': 'br' }],
    ['gzip of Latin 1', gzipSync(Buffer.from(TEXT, 'latin1')), { 'content-encoding': 'gzip' }],
    ['nothing around it, by name', Buffer.from(TEXT), { 'content-encoding': 'identity' }],
  ])('is read in %s', (_form, bytes, headers) => {
    expect(textOf(bytes, headers)).toBe(TEXT);
  });

  it.each([
    [
      'a charset that nobody knows',
      Buffer.from(TEXT),
      { 'content-type': 'a/b; charset=klingon' },
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['an encoding that nobody knows', Buffer.from(TEXT), { 'content-encoding': 'lzma' }, 'UNSUPPORTED_MEDIA_TYPE'],
    ['what is not gzip', Buffer.from(TEXT), { 'content-encoding': 'gzip' }, 'MALFORMED_JSON'],
    ['half a gzip', gzipSync(TEXT).subarray(0, 20), { 'content-encoding': 'gzip' }, 'MALFORMED_JSON'],
    ['a bomb', gzipSync(Buffer.alloc(8_000_000)), { 'content-encoding': 'gzip' }, 'PAYLOAD_TOO_LARGE'],
  ])('is refused: %s', (_form, bytes, headers, code) => {
    expect(() => textOf(bytes, headers)).toThrow(expect.objectContaining({ code }));
  });
});

describe('a webhook that came compressed, proven by the bytes as they came', () => {
  let world: WebhookWorld;
  beforeEach(() => {
    world = worldOfMarch();
  });
  const { send } = fedexWebhook(() => world);

  it('is stored, and known when it comes again', async () => {
    const body = gzipSync(JSON.stringify(payload({ number: NUMBER, results: [trackResult({ scans: [PICKED_UP] })] })));
    const headers = { 'content-encoding': 'gzip' };
    expect(await send(body, { headers })).toBe('parked');
    expect(await send(body, { headers })).toBe('duplicate');
  });
});
