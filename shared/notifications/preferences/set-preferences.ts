import type { Clock } from '../../clock/clock.ts';
import { changedPreferences, type PreferenceInput } from './change-preferences.ts';
import type { PreferenceStore } from './preference-store.ts';
import type { PreferenceFields, Preferences } from './preferences.ts';

export type SetPreferences =
  | { readonly outcome: 'stored'; readonly preferences: Preferences; readonly before: Preferences | undefined }
  /** They are not at the version that the caller insists on. */
  | { readonly outcome: 'outdated' }
  | { readonly outcome: 'contended' };

/** Each round somebody's change is stored: whoever unsubscribes does not lose against a form. */
const MAX_ROUNDS = 20;

export interface SetPreferencesOptions {
  /** Changes nothing unless they are at one of these versions; 0 where there are none. */
  readonly versions?: readonly number[] | undefined;
  /** What is changed besides what was said. */
  readonly adjust?: (fields: PreferenceFields) => PreferenceFields;
}

/** Changes what somebody chose; a change at the same time is read again and added to. */
export const setPreferences = async (
  { preferences, clock }: { readonly preferences: PreferenceStore; readonly clock: Clock },
  ownerId: string,
  said: PreferenceInput,
  { versions, adjust = (fields) => fields }: SetPreferencesOptions = {},
): Promise<SetPreferences> => {
  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    const { preferences: before } = await preferences.get(ownerId);
    if (versions !== undefined && !versions.includes(before?.version ?? 0)) return { outcome: 'outdated' };
    const at = clock.now().toISOString();
    const fields = adjust(changedPreferences(before, said, at));
    const result = await preferences.put({ ownerId, fields, at }, before);
    if (result.outcome === 'stored') return { ...result, before };
  }
  return { outcome: 'contended' };
};
