import type { Instant } from '../../calendar/instant.ts';
import type { PersonSettings, PreferenceFields, Preferences } from './preferences.ts';

export interface PreferenceChange {
  readonly ownerId: string;
  /** What holds afterwards: a member that is absent is as by default. */
  readonly fields: PreferenceFields;
  readonly at: Instant;
}

export type PreferencePut =
  | { readonly outcome: 'stored'; readonly preferences: Preferences }
  /** Somebody else wrote since they were read. */
  | { readonly outcome: 'conflict' };

export interface SettingsReader {
  /** Sees every write before it, unless it was made to be a moment behind. Somebody who has chosen nothing has no preferences and no devices. */
  get(ownerId: string): Promise<PersonSettings>;
}

/** What people chose about their notifications. */
export interface PreferenceStore extends SettingsReader {
  put(change: PreferenceChange, before: Preferences | undefined): Promise<PreferencePut>;
}
