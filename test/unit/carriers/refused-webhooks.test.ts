import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { sourceList } from '../../../shared/webhooks/source-list.ts';
import { REFUSALS_AUDITED } from '../../../shared/webhooks/webhook-gate.ts';
import type { WebhookWorld } from '../../support/webhook-fixtures.ts';
import { NUMBER } from './support/fedex.ts';
import { bodyOf, connection, fedexWebhook, PICKED_UP, worldOfMarch } from './support/fedex-webhook.ts';

let world: WebhookWorld;
beforeEach(() => {
  world = worldOfMarch();
});
const { send } = fedexWebhook(() => world);

describe('what is refused', () => {
  const body = bodyOf(NUMBER, PICKED_UP);

  it('a wrong signature: 401, counted and written down, and nothing stored', async () => {
    await expect(
      send(body, { signature: createHmac('sha256', 'other').update(body).digest('base64') }),
    ).rejects.toMatchObject({
      code: 'SIGNATURE_REFUSED',
    });
    expect(world.audit.entries).toMatchObject([
      {
        action: 'webhook.signature_refused',
        subject: 'fedex',
        reason: 'mismatch',
        details: { sourceIp: '20.65.16.22' },
      },
    ]);
    expect(world.telemetry.counts).toEqual({ WebhookRefused: 1 });
    expect(world.parked.waiting()).toEqual([]);
    expect(await send(body)).toBe('parked');
  });

  it('a flood of forgeries leaves a sample in the audit trail, which goes away by itself', async () => {
    const signature = createHmac('sha256', 'other').update(body).digest('base64');
    for (let i = 0; i < 60; i += 1) await expect(send(body, { signature })).rejects.toThrow('SIGNATURE_REFUSED');
    expect(world.telemetry.counts).toEqual({ WebhookRefused: 60 });
    expect(world.audit.entries).toHaveLength(REFUSALS_AUDITED.limit);
    expect(world.audit.entries.every(({ retainUntil }) => retainUntil === '2026-06-04T10:00:00.000Z')).toBe(true);
  });

  it('an address that is not on the list, before anything else', async () => {
    const listed = connection({ sources: sourceList(['203.0.113.0/24']) });
    await expect(send(body, { connection: listed })).rejects.toMatchObject({ code: 'SIGNATURE_REFUSED' });
    const fits = connection({ sources: sourceList(['20.65.16.22/31']) });
    expect(await send(body, { connection: fits })).toBe('parked');
  });

  it('too many at once: 429 with the time to wait', async () => {
    world.limitRate(7);
    await expect(send(body)).rejects.toMatchObject({ code: 'RATE_LIMITED', extras: { retryAfterSeconds: 7 } });
  });

  it.each([
    ['{', 'MALFORMED_JSON'],
    ['', 'MALFORMED_JSON'],
    ['[]', 'VALIDATION_FAILED'],
    ['{"output":{}}', 'VALIDATION_FAILED'],
  ])('%j as %s, signed as it may be', async (given, code) => {
    await expect(send(given)).rejects.toMatchObject({ code });
  });
});

describe('sourceList', () => {
  it('knows ranges and addresses of both families, mapped ones too', () => {
    const list = sourceList(['20.65.16.22/31', '2001:db8::/32', '198.51.100.7']);
    for (const address of ['20.65.16.22', '20.65.16.23', '::ffff:20.65.16.22', '2001:db8:1::1', '198.51.100.7']) {
      expect(list.admits(address)).toBe(true);
    }
    for (const address of ['20.65.16.24', '2001:db9::1', '198.51.100.8', '', 'localhost']) {
      expect(list.admits(address)).toBe(false);
    }
  });

  it.each(['', 'example.com', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/x', '10.0.0.0/-1', '::/129'])(
    'refuses the range %j',
    (range) => {
      expect(() => sourceList([range])).toThrow('Not an address range');
    },
  );
});
