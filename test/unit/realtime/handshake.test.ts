import { describe, expect, it } from 'vitest';
import { readHandshake } from '../../../shared/realtime/handshake.ts';
import { parseTopic } from '../../../shared/realtime/topics.ts';
import { credentialsOf } from '../../../shared/security/identify.ts';

describe('the handshake', () => {
  it.each([
    [{ 'Sec-WebSocket-Protocol': 'wismo.v1, a.b.c' }, {}, { token: 'a.b.c', asksForSubprotocol: true }],
    [{ 'sec-websocket-protocol': 'wismo.v1' }, {}, { asksForSubprotocol: true }],
    [{}, { token: 'a.b' }, { token: 'a.b', asksForSubprotocol: false }],
    [{}, {}, { asksForSubprotocol: false }],
    [{ Authorization: 'Bearer a.b.c' }, {}, { token: 'a.b.c', asksForSubprotocol: false }],
    [{ authorization: 'bearer  a.b.c' }, { token: 'x.y' }, { token: 'a.b.c', asksForSubprotocol: false }],
    [
      { authorization: 'Bearer a.b.c', 'sec-websocket-protocol': 'wismo.v1, d.e.f' },
      {},
      { token: 'a.b.c', asksForSubprotocol: true },
    ],
    [{ authorization: 'Basic YTpi' }, {}, { token: 'Basic YTpi', asksForSubprotocol: false }],
  ])('%o %o', (headers, query, expected) => {
    expect(readHandshake(headers, query)).toEqual(expected);
  });

  it('a JWT is never tried as a link, nor a link as a JWT', () => {
    expect(credentialsOf('a.b.c')).toEqual({ authorization: 'Bearer a.b.c' });
    expect(credentialsOf('a.b')).toEqual({ linkToken: 'a.b' });
  });

  it.each(['', 'order:', 'orders', 'x:1', ':1', `order:${'x'.repeat(300)}`])('"%s" is no topic', (text) => {
    expect(parseTopic(text)).toBeUndefined();
  });
});
