import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { definedFields } from '../defined-fields.ts';
import { MAX_DEVICES } from '../notifications/contacts/contact-store.ts';
import type {
  PreferenceChange,
  PreferencePut,
  PreferenceStore,
} from '../notifications/preferences/preference-store.ts';
import type { Preferences } from '../notifications/preferences/preferences.ts';
import type { RegisteredDevice } from '../notifications/preferences/registered-device.ts';
import { contentOf, type Item } from './item.ts';
import { keys } from './keys.ts';
import { putVersioned } from './put-versioned.ts';
import { queryAll, type Table } from './table.ts';

const put =
  (table: Pick<Table, 'client' | 'tableName'>) =>
  async ({ ownerId, fields, at }: PreferenceChange, before: Preferences | undefined): Promise<PreferencePut> => {
    const preferences: Preferences = {
      ...fields,
      ownerId,
      version: (before?.version ?? 0) + 1,
      createdAt: before?.createdAt ?? at,
      updatedAt: at,
    };
    const item = { ...preferences, ...keys.personSettings(ownerId), entity: 'person_settings' };
    const isStored = await putVersioned(table, item, before);
    return isStored ? { outcome: 'stored', preferences } : { outcome: 'conflict' };
  };

const deviceOf = ({ token, platform, by }: Item): RegisteredDevice =>
  definedFields({ token, platform, by }) as unknown as RegisteredDevice;

/** Registered last, first: where there are too many, these are the ones in use. */
const devicesIn = (items: readonly Item[]): readonly RegisteredDevice[] =>
  items
    .filter(({ entity }) => entity === 'device')
    .toSorted((a, b) => String(b.registeredAt).localeCompare(String(a.registeredAt)))
    .slice(0, MAX_DEVICES)
    .map(deviceOf);

/**
 * A person's settings and devices lie together: one read has all.
 *
 * @param isConsistent `false` reads at half the price, and may miss what was written a moment ago.
 */
export const dynamoPreferenceStore = (
  client: DynamoDBDocumentClient,
  tableName: string,
  isConsistent = true,
): PreferenceStore => ({
  get: async (ownerId) => {
    const items = await queryAll(
      { client, tableName },
      {
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': keys.personSettings(ownerId).pk },
        ConsistentRead: isConsistent,
      },
    );
    const settings = items.find(({ entity }) => entity === 'person_settings');
    const preferences = settings && (contentOf(settings) as unknown as Preferences);
    return { ...definedFields({ preferences }), devices: devicesIn(items) };
  },
  put: put({ client, tableName }),
});
