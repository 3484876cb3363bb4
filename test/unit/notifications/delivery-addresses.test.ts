import { describe, expect, it } from 'vitest';
import { channelNamed } from '../../../shared/contract/channel-registry.ts';
import { AS_PLANNED_MILLISECONDS, addressesNow } from '../../../shared/notifications/delivery-addresses.ts';
import type { PreferenceFields } from '../../../shared/notifications/preferences/preferences.ts';
import type { NotificationType } from '../../../shared/workflows/workflow.ts';
import { memoryPeopleStores } from '../../support/memory/memory-people-stores.ts';
import { anOrder, manualClock } from '../../support/order-fixtures.ts';

const AT = '2026-03-01T10:00:00.000Z';
const order = anOrder({
  orderId: 'ord_1',
  buyerId: 'u1',
  customer: { email: 'ana@example.com', phoneE164: '+34600111222' },
});

interface Case {
  readonly channel?: string;
  readonly type?: NotificationType;
  readonly waited?: number;
  readonly chosen?: PreferenceFields;
  readonly disabled?: string;
}

const ask = async ({ channel: name = 'email', type = 'shipped', waited = 0, chosen, disabled }: Case) => {
  const people = memoryPeopleStores();
  const channel = channelNamed(name);
  if (!channel) throw new Error('There is no such channel');
  if (chosen) await people.preferences.put({ ownerId: 'user:u1', fields: chosen, at: AT }, undefined);
  if (disabled) await people.contacts.disable({ channel: name, address: disabled, reason: 'bounced', at: AT });
  let reads = 0;
  const settings = {
    get: (ownerId: string) => {
      reads += 1;
      return people.preferences.get(ownerId);
    },
  };
  const contacts = {
    isDisabled: (point: Parameters<typeof people.contacts.isDisabled>[0]) => {
      reads += 1;
      return people.contacts.isDisabled(point);
    },
  };
  const clock = manualClock(AT);
  clock.advance(waited);
  const now = await addressesNow(
    { type, audience: 'customer', createdAt: AT },
    channel,
    { order },
    { settings, contacts, clock },
  );
  return { now, reads };
};

const OFF: PreferenceFields = {
  channels: { email: { shipped: false, tracking_link: false }, sms: { shipped: false } },
};
const WAITED = AS_PLANNED_MILLISECONDS;

describe('where a message goes at the moment in which it is sent', () => {
  it('is as it was planned a moment ago: a mail needs no read at all', async () => {
    expect(await ask({ chosen: OFF })).toEqual({ now: { addresses: ['ana@example.com'] }, reads: 0 });
  });

  it('is nowhere, where it waited and its person has turned it off meanwhile', async () => {
    expect((await ask({ waited: WAITED, chosen: OFF })).now).toEqual({ withdrawn: 'turned_off' });
    expect((await ask({ waited: WAITED })).now).toEqual({ addresses: ['ana@example.com'] });
  });

  it('is nowhere, where the address has been disabled meanwhile', async () => {
    expect((await ask({ waited: WAITED, disabled: 'ana@example.com' })).now).toEqual({ withdrawn: 'contact_disabled' });
    expect((await ask({ waited: WAITED, disabled: 'eva@example.com' })).now).toEqual({
      addresses: ['ana@example.com'],
    });
  });

  it('a link that somebody asked for is theirs whatever they chose', async () => {
    const { now } = await ask({ type: 'tracking_link', waited: WAITED, chosen: OFF });
    expect(now).toEqual({ addresses: ['ana@example.com'] });
  });

  it('a telephone is the one that was proved, and turned off it gets nothing even at once', async () => {
    const proved: PreferenceFields = { phoneNumber: '+34600999888', phoneVerifiedAt: AT };
    expect((await ask({ channel: 'sms', chosen: proved })).now).toEqual({ addresses: ['+34600999888'] });
    expect((await ask({ channel: 'sms', chosen: OFF })).now).toEqual({ withdrawn: 'turned_off' });
  });
});
