import type { Instant } from '../../calendar/instant.ts';
import type { Device } from '../../contract/channel-descriptor.ts';
import { CHANNELS, channelNamed } from '../../contract/channel-registry.ts';
import type { Locale } from '../../contract/locale.ts';
import { definedFields } from '../../defined-fields.ts';
import type { SubstitutionChoice } from '../../orders/model/substitution.ts';
import { NOTIFICATION_TYPES } from '../../workflows/workflow.ts';
import type { QuietHours } from '../quiet-time.ts';
import { isWantedByDefault, type PreferenceFields, type TypeChoices } from './preferences.ts';
import { contactsByLink } from './rights.ts';

/** What somebody says anew. `null` brings the default back; what is absent stays. */
export interface PreferenceInput {
  /** By the id of the channel. */
  readonly types?: Readonly<Record<string, TypeChoices>>;
  /** Whole channels, turned off or back to their defaults. */
  readonly channels?: Readonly<Record<string, boolean>>;
  readonly language?: Locale | null;
  readonly timezone?: string | null;
  readonly quietHours?: QuietHours | null;
  readonly urgentInQuietHours?: boolean;
  readonly substitutionPreference?: SubstitutionChoice;
  readonly email?: string | null;
  /** E.164. */
  readonly phoneNumber?: string | null;
  readonly whatsappOptedIn?: boolean;
  /** Absent, the platform is as it was. */
  readonly devices?: readonly (Pick<Device, 'token'> & Partial<Device>)[];
  /** Of the guest's link by which it is said. */
  readonly linkGeneration?: number;
}

type Choices = NonNullable<PreferenceFields['channels']>;

const ALL_OFF: TypeChoices = Object.fromEntries(NOTIFICATION_TYPES.map((type) => [type, false]));

/** On again is on as by default, and as the person has turned on besides. */
const switched = (before: TypeChoices | undefined, isOn: boolean): TypeChoices =>
  isOn ? Object.fromEntries(Object.entries(before ?? {}).filter(([, isWanted]) => isWanted)) : ALL_OFF;

/** A form that sends everything back chooses only what differs. */
const merged = (id: string, before: TypeChoices, said: TypeChoices): TypeChoices => {
  const channel = channelNamed(id);
  const chosen = NOTIFICATION_TYPES.flatMap((type) => {
    const isWanted = said[type];
    const isAsBefore = before[type] === undefined && channel && isWanted === isWantedByDefault(type, channel);
    return isWanted === undefined || isAsBefore ? [] : [[type, isWanted] as const];
  });
  return { ...before, ...Object.fromEntries(chosen) };
};

const channelsAfter = (before: Choices, { types = {}, channels = {} }: PreferenceInput): Choices => {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(channels), ...Object.keys(types)])];
  return Object.fromEntries(
    ids.flatMap((id) => {
      const isOn = channels[id];
      const start = isOn === undefined ? (before[id] ?? {}) : switched(before[id], isOn);
      const after = merged(id, start, types[id] ?? {});
      return Object.keys(after).length === 0 ? [] : [[id, after] as const];
    }),
  );
};

const anew = <T>(said: T | null | undefined, before: T | undefined): T | undefined =>
  said === undefined ? before : (said ?? undefined);

/** Another number has not been proved yet. */
const phoneAfter = (before: PreferenceFields, { phoneNumber }: PreferenceInput) => {
  const after = anew(phoneNumber, before.phoneNumber);
  if (after === undefined || after !== before.phoneNumber) return { phoneNumber: after };
  return { phoneNumber: after, phoneVerifiedAt: before.phoneVerifiedAt, phoneVerifiedBy: before.phoneVerifiedBy };
};

/** What holds after somebody has said something. Saying the same again changes nothing. */
export const changedPreferences = (
  known: PreferenceFields | undefined = {},
  said: PreferenceInput,
  now: Instant,
): PreferenceFields => {
  const linkGeneration = said.linkGeneration ?? known.linkGeneration;
  const before = contactsByLink(known, linkGeneration ?? 0);
  const consents = said.whatsappOptedIn !== undefined && said.whatsappOptedIn !== (before.whatsapp?.isOptedIn ?? false);
  const channels = channelsAfter(before.channels ?? {}, said);
  return definedFields({
    channels: Object.keys(channels).length === 0 ? undefined : channels,
    language: anew(said.language, before.language),
    timezone: anew(said.timezone, before.timezone),
    quietHours: anew(said.quietHours, before.quietHours),
    urgentInQuietHours: said.urgentInQuietHours ?? before.urgentInQuietHours,
    substitutionPreference: said.substitutionPreference ?? before.substitutionPreference,
    email: anew(said.email, before.email),
    ...phoneAfter(before, said),
    whatsapp: consents ? { isOptedIn: said.whatsappOptedIn === true, at: now } : before.whatsapp,
    linkGeneration: linkGeneration === 0 ? undefined : linkGeneration,
  });
};

/** Channels over which a telephone's number is an address: where it is proved, it is reached anew. */
export const channelsOfPhone = (number: string): readonly string[] =>
  CHANNELS.filter(({ addressesOf }) =>
    addressesOf({ audience: 'customer', phone: number, whatsapp: number }).includes(number),
  ).map(({ id }) => id);

/** Channels over which a number is an address of those alone who have agreed to it. */
export const channelsOfConsent = (number: string): readonly string[] =>
  CHANNELS.filter(({ addressesOf }) => addressesOf({ audience: 'customer', whatsapp: number }).includes(number)).map(
    ({ id }) => id,
  );

/** Channels over which the address of a mailbox is one. */
export const channelsOfMail = (email: string): readonly string[] =>
  CHANNELS.filter(({ addressesOf }) => addressesOf({ audience: 'customer', email }).includes(email)).map(
    ({ id }) => id,
  );
