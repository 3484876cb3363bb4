import { describe, expect, it } from 'vitest';
import { apiGatewaySender } from '../../../shared/realtime/api-gateway-sender.ts';

const failure = (name: string): Error => Object.assign(new Error(name), { name });

const stage = (error?: unknown) => {
  const calls: { readonly command: string; readonly input: unknown }[] = [];
  const client = {
    send: async (command: { readonly input: unknown }) => {
      calls.push({ command: command.constructor.name, input: command.input });
      if (error !== undefined) throw error;
    },
  };
  return { calls, gateway: apiGatewaySender(client as unknown as Parameters<typeof apiGatewaySender>[0]) };
};

describe('a client of the WebSocket API', () => {
  it('is sent the frame, and disconnected', async () => {
    const { calls, gateway } = stage();
    expect(await gateway.post('c1', '{"type":"ping"}')).toBe('delivered');
    await gateway.disconnect('c1');
    expect(calls).toEqual([
      { command: 'PostToConnectionCommand', input: { ConnectionId: 'c1', Data: '{"type":"ping"}' } },
      { command: 'DeleteConnectionCommand', input: { ConnectionId: 'c1' } },
    ]);
  });

  it('that is gone is reported as gone, and needs no disconnecting', async () => {
    const { gateway } = stage(failure('GoneException'));
    expect(await gateway.post('c1', '{}')).toBe('gone');
    await expect(gateway.disconnect('c1')).resolves.toBeUndefined();
  });

  it.each([failure('LimitExceededException'), failure('ForbiddenException'), { name: 'GoneException' }])(
    'that cannot be reached otherwise is an error: %o',
    async (error) => {
      const { gateway } = stage(error);
      await expect(gateway.post('c1', '{}')).rejects.toBe(error);
      await expect(gateway.disconnect('c1')).rejects.toBe(error);
    },
  );
});
