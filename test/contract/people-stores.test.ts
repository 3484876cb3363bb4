import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressOfDevice } from '../../shared/contract/device-address.ts';
import { MAX_DEVICES } from '../../shared/notifications/contacts/contact-store.ts';
import type { PhoneCode } from '../../shared/notifications/contacts/phone-code.ts';
import { sign } from '../../shared/security/signature.ts';
import { dynamoContactStore } from '../../shared/store/dynamo-contact-store.ts';
import { dynamoDeviceStore } from '../../shared/store/dynamo-device-store.ts';
import { dynamoPhoneCodeStore } from '../../shared/store/dynamo-phone-code-store.ts';
import { dynamoPreferenceStore } from '../../shared/store/dynamo-preference-store.ts';
import { keys } from '../../shared/store/keys.ts';
import { startTestTable, type TestTable } from '../support/dynamodb-engine.ts';
import { memoryPeopleStores } from '../support/memory/memory-people-stores.ts';
import { at } from './support/instants.ts';

type Stores = ReturnType<typeof memoryPeopleStores>;

let table: TestTable;
beforeAll(async () => {
  table = await startTestTable();
});
afterAll(() => table.stop());

const inTable = (secret: { current: string; previous?: string } = { current: 'k1' }): Stores => {
  const digestKeys = async () => secret;
  return {
    preferences: dynamoPreferenceStore(table.client, table.tableName),
    devices: dynamoDeviceStore(table, digestKeys),
    contacts: dynamoContactStore(table, digestKeys),
    phoneCodes: dynamoPhoneCodeStore(table.client, table.tableName),
  };
};

const ADAPTERS: readonly (readonly [string, () => Stores])[] = [
  ['the table', () => inTable()],
  ['memory', memoryPeopleStores],
];

const phone = (token: string) => ({ token, platform: 'android' as const });
let people = 0;
const somebody = (): string => {
  people += 1;
  return `user:somebody-${people}`;
};

describe.each(ADAPTERS)('settings in %s', (_name, make) => {
  let stores: Stores;
  beforeAll(() => {
    stores = make();
  });

  it('are nothing before somebody chose', async () => {
    expect(await stores.preferences.get(somebody())).toEqual({ devices: [] });
  });

  it('are replaced as a whole, by who has read the newest', async () => {
    const ownerId = somebody();
    const first = await stores.preferences.put({ ownerId, fields: { language: 'en' }, at: at(1) }, undefined);
    expect(first).toMatchObject({ outcome: 'stored', preferences: { version: 1, createdAt: at(1) } });
    expect((await stores.preferences.put({ ownerId, fields: {}, at: at(2) }, undefined)).outcome).toBe('conflict');
    const { preferences } = await stores.preferences.get(ownerId);
    await stores.preferences.put({ ownerId, fields: { timezone: 'Asia/Kathmandu' }, at: at(3) }, preferences);
    expect((await stores.preferences.get(ownerId)).preferences).toEqual({
      ownerId,
      timezone: 'Asia/Kathmandu',
      version: 2,
      createdAt: at(1),
      updatedAt: at(3),
    });
  });
});

describe.each(ADAPTERS)('devices in %s', (_name, make) => {
  let stores: Stores;
  beforeAll(() => {
    stores = make();
  });
  const tokensOf = async (ownerId: string) => (await stores.preferences.get(ownerId)).devices.map(({ token }) => token);

  it('are listed, the one that was registered last first, each once', async () => {
    const ownerId = somebody();
    for (const [n, token] of ['a1', 'a2', 'a1'].entries())
      await stores.devices.register({ ownerId, device: phone(token), at: at(n) });
    expect(await tokensOf(ownerId)).toEqual(['a1', 'a2']);
  });

  it('are listed with their names, since when they are there, and when they were registered last', async () => {
    const ownerId = somebody();
    await stores.devices.register({ ownerId, device: phone('n1'), name: 'Firefox · Android', at: at(1) });
    await stores.devices.register({ ownerId, device: phone('n2'), at: at(2) });
    await stores.devices.register({ ownerId, device: phone('n1'), at: at(3) });
    expect(await stores.devices.list(ownerId)).toEqual([
      { ...phone('n1'), name: 'Firefox · Android', createdAt: at(1), lastUsedAt: at(3) },
      { ...phone('n2'), createdAt: at(2), lastUsedAt: at(2) },
    ]);
    const next = somebody();
    await stores.devices.register({ ownerId: next, device: phone('n1'), at: at(4) });
    expect(await stores.devices.list(next)).toEqual([{ ...phone('n1'), createdAt: at(4), lastUsedAt: at(4) }]);
  });

  it('move to whoever registers them, and are left by nobody else', async () => {
    const [before, after] = [somebody(), somebody()];
    await stores.devices.register({ ownerId: before, device: phone('b1'), at: at(1) });
    await stores.devices.register({ ownerId: after, device: phone('b1'), at: at(2) });
    await stores.devices.unregister(before, 'b1');
    expect([await tokensOf(before), await tokensOf(after)]).toEqual([[], ['b1']]);
    await stores.devices.unregister(after, 'b1');
    expect(await tokensOf(after)).toEqual([]);
  });

  it('are so many; one more takes the place of the oldest', async () => {
    const ownerId = somebody();
    for (let n = 0; n <= MAX_DEVICES; n += 1)
      await stores.devices.register({ ownerId, device: phone(`c${n}`), at: at(n) });
    const tokens = await tokensOf(ownerId);
    expect(tokens).toHaveLength(MAX_DEVICES);
    expect(tokens).not.toContain('c0');
    // Who has it now is whoever registers it next.
    await stores.devices.register({ ownerId: somebody(), device: phone('c0'), at: at(50) });
    expect(await tokensOf(ownerId)).toEqual(tokens);
  });

  it('are so many as well where many are registered at once, and one more can be', async () => {
    const ownerId = somebody();
    const many = Array.from({ length: 60 }, (_, n) => `many-${n}`);
    await Promise.all(many.map((token, n) => stores.devices.register({ ownerId, device: phone(token), at: at(n) })));
    await stores.devices.register({ ownerId, device: phone('one-more'), at: at(90) });
    const tokens = await tokensOf(ownerId);
    expect(tokens).toHaveLength(MAX_DEVICES);
    expect(tokens[0]).toBe('one-more');
  });

  it('that move to somebody while they make room are theirs, and nobody else’s afterwards', async () => {
    const [full, next, last] = [somebody(), somebody(), somebody()];
    for (let n = 0; n < MAX_DEVICES; n += 1)
      await stores.devices.register({ ownerId: full, device: phone(`g${n}`), at: at(n) });
    await Promise.all([
      stores.devices.register({ ownerId: full, device: phone('g-new'), at: at(60) }),
      stores.devices.register({ ownerId: next, device: phone('g0'), at: at(60) }),
    ]);
    expect([await tokensOf(next), (await tokensOf(full)).includes('g0')]).toEqual([['g0'], false]);
    await stores.devices.register({ ownerId: last, device: phone('g0'), at: at(61) });
    expect([await tokensOf(next), await tokensOf(last)]).toEqual([[], ['g0']]);
  });

  it('say by which right they were registered', async () => {
    const ownerId = somebody();
    const by = { userId: 'u1', issuedAt: at(1) };
    await stores.devices.register({ ownerId, device: phone('h1'), by, at: at(2) });
    expect((await stores.preferences.get(ownerId)).devices).toEqual([{ ...phone('h1'), by }]);
  });

  it('registered by two at once belong to one of them', async () => {
    const owners = [somebody(), somebody(), somebody()];
    await Promise.all(owners.map((ownerId) => stores.devices.register({ ownerId, device: phone('d1'), at: at(1) })));
    const lists = await Promise.all(owners.map(tokensOf));
    expect(lists.flat()).toEqual(['d1']);
  });

  it('whose token is gone are nobody’s, and can be registered anew', async () => {
    const ownerId = somebody();
    await stores.devices.register({ ownerId, device: phone('e1'), at: at(1) });
    await stores.contacts.disable({
      channel: 'push',
      address: addressOfDevice(phone('e1')),
      reason: 'unregistered',
      at: at(2),
    });
    expect(await tokensOf(ownerId)).toEqual([]);
    await stores.devices.register({ ownerId, device: phone('e1'), at: at(3) });
    expect(await tokensOf(ownerId)).toEqual(['e1']);
    // Of a device that nobody has any more nothing remains either.
    await stores.devices.unregister(ownerId, 'e1');
    await stores.contacts.disable({
      channel: 'push',
      address: addressOfDevice(phone('e1')),
      reason: 'unregistered',
      at: at(4),
    });
    await stores.devices.register({ ownerId, device: phone('e1'), at: at(5) });
    expect(await stores.contacts.isDisabled({ channel: 'push', address: addressOfDevice(phone('e1')) })).toBe(false);
  });
});

describe.each(ADAPTERS)('contact points in %s', (_name, make) => {
  let stores: Stores;
  beforeAll(() => {
    stores = make();
  });

  it('are disabled by channel until they are set anew', async () => {
    const point = { channel: 'email', address: 'ana@example.com' };
    expect(await stores.contacts.isDisabled(point)).toBe(false);
    await stores.contacts.disable({ ...point, reason: 'bounced', at: at(1) });
    await stores.contacts.disable({ ...point, reason: 'complained', at: at(2) });
    expect(await stores.contacts.isDisabled(point)).toBe(true);
    expect(await stores.contacts.isDisabled({ ...point, channel: 'sms' })).toBe(false);
    await stores.contacts.enable(point);
    await stores.contacts.enable(point);
    expect(await stores.contacts.isDisabled(point)).toBe(false);
  });

  it('are one in whatever spelling a report names them', async () => {
    const ordered = { channel: 'email', address: 'Eva.Ruiz@müller.example' };
    const reported = { channel: 'email', address: '"Eva" <eva.ruiz@XN--mller-kva.example>' };
    await stores.contacts.disable({ ...reported, reason: 'bounced', at: at(1) });
    expect(await stores.contacts.isDisabled(ordered)).toBe(true);
    await stores.contacts.enable(ordered);
    expect(await stores.contacts.isDisabled(reported)).toBe(false);
  });
});

describe.each(ADAPTERS)('codes in %s', (_name, make) => {
  let stores: Stores;
  beforeAll(() => {
    stores = make();
  });
  const codeOf = (ownerId: string, codeId = 'cod_1'): PhoneCode => ({
    ownerId,
    codeId,
    phoneNumber: '+34600111222',
    requestedAt: at(0),
    expiresAt: at(600),
    tries: 0,
  });
  const attempt = (ownerId: string, seconds = 1, number = '+34600111222') =>
    stores.phoneCodes.try(ownerId, number, at(seconds));

  it('may be tried five times, however many try at once', async () => {
    const ownerId = somebody();
    await stores.phoneCodes.put(codeOf(ownerId));
    const tried = await Promise.all(Array.from({ length: 20 }, () => attempt(ownerId)));
    expect(tried.filter((one) => one !== undefined)).toHaveLength(5);
  });

  it('are for one number, for their time, and used once', async () => {
    const ownerId = somebody();
    const code = codeOf(ownerId);
    await stores.phoneCodes.put(code);
    expect(await attempt(ownerId, 1, '+34600111223')).toBeUndefined();
    expect(await attempt(ownerId, 600)).toBeUndefined();
    expect(await attempt(ownerId)).toEqual({ ...code, tries: 1 });
    const used = await Promise.all([stores.phoneCodes.use(code), stores.phoneCodes.use(code)]);
    expect(used.toSorted()).toEqual([false, true]);
    expect(await attempt(ownerId)).toBeUndefined();
  });

  it('give way to the next one', async () => {
    const ownerId = somebody();
    const first = codeOf(ownerId);
    await stores.phoneCodes.put(first);
    await stores.phoneCodes.put(codeOf(ownerId, 'cod_2'));
    expect(await stores.phoneCodes.use(first)).toBe(false);
    expect(await attempt(ownerId)).toMatchObject({ codeId: 'cod_2', tries: 1 });
  });

  it('are sent by one, and by another where that one could not', async () => {
    const ownerId = somebody();
    await stores.phoneCodes.put(codeOf(ownerId));
    const claim = () => stores.phoneCodes.claimSending(ownerId, 'cod_1', at(1));
    expect((await Promise.all([claim(), claim()])).filter(Boolean)).toHaveLength(1);
    await stores.phoneCodes.releaseSending(ownerId, 'cod_1');
    expect(await claim()).toEqual(codeOf(ownerId));
    expect(await stores.phoneCodes.claimSending(ownerId, 'cod_0', at(1))).toBeUndefined();
  });
});

it('while the key is changed, what was written with the one before is found', async () => {
  const point = { channel: 'email', address: 'old@example.com' };
  const ownerId = somebody();
  const before = inTable({ current: 'old' });
  await before.contacts.disable({ ...point, reason: 'bounced', at: at(1) });
  await before.devices.register({ ownerId, device: phone('f1'), at: at(1) });
  const during = inTable({ current: 'new', previous: 'old' });
  expect(await during.contacts.isDisabled(point)).toBe(true);
  const next = somebody();
  await during.devices.register({ ownerId: next, device: phone('f1'), at: at(2) });
  expect((await during.preferences.get(ownerId)).devices).toEqual([]);
  expect((await during.preferences.get(next)).devices).toEqual([phone('f1')]);
});

it('a contact that an earlier version disabled as it was written is still disabled, and can be enabled', async () => {
  const point = { channel: 'email', address: 'Old.Spelling@example.com' };
  const { contacts } = inTable();
  const digest = sign('contact', JSON.stringify([point.channel, point.address]), 'k1');
  const Item = { ...keys.disabledContact(digest), entity: 'disabled_contact' };
  await table.client.send(new PutCommand({ TableName: table.tableName, Item }));
  expect(await contacts.isDisabled(point)).toBe(true);
  await contacts.enable(point);
  expect(await contacts.isDisabled(point)).toBe(false);
});

it('no address, token or digit of a code is stored in the clear', async () => {
  const { contacts } = inTable();
  await contacts.disable({ channel: 'email', address: 'secret@example.com', reason: 'bounced', at: at(1) });
  expect(
    JSON.stringify((await table.client.send(new ScanCommand({ TableName: table.tableName }))).Items),
  ).not.toContain('secret@example.com');
});
