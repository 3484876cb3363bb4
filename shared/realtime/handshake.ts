import { SOCKET_SUBPROTOCOL } from '../contract/socket-limits.ts';

export interface Handshake {
  /** Absent: an anonymous client, who may follow public topics. */
  readonly token?: string;
  /** The client asked for the subprotocol, so the response must name it. */
  readonly asksForSubprotocol: boolean;
}

const headerNamed = (headers: Readonly<Record<string, string | undefined>>, wanted: string): string | undefined =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1];

const BEARER = /^Bearer\s+/i;

/**
 * Reads who wants to connect: from `Authorization: Bearer`, from the handshake's subprotocols (the second one is the
 * token, for a browser's WebSocket can send no header), or from `?token=` for clients that can set neither. A header that
 * is no bearer's is a token that is not valid, and never nobody's.
 */
export const readHandshake = (
  headers: Readonly<Record<string, string | undefined>>,
  query: Readonly<Record<string, string | undefined>>,
): Handshake => {
  const protocols = (headerNamed(headers, 'sec-websocket-protocol') ?? '')
    .split(',')
    .map((protocol) => protocol.trim())
    .filter((protocol) => protocol !== '');
  const authorization = headerNamed(headers, 'authorization')?.trim().replace(BEARER, '');
  const token = authorization || protocols.find((protocol) => protocol !== SOCKET_SUBPROTOCOL) || query.token;
  return {
    ...(token !== undefined && token !== '' && { token }),
    asksForSubprotocol: protocols.includes(SOCKET_SUBPROTOCOL),
  };
};
