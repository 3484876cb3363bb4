import { describe, expect, it } from 'vitest';
import type { RegisteredDevice } from '../../../shared/notifications/preferences/registered-device.ts';
import { settingsByAccess } from '../../../shared/notifications/preferences/rights.ts';
import { memoryPeopleStores } from '../../support/memory/memory-people-stores.ts';
import { memoryRevocations } from '../../support/memory-revocations.ts';

const SHOP = 'seller:shop-1';
const [MORNING, NOON, EVENING] = ['08', '12', '18'].map((hour) => `2026-06-15T${hour}:00:00.000Z`) as [
  string,
  string,
  string,
];

const stage = async () => {
  const { preferences, devices } = memoryPeopleStores();
  const revocations = memoryRevocations();
  const phoneVerifiedBy = { userId: 'keeper', issuedAt: MORNING };
  const fields = { phoneNumber: '+34600111222', phoneVerifiedAt: NOON, phoneVerifiedBy, language: 'ro' } as const;
  await preferences.put({ ownerId: SHOP, fields, at: NOON }, undefined);
  const register = (token: string, by: RegisteredDevice['by']) =>
    devices.register({ ownerId: SHOP, device: { token, platform: 'ios' }, ...(by && { by }), at: NOON });
  await register('of-keeper', { userId: 'keeper', issuedAt: MORNING });
  await register('of-another', { userId: 'another', issuedAt: MORNING });
  await register('of-an-earlier-version', undefined);
  const settings = settingsByAccess(preferences, revocations);
  const tokens = async () => (await settings.get(SHOP)).devices.map(({ token }) => token).toSorted();
  return { settings, revocations, register, tokens };
};

describe('what a shop is sent', () => {
  it('goes to the devices of those who may have it', async () => {
    const { settings, tokens } = await stage();
    expect(await tokens()).toEqual(['of-an-earlier-version', 'of-another', 'of-keeper']);
    expect((await settings.get(SHOP)).preferences?.phoneVerifiedAt).toBe(NOON);
  });

  it('goes no more to the devices and the telephone of whose access was revoked', async () => {
    const { settings, revocations, tokens } = await stage();
    await revocations.revoke('keeper', NOON);
    expect(await tokens()).toEqual(['of-an-earlier-version', 'of-another']);
    const { preferences } = await settings.get(SHOP);
    expect(preferences).toMatchObject({ language: 'ro', version: 1 });
    expect(preferences).not.toHaveProperty('phoneNumber');
    expect(preferences).not.toHaveProperty('phoneVerifiedAt');
  });

  it('goes to what they register with a token that was issued afterwards', async () => {
    const { revocations, register, tokens } = await stage();
    await revocations.revoke('keeper', NOON);
    await register('of-keeper', { userId: 'keeper', issuedAt: EVENING });
    expect(await tokens()).toContain('of-keeper');
  });
});
