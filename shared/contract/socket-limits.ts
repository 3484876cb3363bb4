/** What is agreed on of the WebSocket before any message; without schemas, for most functions need no more. */

/** Subprotocol that a client asks for, followed by its token: `wismo.v1, <token>`. */
export const SOCKET_SUBPROTOCOL = 'wismo.v1';
export const MAX_FRAME_BYTES = 32 * 1024;
