import { describe, expect, it } from 'vitest';
import type { OrderEvent } from '../../../shared/contract/events.ts';
import type { Notification } from '../../../shared/notifications/notification.ts';
import { type PlanInput, planNotifications, planWritten } from '../../../shared/notifications/plan.ts';
import { withRecords } from '../../../shared/notifications/plan-inputs.ts';
import type { PersonSettings, PreferenceFields } from '../../../shared/notifications/preferences/preferences.ts';
import type { NotificationType, Priority } from '../../../shared/workflows/workflow.ts';
import { anOrder } from '../../support/order-fixtures.ts';
import { anEvent } from '../support/an-event.ts';

const DAY = '2026-06-15T12:00:00.000Z';
/** 02:00 in Madrid. */
const NIGHT = '2026-06-16T00:00:00.000Z';

const order = anOrder({
  orderId: 'ord_1',
  buyerId: 'u1',
  customer: { email: 'ana@example.com', phoneE164: '+34600111222' },
});

interface Case {
  readonly type?: NotificationType;
  readonly channels?: readonly string[];
  readonly priority?: Priority;
  readonly audience?: 'customer' | 'seller';
  readonly event?: Partial<OrderEvent>;
  readonly chosen?: PreferenceFields;
  readonly settings?: Partial<PersonSettings>;
  readonly now?: string;
  readonly input?: Partial<PlanInput>;
}

const eventOf = ({
  type = 'shipped',
  channels = ['email', 'sms', 'in_app'],
  priority = 'normal',
  audience = 'customer',
  event = {},
}: Case) =>
  anEvent({
    orderId: 'ord_1',
    effects: [{ kind: 'notify', type, channels, priority, audience }],
    ...event,
  } as Partial<OrderEvent>);

const plan = (given: Case = {}): readonly Notification[] => {
  const { chosen, settings, now = DAY, input } = given;
  const known: PersonSettings = {
    devices: [],
    ...settings,
    ...(chosen && {
      preferences: { ...chosen, ownerId: 'user:u1', version: 1, createdAt: DAY, updatedAt: DAY },
    }),
  };
  return planNotifications({
    event: eventOf(given),
    order,
    link: 'https://w.example/o/1',
    now,
    settingsOf: () => known,
    providers: new Map([
      ['ses', { ratePerSecond: 1 }],
      ['sns', { ratePerSecond: 1 }],
      ['inbox', { ratePerSecond: 1 }],
      ['record', { ratePerSecond: 1 }],
    ]),
    ...input,
  }).map(({ notification }) => notification);
};

const outcome = (given: Case = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(
    plan(given).map(({ channel, status, error, scheduledAt }) => [
      channel,
      [status, error ?? scheduledAt].filter(Boolean).join(' '),
    ]),
  );

describe('what somebody wants', () => {
  it('is e-mail of everything, and SMS of what is on its way or in trouble', () => {
    expect(outcome()).toMatchObject({ email: 'pending', sms: 'pending' });
    expect(Object.keys(outcome({ type: 'processing' }))).not.toContain('sms');
    expect(outcome({ type: 'processing', chosen: { channels: { sms: { processing: true } } } }).sms).toBe('pending');
  });

  it('turned off is on record, and is not sent', () => {
    const chosen = { channels: { email: { shipped: false } } };
    expect(outcome({ chosen })).toMatchObject({ email: 'suppressed turned_off', sms: 'pending' });
    expect(outcome({ type: 'delivered', chosen }).email).toBe('pending');
  });

  it('is not a matter of the defaults of customers for a shop', () => {
    const shop = {
      shopId: order.sellerId,
      name: 'S',
      phone: '+34600999888',
      version: 1,
      createdAt: DAY,
      updatedAt: DAY,
    };
    const planned = outcome({ type: 'store_new_order', audience: 'seller', channels: ['sms'], input: { shop } });
    expect(planned.sms).toBe('pending');
  });

  it('is in their language, else in that of the order', () => {
    expect(plan({ chosen: { language: 'ru' } })[0]?.locale).toBe('ru');
    expect(plan({ chosen: {} })[0]?.locale).toBe(order.locale);
  });
});

describe('where somebody is reached', () => {
  it('is the telephone that they proved, not the one that they only name', () => {
    const recipientOf = (chosen: PreferenceFields) => plan({ chosen, channels: ['sms'] })[0]?.recipient;
    const ofOrder = recipientOf({});
    expect(recipientOf({ phoneNumber: '+40712345678' })).toBe(ofOrder);
    expect(recipientOf({ phoneNumber: '+40712345678', phoneVerifiedAt: DAY })).not.toBe(ofOrder);
  });

  it('is nowhere once it bounced', () => {
    const isDisabled: PlanInput['isDisabled'] = ({ channel }) => channel === 'email';
    expect(outcome({ input: { isDisabled } })).toMatchObject({ email: 'suppressed contact_disabled', sms: 'pending' });
  });
});

describe('at night', () => {
  it('what rings waits for the morning, and the rest comes', () => {
    expect(outcome({ now: NIGHT })).toMatchObject({ email: 'pending', sms: 'scheduled 2026-06-16T06:00:00.000Z' });
    expect(outcome({ now: NIGHT }).in_app).not.toMatch(/^scheduled/);
  });

  it('everything but the inbox waits for who chose the hours', () => {
    const chosen = { quietHours: { start: '21:00', end: '09:30' }, timezone: 'Asia/Kathmandu' };
    const planned = outcome({ now: '2026-06-15T20:00:00.000Z', chosen });
    expect(planned).toMatchObject({
      email: 'scheduled 2026-06-16T03:45:00.000Z',
      sms: 'scheduled 2026-06-16T03:45:00.000Z',
    });
    expect(planned.in_app).not.toMatch(/^scheduled/);
  });

  it('what is urgent comes where the person says so', () => {
    const urgent = { now: NIGHT, priority: 'urgent', type: 'exception' } as const;
    expect(outcome(urgent).sms).toMatch(/^scheduled/);
    expect(outcome({ ...urgent, chosen: { urgentInQuietHours: true } }).sms).toBe('pending');
    expect(outcome({ now: NIGHT, chosen: { urgentInQuietHours: true } }).sms).toMatch(/^scheduled/);
  });

  it('what responds to the person comes: they are awake', () => {
    const chosen = { quietHours: { start: '22:00', end: '08:00' } };
    const created = { type: 'order_created', now: NIGHT, chosen, event: { type: 'order_created' } } as const;
    expect(outcome(created).email).toBe('pending');
    const rescheduled = { type: 'delivery_rescheduled', now: NIGHT, chosen } as const;
    expect(outcome({ ...rescheduled, event: { actor: { role: 'customer' } } }).email).toBe('pending');
    expect(outcome({ ...rescheduled, event: { actor: { role: 'carrier' } } }).email).toMatch(/^scheduled/);
  });

  it('a shop gets its orders, unless it chose hours itself', () => {
    const shop = {
      shopId: order.sellerId,
      name: 'S',
      email: 's@example.com',
      version: 1,
      createdAt: DAY,
      updatedAt: DAY,
    };
    const given = {
      audience: 'seller',
      channels: ['email'],
      now: NIGHT,
      type: 'store_new_order',
      input: { shop },
    } as const;
    expect(outcome(given).email).toBe('pending');
    const chosen = { quietHours: { start: '22:00', end: '08:00' } };
    expect(outcome({ ...given, chosen }).email).toMatch(/^scheduled/);
  });

  it('is where the order goes, for who has not said where they live', () => {
    const inChicago = {
      ...order,
      shippingAddress: { line1: '1', city: 'Chicago', region: 'IL', country: 'US', postalCode: '60601' },
    };
    // 23:30 there, and half past six in Madrid.
    const planned = outcome({ now: '2026-06-16T04:30:00.000Z', input: { order: inChicago } as Partial<PlanInput> });
    expect(planned.sms).toBe('scheduled 2026-06-16T13:00:00.000Z');
  });
});

describe('what was said before', () => {
  const recorded = (type: NotificationType, at: string, more: Case = {}): Notification[] =>
    plan({
      type,
      channels: ['email', 'sms'],
      now: at,
      ...more,
      event: { eventId: `evt_${type}_${at}`, occurredAt: at, ...more.event },
    }).map((one) => ({ ...one, status: 'sent' as const }));
  const next = (type: NotificationType, at: string, records: readonly Notification[], more: Case = {}) =>
    outcome({
      type,
      channels: ['email'],
      now: at,
      ...more,
      event: { eventId: 'evt_next', occurredAt: at, ...more.event },
      input: { records },
    }).email;
  const at = (hours: number) => new Date(Date.parse('2026-06-15T08:00:00Z') + hours * 3_600_000).toISOString();

  it('a step is notified once', () => {
    const shipped = recorded('shipped', at(0));
    expect(next('shipped', at(30), shipped)).toBe('suppressed repeated');
    expect(next('delivered', at(30), shipped)).toBe('pending');
  });

  it('the same event is not its own repetition', () => {
    const records = recorded('shipped', at(0));
    const again = plan({
      type: 'shipped',
      channels: ['email'],
      now: at(1),
      event: { eventId: records[0]?.eventId ?? '' },
      input: { records },
    });
    expect(again.map(({ status }) => status)).toEqual(['pending']);
  });

  it('a test of a message, or of a problem, takes the place of none', () => {
    const tried = (type: 'shipped' | 'delayed'): readonly Notification[] =>
      planWritten(
        {
          messageId: `msg_${type}`,
          orderId: order.orderId,
          type,
          audience: 'customer',
          channels: ['email'],
          priority: 'normal',
          requestedAt: at(0),
          requestedBy: { role: 'customer', id: 'u1' },
        },
        { order, link: '', now: at(0) },
      ).map(({ notification }) => ({ ...notification, status: 'sent' }));
    expect(tried('shipped')).toHaveLength(1);
    expect(next('shipped', at(1), tried('shipped'))).toBe('pending');
    expect(next('delayed', at(1), tried('delayed'))).toBe('pending');
    const arrived = [...recorded('out_for_delivery', at(0)), ...tried('delayed')];
    expect(next('out_for_delivery', at(1), arrived)).toBe('suppressed repeated');
  });

  it('what nobody got does not count', () => {
    const lost = recorded('shipped', at(0)).map((one) => ({ ...one, status: 'failed' as const }));
    expect(next('shipped', at(1), lost)).toBe('pending');
  });

  it('after a problem the step that ends it is notified again', () => {
    const records = [...recorded('out_for_delivery', at(0)), ...recorded('exception', at(4))];
    expect(next('out_for_delivery', at(24), records)).toBe('pending');
    expect(next('shipped', at(24), [...recorded('shipped', at(0)), ...recorded('exception', at(4))])).toBe(
      'suppressed repeated',
    );
  });

  it('each cycle of a subscription is its own', () => {
    const ofCycle = (cycle: number): Case => ({ event: { metadata: { cycle } } as Partial<OrderEvent> });
    const first = recorded('shipped', at(0), ofCycle(1));
    expect(next('shipped', at(1), first, ofCycle(1))).toBe('suppressed repeated');
    expect(next('shipped', at(700), first, ofCycle(2))).toBe('pending');
  });

  it('the same problem is notified again after hours, another one at once', () => {
    const late = recorded('delayed', at(0), { event: { reason: 'weather' } });
    expect(next('delayed', at(2), late, { event: { reason: 'weather' } })).toBe('suppressed repeated');
    expect(next('delayed', at(2), late, { event: { reason: 'customs_hold' } })).toBe('pending');
    expect(next('delayed', at(7), late, { event: { reason: 'weather' } })).toBe('pending');
  });

  it('one order rings five times an hour, and for what is urgent', () => {
    const types = ['shipped', 'out_for_delivery', 'delivered', 'delayed', 'exception'] as const;
    const records = types.flatMap((type, n) => recorded(type, at(n / 10)));
    const ring = (priority: Priority, hours: number) =>
      outcome({
        type: 'driver_assigned',
        channels: ['sms', 'email'],
        priority,
        now: at(hours),
        chosen: { channels: { sms: { driver_assigned: true } } },
        event: { eventId: 'evt_next' },
        input: { records },
      });
    expect(ring('normal', 0.6)).toEqual({ sms: 'suppressed too_many', email: 'pending' });
    expect(ring('urgent', 0.6).sms).toBe('pending');
    expect(ring('normal', 1.6).sms).toBe('pending');
  });

  it('how an order ends rings too, however much rang before', () => {
    const types = ['shipped', 'out_for_delivery', 'delayed', 'exception', 'driver_assigned'] as const;
    const chosen = { channels: { sms: { driver_assigned: true } } };
    const records = types.flatMap((type, n) => recorded(type, at(n / 10), { chosen }));
    for (const type of ['delivered', 'cancelled', 'ready_for_pickup'] as const) {
      const ring = outcome({
        type,
        channels: ['sms'],
        priority: 'normal',
        now: at(0.6),
        chosen: { channels: { sms: { [type]: true } } },
        event: { eventId: 'evt_next' },
        input: { records },
      });
      expect(ring).toEqual({ sms: 'pending' });
    }
  });

  it('a record that is there stays what it was', () => {
    const [first] = plan({ now: NIGHT, channels: ['sms'] });
    if (!first) throw new Error('Nothing was planned');
    const planned = { notification: { ...first, status: 'pending' as const }, link: '' };
    expect(withRecords([planned], [first])).toEqual([{ notification: first, link: '' }]);
  });
});
