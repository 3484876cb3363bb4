import type { Clock, IdSource } from '../../../../shared/clock/clock.ts';
import { NOTIFICATIONS_OPERATIONS } from '../../../../shared/contract/operations/notifications.ts';
import { notFound, ProblemError } from '../../../../shared/contract/problem.ts';
import { definedFields } from '../../../../shared/defined-fields.ts';
import type { ContactStore, DeviceStore } from '../../../../shared/notifications/contacts/contact-store.ts';
import {
  channelsOfConsent,
  channelsOfMail,
  type PreferenceInput,
} from '../../../../shared/notifications/preferences/change-preferences.ts';
import { changesWhatWaits } from '../../../../shared/notifications/preferences/changes-what-waits.ts';
import type { PreferenceStore } from '../../../../shared/notifications/preferences/preference-store.ts';
import type { PersonSettings, Preferences } from '../../../../shared/notifications/preferences/preferences.ts';
import { settingsByLink } from '../../../../shared/notifications/preferences/rights.ts';
import { setPreferences } from '../../../../shared/notifications/preferences/set-preferences.ts';
import type { OrderStore } from '../../../../shared/orders/use-cases/order-store.ts';
import type { AuditStore } from '../../../../shared/security/audit-store.ts';
import { expectedVersions } from '../../../http/conditional.ts';
import { implement } from '../../../http/http-api.ts';
import { etagOf, ok } from '../../../http/responses.ts';
import { preferencesResponseOf } from '../../responses/preferences.ts';
import { preferenceInputOf } from '../preference-input.ts';
import { type SettingsOwner, settingsOwner } from '../settings-owner.ts';

export interface PreferenceDependencies {
  readonly preferences: PreferenceStore;
  readonly devices: DeviceStore;
  readonly contacts: Pick<ContactStore, 'enable'>;
  readonly store: Pick<OrderStore, 'get'>;
  readonly audit: Pick<AuditStore, 'append'>;
  readonly ids: IdSource;
  readonly clock: Clock;
  /** Has what waits for its time looked at again. */
  readonly releaseWaiting: (ownerId: string) => Promise<void>;
}

const PRECONDITION = 'The settings are no longer at the version named by the request';
const CONTENDED = 'The settings changed at the same time';

/** The paths without `/api` are the store's, whose names are other ones. */
const isStorePath = (path: string): boolean => !path.startsWith('/api/');

const settingsOf = async (
  { ownerId, linkGeneration, isForAnother }: SettingsOwner,
  preferences: PreferenceStore,
): Promise<PersonSettings> => {
  const settings = await preferences.get(ownerId);
  if (linkGeneration !== undefined) return settingsByLink(settings, linkGeneration);
  // With a token a message could be sent to the device: support has no need of it.
  return isForAnother ? { ...settings, devices: [] } : settings;
};

const shown = (settings: PersonSettings, { userId }: SettingsOwner, path: string) =>
  ok(preferencesResponseOf(settings, userId, isStorePath(path)), {
    ETag: etagOf(settings.preferences ?? { version: 0 }),
    'Cache-Control': 'private, no-store',
  });

export const getPreferences = implement(
  NOTIFICATIONS_OPERATIONS.getPreferences,
  async ({ query, caller, path }, { preferences, store }: PreferenceDependencies) => {
    const owner = await settingsOwner(caller, query, store);
    return shown(await settingsOf(owner, preferences), owner, path);
  },
);

/** The list is what there is: those that it omits are no longer theirs. */
const replaceDevices = async (
  { ownerId, registrar: by }: SettingsOwner,
  wanted: NonNullable<PreferenceInput['devices']>,
  { preferences, devices, clock }: PreferenceDependencies,
): Promise<void> => {
  const { devices: before } = await preferences.get(ownerId);
  const omitted = before.filter(({ token }) => !wanted.some((one) => one.token === token));
  for (const { token } of omitted) await devices.unregister(ownerId, token);
  for (const { token, platform: said } of wanted) {
    const platform = said ?? before.find((one) => one.token === token)?.platform ?? 'web';
    await devices.register({ ownerId, device: { token, platform }, by, at: clock.now().toISOString() });
  }
};

/** A person who sets an address that is proved to be theirs is reached there again. */
const reachAgain = async (
  { email }: SettingsOwner,
  said: PreferenceInput,
  after: Preferences,
  { contacts }: PreferenceDependencies,
): Promise<void> => {
  const { phoneNumber, phoneVerifiedAt } = after;
  if (said.email !== undefined && said.email !== null && said.email.toLowerCase() === email?.toLowerCase())
    for (const channel of channelsOfMail(said.email)) await contacts.enable({ channel, address: said.email });
  if (said.whatsappOptedIn === true && phoneNumber !== undefined && phoneVerifiedAt !== undefined)
    for (const channel of channelsOfConsent(phoneNumber)) await contacts.enable({ channel, address: phoneNumber });
};

/** What support changes for somebody is on record. */
const audited = async (
  { ownerId, actor }: SettingsOwner,
  said: PreferenceInput,
  { audit, ids, clock }: PreferenceDependencies,
): Promise<void> => {
  const now = clock.now();
  await audit.append({
    auditId: `aud_${ids.ulid(now)}`,
    at: now.toISOString(),
    actor,
    action: 'settings.changed',
    subject: ownerId,
    details: { members: Object.keys(said) },
  });
};

/** Changes what the owner chose. @throws 412, 409; 404 where support would register a device of its own for somebody */
const changeSettings = async (
  owner: SettingsOwner,
  asked: PreferenceInput,
  dependencies: PreferenceDependencies,
  versions?: readonly number[],
): Promise<Preferences> => {
  const said = { ...asked, ...definedFields({ linkGeneration: owner.linkGeneration }) };
  if (owner.isForAnother) {
    if (said.devices !== undefined) throw notFound('The devices');
    await audited(owner, said, dependencies);
  }
  const result = await setPreferences(dependencies, owner.ownerId, said, { versions });
  if (result.outcome === 'outdated') throw new ProblemError('PRECONDITION_FAILED', PRECONDITION);
  if (result.outcome === 'contended') throw new ProblemError('VERSION_CONFLICT', CONTENDED);
  if (said.devices !== undefined) await replaceDevices(owner, said.devices, dependencies);
  await reachAgain(owner, said, result.preferences, dependencies);
  if (changesWhatWaits(result.before, result.preferences)) await dependencies.releaseWaiting(owner.ownerId);
  return result.preferences;
};

export const putPreferences = implement(
  NOTIFICATIONS_OPERATIONS.putPreferences,
  async ({ query, body, caller, headers, path }, dependencies: PreferenceDependencies) => {
    const { preferences, store } = dependencies;
    const owner = await settingsOwner(caller, query, store);
    const said = preferenceInputOf(body, await settingsOf(owner, preferences));
    await changeSettings(owner, said, dependencies, expectedVersions(headers));
    return shown(await settingsOf(owner, preferences), owner, path);
  },
);

const consent = (isOptedIn: boolean) =>
  implement(
    NOTIFICATIONS_OPERATIONS[isOptedIn ? 'optInWhatsapp' : 'optOutWhatsapp'],
    async ({ body: { phoneNumber }, caller }, dependencies: PreferenceDependencies) => {
      const owner = await settingsOwner(caller, {}, dependencies.store);
      const named = isOptedIn ? definedFields({ phoneNumber }) : {};
      const before = await settingsOf(owner, dependencies.preferences);
      const said = preferenceInputOf({ ...named, whatsappOptedIn: isOptedIn, isSentBack: false }, before);
      await changeSettings(owner, said, dependencies);
      return ok({ whatsappOptedIn: isOptedIn });
    },
  );

export const optInWhatsapp = consent(true);
export const optOutWhatsapp = consent(false);
