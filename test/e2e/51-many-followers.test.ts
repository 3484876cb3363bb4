/** A topic with more followers than one function sends to: over real sockets, divided among messages. */
import { afterAll, describe, expect, it } from 'vitest';
import { MAX_FOLLOWERS_AT_ONCE } from '../../shared/realtime/followers.ts';
import { eventually } from '../support/eventually.ts';
import { drain, tokenFor } from './support/api.ts';
import { createOrder, newParties, putStatus, unique } from './support/orders.ts';
import { SocketClient } from './support/socket.ts';

const OF_ONE_PERSON = 50;
const sockets: SocketClient[] = [];
afterAll(async () => {
  for (const socket of sockets) socket.close();
  await drain();
});

describe('a topic with very many followers', () => {
  it('has each of them sent every event once and in order, whatever becomes of one', async () => {
    const parties = await newParties();
    const { id } = await createOrder(parties);
    while (sockets.length <= MAX_FOLLOWERS_AT_ONCE) {
      const token = await tokenFor({ sub: unique('csr'), roles: ['csr'] });
      // No address may have all of them.
      const localAddress = `127.0.0.${2 + (sockets.length % (2 * OF_ONE_PERSON)) / OF_ONE_PERSON}`;
      const more = Array.from({ length: OF_ONE_PERSON }, async () => {
        const socket = await SocketClient.connect(token, { localAddress });
        await socket.subscribe(`order:${id}`);
        return socket;
      });
      sockets.push(...(await Promise.all(more)));
    }
    const [left, ...others] = sockets;
    left?.terminate();
    for (const status of ['confirmed', 'processing', 'delayed']) await putStatus(id, parties.seller, status);
    await eventually(
      () => {
        for (const socket of others) {
          expect(socket.ofType('order_update').map(({ seq }) => seq)).toEqual([2, 3, 4]);
        }
      },
      { timeoutMs: 30_000 },
    );
  });
});
