import { SOCKET_SUBPROTOCOL } from '../contract/socket.ts';

export interface Handshake {
  /** Absent: an anonymous client, who may follow public topics. */
  readonly token?: string;
  /** The client asked for the subprotocol and must be answered it. */
  readonly asksForSubprotocol: boolean;
}

/**
 * Reads who wants to connect from the handshake's subprotocols (the second one is the token, for a browser's WebSocket
 * can send no header), or from `?token=` for clients that cannot set them.
 */
export const readHandshake = (
  headers: Readonly<Record<string, string | undefined>>,
  query: Readonly<Record<string, string | undefined>>,
): Handshake => {
  const [, header = ''] =
    Object.entries(headers).find(([name]) => name.toLowerCase() === 'sec-websocket-protocol') ?? [];
  const protocols = header
    .split(',')
    .map((protocol) => protocol.trim())
    .filter((protocol) => protocol !== '');
  const token = protocols.find((protocol) => protocol !== SOCKET_SUBPROTOCOL) ?? query.token;
  return {
    ...(token !== undefined && token !== '' && { token }),
    asksForSubprotocol: protocols.includes(SOCKET_SUBPROTOCOL),
  };
};
