import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import type { SentFrame, ServerReady } from './bare-socket-server.ts';

/** By the clock that all processes share. */
const timeOf = (): number => performance.timeOrigin + performance.now();

/**
 * The floor: so many sockets of a bare server, which sends each a frame of the same size. It is a process of its own, as
 * ours is: with both ends in one process, 10,000 sockets are more files than most systems let it open.
 */
export const measureBareCrowd = async (size: number, rounds: number): Promise<readonly number[]> => {
  const server = fork(join(import.meta.dirname, 'bare-socket-server.ts'), { execArgv: ['--import', 'tsx'] });
  try {
    const [{ port }] = (await once(server, 'message')) as [ServerReady];
    const samples: number[] = [];
    let missing = 0;
    let onAll: () => void = () => undefined;
    for (let n = 0; n < size; n += 1) {
      const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
      socket.on('message', (data) => {
        const { sentAt } = JSON.parse(String(data)) as SentFrame;
        samples.push(Math.max(0, timeOf() - sentAt));
        missing -= 1;
        if (missing === 0) onAll();
      });
      // The server ends with its process.
      socket.on('error', () => undefined);
      await once(socket, 'open');
    }
    for (let round = 0; round < rounds; round += 1) {
      missing = size;
      const all = new Promise<void>((resolve) => {
        onAll = resolve;
      });
      server.send('send');
      await all;
    }
    return samples;
  } finally {
    const ended = once(server, 'exit');
    server.kill();
    await ended;
  }
};
