import { describe, expect, it } from 'vitest';
import { channelNamed } from '../../../shared/contract/channel-registry.ts';
import { AS_PLANNED_MILLISECONDS, addressesNow } from '../../../shared/notifications/delivery-addresses.ts';
import type { PreferenceFields } from '../../../shared/notifications/preferences/preferences.ts';
import type { NotificationType, Priority } from '../../../shared/workflows/workflow.ts';
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
  readonly priority?: Priority;
  readonly isAwaited?: true;
  /** When it was planned; in the middle of a day unless given. */
  readonly at?: string;
}

const ask = async (given: Case) => {
  const { channel: name = 'email', type = 'shipped', waited = 0, chosen, disabled, at = AT } = given;
  const { priority = 'normal', isAwaited } = given;
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
  const clock = manualClock(at);
  clock.advance(waited);
  const now = await addressesNow(
    { type, audience: 'customer', createdAt: at, priority, ...(isAwaited && { isAwaited }) },
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

  describe('at night, where its person is', () => {
    /** 23:30 in Madrid. */
    const at = '2026-03-01T22:30:00.000Z';
    const QUIET = { isQuiet: true };
    const text = { channel: 'sms', at, waited: WAITED } as const;
    const ADDRESSES = { addresses: ['+34600111222'] };

    it('is nowhere until the morning, for what waited and rings', async () => {
      expect((await ask(text)).now).toEqual(QUIET);
      expect((await ask({ ...text, priority: 'urgent' })).now).toEqual(QUIET);
      expect((await ask({ ...text, chosen: { timezone: 'America/New_York' } })).now).toEqual(ADDRESSES);
    });

    it('is as ever for what is urgent to those who said so, for what they wait for, and for a mail', async () => {
      const chosen = { urgentInQuietHours: true };
      expect((await ask({ ...text, priority: 'urgent', chosen })).now).toEqual(ADDRESSES);
      expect((await ask({ ...text, chosen })).now).toEqual(QUIET);
      expect((await ask({ ...text, isAwaited: true })).now).toEqual(ADDRESSES);
      expect((await ask({ at, waited: WAITED })).now).toEqual({ addresses: ['ana@example.com'] });
    });

    it('is as it was planned where that was a moment ago', async () => {
      expect((await ask({ ...text, waited: WAITED - 1 })).now).toEqual(ADDRESSES);
    });

    it('is nowhere at all where it was turned off meanwhile', async () => {
      expect((await ask({ ...text, chosen: OFF })).now).toEqual({ withdrawn: 'turned_off' });
    });
  });
});
