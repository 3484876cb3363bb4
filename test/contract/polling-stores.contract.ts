import { beforeAll, describe, expect, it } from 'vitest';
import type { CarrierStateStore } from '../../shared/polling/carrier-state.ts';
import type { ParcelPoll } from '../../shared/polling/parcel-poll.ts';
import type { ParcelPollStore } from '../../shared/polling/parcel-poll-store.ts';
import type { RateCounts, RateLimitStore } from '../../shared/security/rate-limit-store.ts';

export interface PollingStores {
  readonly polls: ParcelPollStore;
  readonly carriers: CarrierStateStore;
  readonly rates: RateLimitStore & RateCounts;
}

const NOW = new Date('2026-03-01T10:00:00.000Z');
const minutes = (count: number): Date => new Date(NOW.getTime() + count * 60_000);
const at = (count: number): string => minutes(count).toISOString();

const parcel = (carrier: string, trackingNumber: string) => ({ carrier, trackingNumber, registeredAt: at(0) });

/** What every adapter of the polling ports does. */
export const pollingStoresContract = (start: () => Promise<PollingStores>): void => {
  let stores: PollingStores;
  beforeAll(async () => {
    stores = await start();
  });

  describe('followed parcels', () => {
    const dueOf = async (carrier: string, until: string, limit = 10) =>
      (await stores.polls.due(carrier, until, limit)).map(({ trackingNumber }) => trackingNumber);

    it('come longest due first, of one carrier, up to a time, page by page', async () => {
      for (const [number, due] of [
        ['A3', 3],
        ['A1', 1],
        ['A2', 1],
        ['A9', 9],
      ] as const)
        await stores.polls.start(parcel('fedex', number), at(due));
      await stores.polls.start(parcel('ups', 'A1'), at(1));
      expect(await dueOf('fedex', at(5))).toEqual(['A1', 'A2', 'A3']);
      expect(await dueOf('fedex', at(1))).toEqual(['A1', 'A2']);
      expect(await dueOf('ups', at(5))).toEqual(['A1']);
      expect(await dueOf('dhl', at(5))).toEqual([]);
      const [first] = await stores.polls.due('fedex', at(5), 1);
      expect(first).toEqual({ trackingNumber: 'A1', dueAt: at(1) });
      const rest = await stores.polls.due('fedex', at(5), 10, first);
      expect(rest.map(({ trackingNumber }) => trackingNumber)).toEqual(['A2', 'A3']);
    });

    it('are as they were saved, and are not due any more once they are stopped or removed', async () => {
      const poll: ParcelPoll = {
        ...parcel('correos', 'B1'),
        dueAt: at(2),
        repliedAt: at(1),
        digest: 'd1',
        newestScanAt: at(-5),
        webhookNoticedAt: at(-1),
        unknown: { times: 2, since: at(-9) },
        failures: 1,
        subscribedUntil: at(900),
      };
      await stores.polls.save(poll);
      expect(await stores.polls.get('correos', ['B1', 'B2'])).toEqual([poll]);
      expect(await dueOf('correos', at(2))).toEqual(['B1']);
      const { dueAt: _dueAt, ...over } = poll;
      await stores.polls.save({ ...over, stopped: 'unknown_number' });
      expect(await dueOf('correos', at(999))).toEqual([]);
      await stores.polls.start(parcel('correos', 'B1'), at(7));
      const { digest: _digest, ...known } = poll;
      expect(await stores.polls.get('correos', ['B1'])).toEqual([{ ...known, dueAt: at(7) }]);
      expect(await dueOf('correos', at(7))).toEqual(['B1']);
      await stores.polls.remove('correos', 'B1');
      expect(await stores.polls.get('correos', ['B1'])).toEqual([]);
      expect(await dueOf('correos', at(999))).toEqual([]);
    });
  });

  describe('a carrier', () => {
    it('is asked by one at a time, and by another when that one died', async () => {
      const { carriers } = stores;
      expect(await carriers.get('fedex')).toBeUndefined();
      const attempts = await Promise.all([1, 2, 3].map(() => carriers.lease('fedex', NOW, minutes(1))));
      expect(attempts.map(({ kind }) => kind).toSorted()).toEqual(['leased', 'taken', 'taken']);
      expect(await carriers.lease('fedex', minutes(1), minutes(2))).toMatchObject({ kind: 'leased' });
      await carriers.release('fedex', { succeededAt: at(1) });
      expect(await carriers.lease('fedex', minutes(1), minutes(2))).toEqual({
        kind: 'leased',
        state: { carrier: 'fedex', succeededAt: at(1) },
      });
    });

    it('is left alone until its time, and what is not found any more is forgotten', async () => {
      const { carriers } = stores;
      const hours = [{ hour: at(0), calls: 3, failures: 1, milliseconds: 120 }];
      const failed = { at: at(0), code: 'Status503' };
      await carriers.lease('ups', NOW, minutes(1));
      await carriers.release('ups', { retryAt: at(5), backOffs: 2, failed, hours });
      expect(await carriers.lease('ups', minutes(4), minutes(6))).toEqual({
        kind: 'waiting',
        until: at(5),
        isPaused: false,
      });
      const leased = await carriers.lease('ups', minutes(5), minutes(6));
      expect(leased).toEqual({
        kind: 'leased',
        state: { carrier: 'ups', retryAt: at(5), backOffs: 2, failed, hours },
      });
      await carriers.release('ups', { failed, hours });
      expect(await carriers.get('ups')).toEqual({ carrier: 'ups', failed, hours });
    });

    it('is switched off also while it is asked, and on again with its pause ended', async () => {
      const { carriers } = stores;
      await carriers.lease('dhl', NOW, minutes(1));
      await carriers.disable('dhl', 'root', at(0));
      await carriers.release('dhl', { paused: { reason: 'unauthorized', since: at(0) }, retryAt: at(30) });
      expect(await carriers.lease('dhl', minutes(60), minutes(61))).toEqual({ kind: 'disabled' });
      expect(await carriers.get('dhl')).toEqual({
        carrier: 'dhl',
        disabled: { at: at(0), by: 'root' },
        paused: { reason: 'unauthorized', since: at(0) },
        retryAt: at(30),
      });
      await carriers.noteWebhook('dhl', at(2));
      await carriers.enable('dhl');
      expect(await carriers.get('dhl')).toEqual({ carrier: 'dhl', webhookAt: at(2) });
      expect(await carriers.lease('dhl', minutes(1), minutes(2))).toMatchObject({ kind: 'leased' });
    });
  });

  it('a window says how much of it is used', async () => {
    const limit = { limit: 3, windowSeconds: 86_400 };
    expect(await stores.rates.count('calls', limit, NOW)).toBe(0);
    await stores.rates.take('calls', limit, NOW, 2);
    expect((await stores.rates.take('calls', limit, NOW, 2)).allowed).toBe(false);
    expect(await stores.rates.count('calls', limit, minutes(60))).toBe(2);
    expect(await stores.rates.count('calls', limit, minutes(24 * 60))).toBe(0);
  });
};
