import type { SettingsReader } from '../../shared/notifications/preferences/preference-store.ts';
import { settingsByAccess } from '../../shared/notifications/preferences/rights.ts';
import { dynamoPreferenceStore } from '../../shared/store/dynamo-preference-store.ts';
import { requestRevocations } from './access-revocations.ts';
import { documentClient } from './clients/dynamodb.ts';

/** What people chose, for whoever writes to them. */
export const peopleSettings = (tableName: string): SettingsReader =>
  settingsByAccess(dynamoPreferenceStore(documentClient(), tableName), requestRevocations(tableName));

/** The same, perhaps a moment behind, for who plans: a message of that moment may go out as it was planned in any case. */
export const recentSettings = (tableName: string): SettingsReader =>
  settingsByAccess(dynamoPreferenceStore(documentClient(), tableName, false), requestRevocations(tableName));
