/** What somebody has chosen about their notifications, and what holds where they have chosen nothing. */
import type { Instant } from '../../calendar/instant.ts';
import type { ChannelDescriptor } from '../../contract/channel-descriptor.ts';
import type { Locale } from '../../contract/locale.ts';
import type { SubstitutionChoice } from '../../orders/model/substitution.ts';
import type { NotificationType } from '../../workflows/workflow.ts';
import type { QuietHours } from '../quiet-time.ts';
import type { RegisteredDevice, Registrar } from './registered-device.ts';

/** Types of notifications by whether they are wanted; a type that is not named is as by default. */
export type TypeChoices = Readonly<Partial<Record<NotificationType, boolean>>>;

/** Agreed, or no longer, to be written to over WhatsApp. */
export interface WhatsappConsent {
  readonly isOptedIn: boolean;
  readonly at: Instant;
}

/** What a person chose. Absent members are as by default. */
export interface PreferenceFields {
  /** By the id of the channel. */
  readonly channels?: Readonly<Record<string, TypeChoices>>;
  readonly language?: Locale;
  /** IANA name. */
  readonly timezone?: string;
  readonly quietHours?: QuietHours;
  /** Urgent notifications do not wait for the end of the quiet hours. */
  readonly urgentInQuietHours?: boolean;
  readonly substitutionPreference?: SubstitutionChoice;
  /** As their application says. Messages go to the address of the order: nobody has proved this one. */
  readonly email?: string;
  /** E.164. Nobody is reached there before `phoneVerifiedAt`. */
  readonly phoneNumber?: string;
  readonly phoneVerifiedAt?: Instant;
  /** Of a shop: which of its people proved it. */
  readonly phoneVerifiedBy?: Registrar;
  readonly whatsapp?: WhatsappConsent;
  /** Of a guest: the generation of the link by which the contacts were set, where it is not the first. */
  readonly linkGeneration?: number;
}

export interface Preferences extends PreferenceFields {
  /** `user:<sub>`, `guest:<order>` or `seller:<shop>`. */
  readonly ownerId: string;
  /** Rises with every change, from 1. */
  readonly version: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** Of those who have said neither. */
export const DEFAULT_QUIET_HOURS: QuietHours = { start: '22:00', end: '08:00' };
export const DEFAULT_TIME_ZONE = 'Europe/Madrid';

/** Everything that is known of how a person wants to be notified. */
export interface PersonSettings {
  readonly preferences?: Preferences;
  readonly devices: readonly RegisteredDevice[];
}

type Defaults = Pick<ChannelDescriptor, 'defaultTypes'>;

/** Whether a type is sent over a channel to those who have not chosen. */
export const isWantedByDefault = (type: NotificationType, { defaultTypes }: Defaults): boolean => {
  if (defaultTypes === undefined) return true;
  return 'only' in defaultTypes ? defaultTypes.only.includes(type) : !defaultTypes.except.includes(type);
};

export type Wish = 'wanted' | 'not_by_default' | 'turned_off';

/** Whether the person wants the type over the channel, and whether they have said so themselves. */
export const wishOf = (
  type: NotificationType,
  channel: Defaults & Pick<ChannelDescriptor, 'id' | 'formerIds'>,
  preferences: PreferenceFields | undefined,
): Wish => {
  const chosen = preferences?.channels?.[channel.id]?.[type];
  if (chosen !== undefined) return chosen ? 'wanted' : 'turned_off';
  return isWantedByDefault(type, channel) ? 'wanted' : 'not_by_default';
};

/** What somebody asked for in so many words is theirs whatever they chose otherwise. */
const ALWAYS_SENT: readonly NotificationType[] = ['tracking_link'];

/** What the person wants, but for what they have just asked for. */
export const wishUnlessAsked: typeof wishOf = (type, channel, preferences) =>
  ALWAYS_SENT.includes(type) ? 'wanted' : wishOf(type, channel, preferences);

/** The person has said that they do not want it. */
export const isTurnedOff = (...of: Parameters<typeof wishOf>): boolean => wishUnlessAsked(...of) === 'turned_off';
