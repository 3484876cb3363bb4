import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { notificationChannels } from '../../../functions/composition/channels.ts';
import { withRecordsDelivered } from '../../../functions/composition/record-channels.ts';
import { codeSender } from '../../../functions/notifications/send-code/code-sender.ts';
import type { ChannelDescriptor } from '../../../shared/contract/channel-descriptor.ts';
import {
  CHANNEL_NAMES,
  CHANNELS,
  channelNamed,
  PROVIDERS,
  providerVariables,
} from '../../../shared/contract/channel-registry.ts';
import { checkChannels } from '../../../shared/contract/check-channels.ts';
import { ENVIRONMENTS } from '../../../shared/contract/environment.ts';
import { messageBytes } from '../../../shared/notifications/channel.ts';
import { deliveredAsRecord } from '../../../shared/notifications/deliver-record.ts';
import { planNotifications } from '../../../shared/notifications/plan.ts';
import { BUILT_IN_WORKFLOWS } from '../../../shared/workflows/catalog.ts';
import { NOTIFICATION_TYPES, type NotificationType } from '../../../shared/workflows/workflow.ts';
import { workflowShapeSchema } from '../../../shared/workflows/workflow-schema.ts';
import { NO_TEMPLATES } from '../../support/no-templates.ts';
import { anOrder } from '../../support/order-fixtures.ts';
import { anEvent } from '../support/an-event.ts';

const FOLDER = 'shared/notifications/channels';
const ids = CHANNELS.map(({ id }) => id);
const NOW = '2026-03-01T10:00:02.000Z';
const backoff = { pause: async () => {} };
const environment = {
  ...Object.fromEntries(Object.keys(ENVIRONMENTS.Deliver.shape).map((name) => [name, 'a@b.example'])),
  CONFIGURED_PROVIDERS: PROVIDERS.map(({ id }) => `${id}=10`).join(','),
};
const parts = {
  environment,
  backoff,
  clock: { now: () => new Date(NOW) },
  secrets: { accepts: async () => false },
};

describe('the registry', () => {
  it('has every folder that describes a channel, under the name of the folder, and its code', () => {
    const folders = readdirSync(FOLDER, { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && existsSync(join(FOLDER, entry.name, 'descriptor.ts')),
    );
    expect(folders.map(({ name }) => name).sort()).toEqual(ids);
    expect(ids).toEqual(['email', 'in_app', 'push', 'sms', 'whatsapp']);
    for (const { name } of folders) {
      for (const file of ['adapter.ts', 'render.ts']) expect(existsSync(join(FOLDER, name, file)), file).toBe(true);
    }
    for (const { id, isInbox } of CHANNELS) expect(existsSync(join(FOLDER, id, 'record.ts'))).toBe(isInbox);
  });

  it('holds descriptors that can be used', () => {
    expect(() => checkChannels(CHANNELS)).not.toThrow();
  });

  it('finds a channel by its present and by its former name, and by nothing else', () => {
    expect(channelNamed('in_app')?.id).toBe('in_app');
    expect(channelNamed('inbox')?.id).toBe('in_app');
    for (const name of ['EMAIL', 'pigeon', 'toString', '__proto__', '']) expect(channelNamed(name)).toBeUndefined();
  });

  it('names what workflows may ask for, each once', () => {
    expect([...CHANNEL_NAMES].sort()).toEqual(['email', 'in_app', 'push', 'sms', 'whatsapp']);
  });

  it('takes a workflow that was stored under a former name, and no name that nobody knows', () => {
    const [workflow] = BUILT_IN_WORKFLOWS;
    const named = (name: string): unknown => JSON.parse(JSON.stringify(workflow).replaceAll('"in_app"', `"${name}"`));
    expect(JSON.stringify(named('inbox'))).toContain('"inbox"');
    expect(workflowShapeSchema.safeParse(named('inbox')).success).toBe(true);
    expect(workflowShapeSchema.safeParse(named('pigeon')).success).toBe(false);
  });
});

describe('what is planned', () => {
  const order = anOrder({ orderId: 'ord_1', buyerId: 'buyer-1' });
  const channels = CHANNELS.map(({ id }) => id);
  const effects = [{ kind: 'notify', type: 'shipped', channels, priority: 'normal', audience: 'customer' }] as const;
  const event = anEvent({ effects });
  const planned = planNotifications({ event, order, link: 'https://w.example/o/1', now: NOW });

  it('is delivered at once where the record is the message, and else waits to be sent', async () => {
    const after = await withRecordsDelivered(planned, { order, templates: NO_TEMPLATES });
    expect(after.map(({ notification: { channel, status } }) => [channel, status])).toEqual([
      ['email', 'pending'],
      ['in_app', 'delivered'],
    ]);
    expect(after[0]).toBe(planned[0]);
    expect(after[1]?.notification).toMatchObject({
      sentAt: NOW,
      deliveredAt: NOW,
      message: { title: expect.stringMatching(/./), body: expect.stringContaining(event.orderNumber) },
    });
  });

  it('fails where its message is larger than its channel takes, and stays as it is where nobody is reached', async () => {
    const [, entry] = planned;
    const [, channel] = CHANNELS;
    if (!entry || !channel) throw new Error('nothing was planned for the inbox');
    const render = () => ({ title: 'x'.repeat(channel.limits.messageBytes + 1) });
    const parts = { channel, order, render, templates: NO_TEMPLATES };
    const { notification } = await deliveredAsRecord(entry, parts);
    expect([notification.status, notification.error]).toEqual(['failed', 'message_too_large']);
    const unreached = { ...entry, notification: { ...entry.notification, status: 'suppressed' } } as const;
    expect(await deliveredAsRecord(unreached, parts)).toEqual(unreached);
  });
});

describe('a channel', () => {
  it.each(ids)('%s is opened from the environment of who delivers, once', async (id) => {
    const findChannel = notificationChannels(parts);
    const channel = await findChannel(id);
    expect(channel).toMatchObject({ id, render: expect.any(Function) });
    expect(channel?.providers.map((provider) => provider.id)).toEqual(
      CHANNELS.find((one) => one.id === id)?.providers.map((provider) => provider.id),
    );
    expect(await findChannel(id)).toBe(channel);
  });

  it.each(ids)('%s has the providers that the stage has, at its rates, and no other', async (id) => {
    const [first] = CHANNELS.find((one) => one.id === id)?.providers ?? [];
    if (first === undefined) throw new Error('a channel has a provider');
    const only = { ...parts, environment: { ...environment, CONFIGURED_PROVIDERS: `${first.id}=3` } };
    const channel = await notificationChannels(only)(id);
    expect(channel?.providers.map((one) => [one.id, one.ratePerSecond])).toEqual([[first.id, 3]]);
    const none = { ...parts, environment: { ...environment, CONFIGURED_PROVIDERS: 'other=1' } };
    expect((await notificationChannels(none)(id))?.providers).toEqual([]);
  });

  it.each(CHANNELS.filter(({ codeMessage }) => codeMessage !== undefined))(
    '$id, which codes are sent by, opens the same providers for them, once',
    async ({ id, providers }) => {
      const findSender = codeSender(parts);
      const sender = await findSender(id);
      expect(sender.providers.map((provider) => provider.id)).toEqual(providers.map((provider) => provider.id));
      expect((await findSender(id)).providers).toBe(sender.providers);
    },
  );

  const needingVariables = CHANNELS.flatMap((channel) =>
    channel.providers
      .map((provider) => ({ channel, provider, variables: providerVariables(provider, channel) }))
      .filter(({ variables }) => variables.length > 0),
  );
  it.each(needingVariables)(
    '$provider.id does not send without its variables',
    async ({ channel, provider, variables }) => {
      const bare = { CONFIGURED_PROVIDERS: `${provider.id}=1` };
      const [ready] = (await notificationChannels({ ...parts, environment: bare })(channel.id))?.providers ?? [];
      const outgoing = { notificationId: 'ntf_1', orderId: 'ord_1', addresses: ['a'], message: {} };
      await expect(ready?.send(outgoing)).rejects.toThrow(
        new RegExp(`The environment has no (${variables.join('|')})`),
      );
    },
  );

  it('that nobody registered is not found', async () => {
    for (const name of ['pigeon', '../email']) {
      expect(await notificationChannels(parts)(name)).toBeUndefined();
    }
  });
});

const LOCALES = ['es', 'en', 'ro', 'ru'] as const;
const cases = ids.flatMap((id) => NOTIFICATION_TYPES.map((type) => ({ id, type })));

describe.each(LOCALES)('what every channel makes of every type in %s', (locale) => {
  it.each(cases)('$id of $type: parts with nothing left unfilled, within its limit', async ({ id, type }) => {
    const order = anOrder({ orderId: 'ord_1', buyerId: 'user-7', locale });
    const effects = [{ kind: 'notify', type, channels: ['email'], priority: 'normal', audience: 'customer' }] as const;
    const [planned] = planNotifications({ event: anEvent({ effects }), order, link: 'https://w.example/t', now: NOW });
    const channel = await notificationChannels(parts)(id);
    if (!planned || !channel) throw new Error('nothing was planned');
    const message = channel.render({ ...planned, notification: { ...planned.notification, channel: id }, order });
    for (const part of Object.values(message)) expect(part).not.toMatch(/^$|\{\{|\{%|undefined|\[object/);
    expect(Object.keys(message)).toEqual(expect.arrayContaining([...channel.storedParts]));
    expect(messageBytes(message)).toBeLessThan(channel.limits.messageBytes);
  });
});

describe('an entry of the inbox', () => {
  const entryOf = async (type: NotificationType) => {
    const order = anOrder({ orderId: 'ord_1', buyerId: 'user-7', locale: 'en' });
    const effects = [{ kind: 'notify', type, channels: ['in_app'], priority: 'normal', audience: 'customer' }] as const;
    const [planned] = planNotifications({ event: anEvent({ effects }), order, link: 'https://w.example/t', now: NOW });
    const channel = await notificationChannels(parts)('in_app');
    if (!planned || !channel) throw new Error('nothing was planned');
    const message = channel.render({ ...planned, order });
    const { notificationId, orderId } = planned.notification;
    return {
      message,
      outcome: await channel.providers[0]?.send({ notificationId, orderId, addresses: ['user-7'], message }),
    };
  };

  it('says what happened to which order, and nothing of what a mail has below its text', async () => {
    expect((await entryOf('shipped')).message).toEqual({
      title: 'Your parcel is on its way',
      body: 'Order ORD-2026-000001 has shipped',
    });
    for (const type of NOTIFICATION_TYPES) expect((await entryOf(type)).message.body).not.toMatch(/below|button/);
  });

  it('is delivered by being written, without any call', async () => {
    expect((await entryOf('shipped')).outcome).toMatchObject({ outcome: 'accepted', isDelivered: true });
  });
});

describe('checkChannels', () => {
  const [good] = CHANNELS;
  const changed = (change: Partial<ChannelDescriptor>): ChannelDescriptor => {
    if (!good) throw new Error('There is no channel');
    return { ...good, ...change };
  };

  it.each<[string, Partial<ChannelDescriptor>]>([
    ['a name is 2 to 32', { id: 'E-mail' }],
    ['a name is 2 to 32', { formerIds: ['Mail'] }],
    ['the name is there twice', { formerIds: ['email'] }],
    ['the version of its templates', { templateVersion: 0 }],
    ['the limit of a message', { limits: { messageBytes: 1.5 } }],
    ['an inbox needs parts', { isInbox: true, storedParts: [] }],
  ])('refuses: %s', (fault, change) => {
    expect(() => checkChannels([changed(change)])).toThrow(fault);
  });

  it('names all faults at once', () => {
    expect(() => checkChannels([changed({}), changed({}), changed({ id: 'other', templateVersion: -1 })])).toThrow(
      'email: the name is there twice\n  other: the version of its templates must be a whole number above 0',
    );
  });
});
