import type { ContactStore } from '../../shared/notifications/contacts/contact-store.ts';
import type { ReachReader } from '../../shared/notifications/reach-reader.ts';
import { dynamoContactStore } from '../../shared/store/dynamo-contact-store.ts';
import { dynamoShopAndContacts } from '../../shared/store/dynamo-shop-and-contacts.ts';
import { documentClient } from './clients/dynamodb.ts';
import { digestKeys } from './digest-keys.ts';
import { systemSecrets } from './secrets.ts';
import { systemBackoff } from './system.ts';

/** Contact points that nobody is reached at, by digests under the stage's key. */
export const contactStore = (tableName: string, secretId: string): ContactStore =>
  dynamoContactStore(
    { client: documentClient(), tableName, backoff: systemBackoff },
    digestKeys(systemSecrets(), secretId),
  );

/** The same, together with a shop. */
export const reachReader = (tableName: string, secretId: string): ReachReader =>
  dynamoShopAndContacts(
    { client: documentClient(), tableName, backoff: systemBackoff },
    digestKeys(systemSecrets(), secretId),
  );
