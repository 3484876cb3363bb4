/** Stores of what people chose, in memory: held to the same suite as those in the table. */

import { deviceOfAddress } from '../../../shared/contract/device-address.ts';
import { inOneSpelling } from '../../../shared/notifications/contacts/contact-digest.ts';
import {
  type ContactPoint,
  type ContactStore,
  type DeviceStore,
  type DisabledContact,
  MAX_DEVICES,
} from '../../../shared/notifications/contacts/contact-store.ts';
import {
  MAX_PHONE_CODE_TRIES,
  type PhoneCode,
  type PhoneCodeStore,
} from '../../../shared/notifications/contacts/phone-code.ts';
import type { PreferenceStore } from '../../../shared/notifications/preferences/preference-store.ts';
import type { Preferences } from '../../../shared/notifications/preferences/preferences.ts';
import type { RegisteredDevice } from '../../../shared/notifications/preferences/registered-device.ts';

interface Registered {
  readonly ownerId: string;
  readonly device: RegisteredDevice;
  readonly name?: string;
  readonly createdAt: string;
  readonly at: string;
}

const nameOf = (point: ContactPoint): string => {
  const { channel, address } = inOneSpelling(point);
  return JSON.stringify([channel, address]);
};

const deviceStore = (registered: Map<string, Registered>): DeviceStore => ({
  register: async ({ ownerId, device, name: given, by, at }) => {
    const before = registered.get(device.token);
    const own = before?.ownerId === ownerId ? before : undefined;
    const name = given ?? own?.name;
    const createdAt = own?.createdAt ?? at;
    const one = { ownerId, device: { ...device, ...(by && { by }) }, createdAt, at };
    registered.set(device.token, { ...one, ...(name !== undefined && { name }) });
    const theirs = [...registered.values()]
      .filter((one) => one.ownerId === ownerId && one.device.token !== device.token)
      .toSorted((a, b) => b.at.localeCompare(a.at));
    for (const { device: surplus } of theirs.slice(MAX_DEVICES - 1)) registered.delete(surplus.token);
  },
  unregister: async (ownerId, token) => {
    if (registered.get(token)?.ownerId === ownerId) registered.delete(token);
  },
  list: async (ownerId) =>
    [...registered.values()]
      .filter((one) => one.ownerId === ownerId)
      .toSorted((a, b) => b.at.localeCompare(a.at))
      .map(({ device: { token, platform }, name, createdAt, at }) => ({
        token,
        platform,
        ...(name !== undefined && { name }),
        createdAt,
        lastUsedAt: at,
      })),
});

const preferenceStore = (
  settings: Map<string, Preferences>,
  registered: ReadonlyMap<string, Registered>,
): PreferenceStore => ({
  get: async (ownerId) => {
    const preferences = settings.get(ownerId);
    const devices = [...registered.values()]
      .filter((one) => one.ownerId === ownerId)
      .toSorted((a, b) => b.at.localeCompare(a.at))
      .map(({ device }) => device);
    return structuredClone({ ...(preferences && { preferences }), devices });
  },
  put: async ({ ownerId, fields, at }, before) => {
    const current = settings.get(ownerId);
    if (current?.version !== before?.version) return { outcome: 'conflict' };
    const preferences: Preferences = {
      ...structuredClone(fields),
      ownerId,
      version: (current?.version ?? 0) + 1,
      createdAt: current?.createdAt ?? at,
      updatedAt: at,
    };
    settings.set(ownerId, preferences);
    return { outcome: 'stored', preferences: structuredClone(preferences) };
  },
});

const contactStore = (disabled: Map<string, DisabledContact>, registered: Map<string, Registered>): ContactStore => ({
  disable: async ({ channel, address, reason, at }) => {
    const name = nameOf({ channel, address });
    const token = deviceOfAddress(address)?.token;
    if (token !== undefined) registered.delete(token);
    else if (!disabled.has(name)) disabled.set(name, { reason, at });
  },
  enable: async (point) => {
    disabled.delete(nameOf(point));
  },
  isDisabled: async (point) => disabled.has(nameOf(point)),
});

const phoneCodeStore = (codes: Map<string, PhoneCode>, sent: Set<string>): PhoneCodeStore => ({
  put: async (code) => {
    codes.set(code.ownerId, code);
  },
  try: async (ownerId, phoneNumber, now) => {
    const code = codes.get(ownerId);
    if (!code || code.phoneNumber !== phoneNumber || code.expiresAt <= now || code.tries >= MAX_PHONE_CODE_TRIES)
      return undefined;
    const tried = { ...code, tries: code.tries + 1 };
    codes.set(ownerId, tried);
    return tried;
  },
  use: async ({ ownerId, codeId }) => codes.get(ownerId)?.codeId === codeId && codes.delete(ownerId),
  claimSending: async (ownerId, codeId, now) => {
    const code = codes.get(ownerId);
    if (code?.codeId !== codeId || code.expiresAt <= now || sent.has(codeId)) return undefined;
    sent.add(codeId);
    return code;
  },
  releaseSending: async (_ownerId, codeId) => {
    sent.delete(codeId);
  },
});

export const memoryPeopleStores = () => {
  const registered = new Map<string, Registered>();
  return {
    preferences: preferenceStore(new Map(), registered),
    devices: deviceStore(registered),
    contacts: contactStore(new Map(), registered),
    phoneCodes: phoneCodeStore(new Map(), new Set()),
  };
};
