import { beforeEach, describe, expect, it } from 'vitest';
import { callScope } from '../../../shared/polling/call-gate.ts';
import { admin, csr, START, seller, type World, world } from './support/world.ts';

let api: World;
beforeEach(() => {
  api = world();
});

const list = async () => {
  const response = await api.call('GET', '/api/admin/carriers', { as: admin });
  expect(response.status).toBe(200);
  return new Map(
    (response.body.carriers as readonly { readonly carrier: string }[]).map((one) => [one.carrier, one as never]),
  ) as ReadonlyMap<string, Readonly<Record<string, unknown>>>;
};

const put = (carrier: string, body: object, as = admin) =>
  api.call('PUT', `/api/admin/carriers/${carrier}`, { as, body });

const minutes = (count: number): string => new Date(START.getTime() + count * 60_000).toISOString();

describe('the carriers', () => {
  it('are all listed, with those that the stage has an account with', async () => {
    const all = await list();
    expect([...all.keys()]).toEqual(['correos', 'dhl', 'doordash', 'fedex', 'generic', 'uber', 'ups']);
    expect(all.get('fedex')).toMatchObject({ hasAccount: false, state: 'no_account', quotas: [] });
    expect(all.get('dhl')).toMatchObject({
      name: 'DHL',
      hasAccount: true,
      enabled: true,
      state: 'active',
      calls: 0,
      successRate: null,
      lastEventAt: null,
      overdueSeconds: 0,
      quotas: [
        { calls: 1, seconds: 1, used: null, left: null },
        { calls: 250, seconds: 86_400, used: 0, left: 250 },
      ],
    });
  });

  it('show how their APIs do, what is left of their quotas, and what waits', async () => {
    const hour = `${START.toISOString().slice(0, 13)}:00:00.000Z`;
    await api.parts.carriers.release('dhl', {
      retryAt: minutes(5),
      backOffs: 1,
      succeededAt: minutes(-20),
      failed: { at: minutes(-1), code: 'Status503' },
      freshness: { at: minutes(-1), seconds: 5_400 },
      hours: [
        { hour, calls: 8, failures: 2, milliseconds: 800 },
        { hour: minutes(-60 * 48), calls: 99, failures: 99, milliseconds: 0 },
      ],
    });
    await api.parts.carriers.noteWebhook('dhl', minutes(-2));
    await api.parts.carrierCalls.take(callScope('dhl'), { limit: 250, windowSeconds: 86_400 }, START, 40);
    await api.parts.polls.start({ carrier: 'dhl', trackingNumber: '1', registeredAt: minutes(-90) }, minutes(-10));
    expect((await list()).get('dhl')).toMatchObject({
      state: 'backing_off',
      retryAt: minutes(5),
      calls: 8,
      failures: 2,
      successRate: 0.75,
      averageMilliseconds: 100,
      lastSuccessAt: minutes(-20),
      lastFailure: { code: 'Status503' },
      freshness: { at: minutes(-1), seconds: 5_400 },
      lastEventAt: minutes(-2),
      overdueSeconds: 600,
      quotas: [{}, { used: 40, left: 210, resetsAt: expect.stringMatching(/T00:00:00.000Z$/) }],
    });
  });

  it('are for administrators', async () => {
    for (const as of [csr, seller]) {
      expect((await api.call('GET', '/api/admin/carriers', { as })).status).toBe(403);
      expect((await put('dhl', { enabled: false }, as)).status).toBe(403);
    }
    expect(api.state.audit).toEqual([]);
  });
});

describe('switching a carrier', () => {
  it('off and on is audited, and on ends a pause', async () => {
    await api.parts.carriers.release('ups', {
      paused: { reason: 'unauthorized', since: minutes(-9) },
      retryAt: minutes(20),
    });
    expect((await list()).get('ups')).toMatchObject({ state: 'paused', reason: 'unauthorized', since: minutes(-9) });
    const off = await put('ups', { enabled: false, reason: 'They asked us to' });
    expect(off.body).toMatchObject({ carrier: 'ups', enabled: false, state: 'disabled' });
    expect(await api.parts.carriers.lease('ups', new Date(minutes(90)), new Date(minutes(91)))).toEqual({
      kind: 'disabled',
    });
    const on = await put('UPS', { enabled: true });
    expect(on.body).toMatchObject({ enabled: true, state: 'active', reason: null, retryAt: null });
    expect(api.state.audit.map(({ action, subject, reason, actor }) => [action, subject, reason, actor.id])).toEqual([
      ['carrier.disabled', 'ups', 'They asked us to', 'admin-1'],
      ['carrier.enabled', 'ups', undefined, 'admin-1'],
    ]);
  });

  it('is refused where there is nothing to switch, and changes nothing', async () => {
    expect((await put('acme', { enabled: true })).status).toBe(404);
    const without = await put('fedex', { enabled: false });
    expect([without.status, without.body.detail]).toEqual([422, expect.stringContaining('no account with FedEx')]);
    for (const body of [{}, { enabled: 'yes' }, { enabled: true, more: 1 }])
      expect((await put('dhl', body)).status).toBe(422);
    expect(api.state.audit).toEqual([]);
  });
});
