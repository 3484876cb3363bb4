/** What was set by a right that has ended since is nobody's: whoever had the right is sent nothing by it. */
import { definedFields } from '../../defined-fields.ts';
import { type RevocationReader, revokedAmong } from '../../security/access-revocations.ts';
import type { Caller } from '../../security/caller.ts';
import type { SettingsReader } from './preference-store.ts';
import type { PersonSettings, PreferenceFields, Preferences } from './preferences.ts';
import type { Registrar } from './registered-device.ts';

/** Without the contacts, where they were set by a link that has been revoked since. Other wishes remain. */
export const contactsByLink = <F extends PreferenceFields>(fields: F, generation: number): F => {
  if ((fields.linkGeneration ?? 0) === generation) return fields;
  const { phoneNumber: _, phoneVerifiedAt: __, whatsapp: ___, email: ____, linkGeneration: _____, ...rest } = fields;
  return rest as F;
};

/** The settings of a guest, as far as the present link's holder, or one before of the same generation, made them. */
export const settingsByLink = (
  { preferences, devices = [] }: Partial<PersonSettings>,
  generation: number,
): PersonSettings => ({
  ...definedFields({ preferences: preferences && contactsByLink(preferences, generation) }),
  devices: devices.filter(({ by }) => (by?.linkGeneration ?? 0) === generation),
});

type User = Extract<Caller, { readonly kind: 'user' }>;

const userOf = (by: Registrar | undefined): User | undefined =>
  by?.userId === undefined
    ? undefined
    : { kind: 'user', sub: by.userId, roles: [], sellerIds: [], ...definedFields({ issuedAt: by.issuedAt }) };

const withoutPhone = ({
  phoneNumber: _,
  phoneVerifiedAt: __,
  phoneVerifiedBy: ___,
  ...rest
}: Preferences): Preferences => rest;

/** Settings without what people set up for themselves whose access has been revoked since: their devices, a shop's telephone. */
export const settingsByAccess = (settings: SettingsReader, revocations: RevocationReader): SettingsReader => ({
  get: async (ownerId) => {
    const found = await settings.get(ownerId);
    const { preferences, devices } = found;
    const registered = devices.map((device) => ({ device, user: userOf(device.by) }));
    const verifier = userOf(preferences?.phoneVerifiedBy);
    const users = [verifier, ...registered.map(({ user }) => user)].filter((user) => user !== undefined);
    const revoked = await revokedAmong(users, revocations);
    if (revoked.size === 0) return found;
    const isGone = (user: User | undefined): boolean => user !== undefined && revoked.has(user);
    return {
      ...definedFields({ preferences: preferences && isGone(verifier) ? withoutPhone(preferences) : preferences }),
      devices: registered.filter(({ user }) => !isGone(user)).map(({ device }) => device),
    };
  },
});
