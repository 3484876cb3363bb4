import type { PreferenceFields } from './preferences.ts';

const ofTiming = ({ channels, timezone, quietHours, urgentInQuietHours, whatsapp, phoneNumber }: PreferenceFields) => [
  channels,
  timezone,
  quietHours,
  urgentInQuietHours,
  whatsapp?.isOptedIn,
  phoneNumber,
];

/** Whether what waits for its time is to be looked at again: it may go sooner, later, elsewhere, or not at all. */
export const changesWhatWaits = (before: PreferenceFields | undefined, after: PreferenceFields): boolean =>
  JSON.stringify(ofTiming(before ?? {})) !== JSON.stringify(ofTiming(after));
