import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Simulator } from '../../../../local/control/simulators.ts';
import { PROVIDERS, secretVariable } from '../../../../shared/contract/channel-registry.ts';
import type { GoneContact, OutgoingNotification } from '../../../../shared/notifications/channel.ts';
import { type ProviderServer, type ProviderSetUp, startProviderServer } from './provider-server.ts';

export interface ProviderCase extends ProviderSetUp {
  readonly simulator: () => Simulator;
  /** Or made of what the simulator is asked for first. */
  readonly outgoing: OutgoingNotification | ((server: ProviderServer) => Promise<OutgoingNotification>);
  /** Another message under the same id, as a later version or a changed order renders it. */
  readonly rendersAnew?: OutgoingNotification['message'];
  /** An address that the provider itself finds wrong, whoever is there. */
  readonly wrongAddress: string;
  /** Seconds that the simulator says to wait. */
  readonly retryAfterSeconds: readonly [least: number, most: number];
  /** What an address is, for good, at which the provider knows nobody; absent where the message alone ends. */
  readonly unknownIs?: GoneContact['reason'];
  /** The status alone says that it was taken. */
  readonly acceptsAnyReply?: boolean;
}

/** What every provider that is called over HTTP does with a message, and with each way of failing. */
export const providerContract = (given: ProviderCase): void => {
  const { retryAfterSeconds } = given;
  const hasIdempotencyKey = PROVIDERS.find(({ id }) => id === given.provider)?.hasIdempotencyKey ?? false;
  let server: ProviderServer;
  let outgoing: OutgoingNotification;
  beforeEach(async () => {
    server = await startProviderServer(given.simulator(), given);
    outgoing = typeof given.outgoing === 'function' ? await given.outgoing(server) : given.outgoing;
  });
  afterEach(() => server.stop());

  const send = async (change: Partial<OutgoingNotification> = {}) =>
    (await server.provider()).send({ ...outgoing, ...change });
  const inMood = async (mood: string, more: object = {}) => {
    await server.script({ mood, ...more });
    return send();
  };

  describe(`${given.channel} by ${given.provider}`, () => {
    it('hands a message over, with the ids that its reports are known by', async () => {
      const outcome = await send();
      expect(outcome).toMatchObject({ outcome: 'accepted', providerMessageId: expect.stringMatching(/./) });
      expect(outcome).not.toHaveProperty('goneContacts');
      expect(server.taken).toEqual([
        expect.objectContaining({
          channel: given.channel,
          provider: given.provider,
          notificationId: outgoing.notificationId,
          messageId: outcome.outcome === 'accepted' && outcome.providerMessageId,
        }),
      ]);
    });

    it('an address that is wrong ends the message', async () => {
      expect((await send({ addresses: [given.wrongAddress] })).outcome).toBe('refused');
      const unknown = await inMood('unknown_address');
      expect(unknown.outcome).toBe('refused');
      const reason = given.unknownIs;
      const gone = reason && outgoing.addresses.map((address) => ({ address, reason }));
      expect(unknown.outcome === 'refused' ? unknown.goneContacts : undefined).toEqual(gone);
      expect(server.taken).toEqual([]);
    });

    it('a key that is refused is the sender’s fault; the one before, and the next, may hold', async () => {
      expect(await inMood('wrong_key')).toEqual({ outcome: 'blocked', error: 'KeyRefused' });
      await server.script({ mood: 'well' });
      const name = `notifications/${given.provider}`;
      const { current = '' } = server.secrets[name] ?? {};
      const provider = await server.provider({ [secretVariable(given.provider)]: 'rotating' });
      server.secrets.rotating = { current: 'not-yet-active', previous: current };
      expect((await provider.send(outgoing)).outcome).toBe('accepted');
      server.secrets.rotating = { current: 'not-yet-active' };
      const another = await server.provider({ [secretVariable(given.provider)]: 'rotating' });
      expect(await another.send(outgoing)).toEqual({ outcome: 'blocked', error: 'KeyRefused' });
    });

    it('a secret that cannot be read hands nothing over', async () => {
      const provider = await server.provider({ [secretVariable(given.provider)]: 'nowhere' });
      expect((await provider.send(outgoing)).outcome).toBe('unavailable');
      expect(server.taken).toEqual([]);
    });

    it('no room: it says when', async () => {
      const outcome = await inMood('rate_limited');
      expect(outcome.outcome).toBe('throttled');
      const seconds = outcome.outcome === 'throttled' ? outcome.retryAfterSeconds : 0;
      expect(seconds).toBeGreaterThanOrEqual(retryAfterSeconds[0]);
      expect(seconds).toBeLessThanOrEqual(retryAfterSeconds[1]);
      expect(server.taken).toEqual([]);
    });

    it('what is down, or where nobody listens, took nothing', async () => {
      expect((await inMood('down')).outcome).toBe('unavailable');
      const provider = await server.provider();
      await server.stop();
      expect((await provider.send(outgoing)).outcome).toBe('unavailable');
      expect(server.taken).toEqual([]);
    });

    it.each(['fails_after', 'hangs_up', ...(given.acceptsAnyReply === true ? [] : ['garbled'])])(
      '%s: it may have been taken, and it was',
      async (mood) => {
        expect((await inMood(mood)).outcome).toBe('unknown');
        expect(server.taken).toHaveLength(1);
      },
    );

    it(hasIdempotencyKey ? 'sends the same message once' : 'sends what it is handed, each time', async () => {
      const [first, second] = [await send(), await send()];
      expect([first.outcome, second.outcome]).toEqual(['accepted', 'accepted']);
      expect(server.taken).toHaveLength(hasIdempotencyKey ? 1 : 2);
      if (hasIdempotencyKey) expect(second).toEqual(first);
    });

    const { rendersAnew } = given;
    if (rendersAnew !== undefined) {
      it('knows that a message was taken that reads differently by now', async () => {
        await send();
        expect((await send({ message: rendersAnew })).outcome).toBe('accepted');
        expect(server.taken).toHaveLength(1);
      });
    }
  });
};
